using System.Net.NetworkInformation;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace SocketSchool.Tests;

public class TcpStateDiagramTests
{
    [Fact]
    public void Every_state_of_the_rfc_is_drawn_and_named()
    {
        var html = new TcpStateDiagram().ToHtml();
        foreach (var state in TcpStates.InOrder) Assert.Contains($">{TcpStates.Name(state)}<", html);
    }

    [Fact]
    public void The_arrows_are_the_twenty_of_figure_5()
    {
        Assert.Equal(20, TcpTransition.All.Select(one => (one.From, one.To)).Distinct().Count());
        var svg = XElement.Parse(new TcpStateDiagram().ToHtml()).Descendants("svg").Single();
        Assert.Equal(20, svg.Elements("path").Count(path => ((string?)path.Attribute("class"))!.StartsWith("f ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Each_usual_way_leads_from_closed_through_established_to_closed()
    {
        foreach (var path in new[] { TcpPath.Client, TcpPath.Server })
        {
            var way = TcpTransition.All.Where(one => one.Path == path).ToDictionary(one => one.From, one => one.To);
            List<TcpState> seen = [TcpState.Closed];
            do seen.Add(way[seen[^1]]);
            while (seen[^1] != TcpState.Closed);
            Assert.Contains(TcpState.Established, seen);
            Assert.Equal(way.Count + 1, seen.Count);
        }
    }

    [Fact]
    public void States_at_hand_are_highlighted_and_explained()
    {
        var diagram = new TcpStateDiagram(TcpState.CloseWait, TcpState.FinWait2, TcpState.CloseWait);
        Assert.Equal(2, Regex.Count(diagram.ToHtml(), "class=\"h\""));
        Assert.StartsWith("here: FIN_WAIT_2. This end has said", diagram.ToText());
        Assert.Contains("here: CLOSE_WAIT. The other end", diagram.ToText());
    }

    [Fact]
    public async Task A_row_and_a_table_highlight_where_they_are()
    {
        await using var server = EchoServer.Start();
        var table = SocketTable.For(server);
        Assert.StartsWith("here: LISTEN.", TcpStateDiagram.For(table).ToText());
        Assert.StartsWith("here: LISTEN.", TcpStateDiagram.For(table[0]).ToText());
    }

    [Fact]
    public void Unknown_highlights_nothing() => Assert.DoesNotContain("here:", new TcpStateDiagram(TcpState.Unknown).ToText());
}
