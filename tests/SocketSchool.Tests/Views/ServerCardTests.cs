using System.Net;
using System.Xml.Linq;

namespace SocketSchool.Tests;

public class ServerCardTests
{
    [Fact]
    public async Task Says_where_it_listens_who_can_reach_it_and_how_to_try_it()
    {
        await using var server = EchoServer.Start();
        var text = server.ToText();
        Assert.StartsWith($"echo server on tcp 127.0.0.1:{server.Port}, listening\n", text);
        Assert.Contains("reached by  only this machine", text);
        Assert.Contains("clients     none yet", text);
        Assert.Contains($"nc 127.0.0.1 {server.Port}", text);
    }

    [Fact]
    public async Task A_udp_server_is_tried_with_minus_u()
    {
        await using var server = UdpServer.Start((_, _) => Task.CompletedTask);
        Assert.Contains($"nc -u 127.0.0.1 {server.Port}", server.ToText());
        Assert.Contains(", receiving", server.ToText());
    }

    [Fact]
    public async Task Shows_the_clients_and_what_they_sent()
    {
        await using var server = EchoServer.Start();
        await using var client = await Connection.ConnectAsync(server);
        await client.SendTextAsync("hello");
        await client.ReceiveExactlyAsync(5);
        await Until.TrueAsync(() => server.BytesSent == 5);
        Assert.Contains("1 now, 1 in all", server.ToText());
        Assert.Contains("5 in, 5 out", server.ToText());
        Assert.Contains(client.LocalEndPoint.ToString(), server.ToText());
        Assert.Contains(client.LocalEndPoint.ToString(), XElement.Parse(server.ToHtml()).Value);
    }

    [Fact]
    public async Task Counts_the_clients_it_has_no_room_for()
    {
        await using var server = EchoServer.Start();
        var clients = await Task.WhenAll(Enumerable.Range(0, 11).Select(_ => Connection.ConnectAsync(server)));
        await Until.TrueAsync(() => server.Connections.Count == 11);
        Assert.Contains("... and 3 more", server.ToText());
        foreach (var client in clients) client.Dispose();
    }

    [Fact]
    public async Task Shows_the_last_faults_with_the_limits_name()
    {
        await using var server = TcpServer.Start(
            async (client, stop) => await client.ReadLineAsync(stop), options: new ServerOptions { MaxLineBytes = 4 });
        await using var client = await Connection.ConnectAsync(server);
        await client.SendTextAsync("<b>much too long</b>\n");
        await Until.TrueAsync(() => server.FaultCount == 1);
        Assert.Contains("MaxLineBytes", server.ToText());
        Assert.Contains("MaxLineBytes", XElement.Parse(server.ToHtml()).Value);
        Assert.Contains("MaxLineBytes", ((IView)server.Faults).ToText());
    }

    [Fact]
    public async Task A_stopped_server_says_how_long_it_was_up_and_gives_no_hint()
    {
        var server = EchoServer.Start();
        await server.StopAsync();
        Assert.Contains(", stopped", server.ToText());
        Assert.Contains("was up", server.ToText());
        Assert.DoesNotContain("nc ", server.ToText());
        Assert.DoesNotContain("reached by", server.ToText());
    }

    [Fact]
    public async Task A_card_is_a_snapshot()
    {
        var server = EchoServer.Start();
        var card = new ServerCard(server);
        await server.StopAsync();
        Assert.Contains(", listening", card.ToText());
    }

    [Fact]
    public async Task A_name_from_the_learner_is_escaped()
    {
        await using var server = TcpServer.Start((_, _) => Task.CompletedTask, name: "<script>alert(1)</script>");
        Assert.Empty(XElement.Parse(server.ToHtml()).Descendants("script"));
        Assert.Empty(XElement.Parse(Servers.Running.ToHtml()).Descendants("script"));
    }

    [Theory]
    [InlineData("127.0.0.1", "only this machine")]
    [InlineData("::1", "only this machine")]
    [InlineData("192.168.1.5", "every machine that can reach 192.168.1.5")]
    [InlineData("0.0.0.0", "every machine that can reach one of 10.0.0.1, 10.0.0.2, 10.0.0.3, 10.0.0.4 and 1 more")]
    public void Who_can_reach_it_follows_from_the_address(string address, string expected) =>
        Assert.Equal(expected, Reach.Of(IPAddress.Parse(address), _ => [.. Enumerable.Range(1, 5).Select(i => IPAddress.Parse($"10.0.0.{i}"))]));

    [Fact]
    public void Any_address_on_a_machine_without_a_network_says_so() =>
        Assert.Contains("no address but loopback", Reach.Of(IPAddress.Any, _ => []));

    [Fact]
    public async Task The_list_has_a_row_a_server_and_an_empty_one_says_what_to_do()
    {
        await using var server = EchoServer.Start();
        Assert.Contains($"127.0.0.1:{server.Port}", Servers.Running.ToText());
        Assert.Equal("No server is running. EchoServer.Start() starts one.", new ServerList([]).ToText());
    }
}
