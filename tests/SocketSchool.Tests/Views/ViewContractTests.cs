using System.Collections;
using System.Linq.Expressions;
using System.Net.NetworkInformation;
using System.Reflection;
using System.Text.RegularExpressions;

namespace SocketSchool.Tests;

/// <summary>
/// The conventions by which a notebook kernel finds a view's rendering without a reference to this library, or this library to it. Each
/// step is the one that .NET Interactive's Formatter takes: by name, by reflection, public members only.
/// </summary>
public class ViewContractTests
{
    public static TheoryData<Type> ViewTypes => [.. Types()];

    [Fact]
    public void Every_public_view_has_a_sample_here() => Assert.Equal(
        [], Types().Where(type => !type.IsSubclassOf(typeof(Server))).Except(Samples().Select(one => one.GetType())).Select(type => type.Name));

    [Theory]
    [MemberData(nameof(ViewTypes))]
    public void The_attribute_is_found_by_name_and_names_a_source(Type type)
    {
        var attribute = Assert.Single(type.GetCustomAttributes(true), one => one.GetType().Name == "TypeFormatterSourceAttribute");
        var source = Activator.CreateInstance(Assert.IsAssignableFrom<Type>(Get(attribute, "FormatterSourceType")))!;
        var preferred = Assert.IsType<string[]>(Get(attribute, "PreferredMimeTypes"));
        Assert.Equal("text/html", preferred[0]);
        Assert.Contains("text/plain", preferred);
        List<string> offered = [];
        var formatters = Assert.IsAssignableFrom<IEnumerable>(source.GetType().GetMethod("CreateTypeFormatters")!.Invoke(source, null));
        foreach (var formatter in formatters)
        {
            // With a Type property a kernel would take the formatter for that type instead of the attribute's own.
            Assert.Null(formatter.GetType().GetProperty("Type"));
            offered.Add(Assert.IsType<string>(Get(formatter, "MimeType")));
        }

        Assert.Equal(preferred, offered);
    }

    [Theory]
    [MemberData(nameof(ViewTypes))]
    public void Verso_finds_a_public_parameterless_ToHtml(Type type)
    {
        var method = type.GetMethod("ToHtml", BindingFlags.Public | BindingFlags.Instance, []);
        Assert.Equal(typeof(string), method?.ReturnType);
    }

    [Fact]
    public async Task A_kernel_renders_every_view_through_reflection_alone()
    {
        await using var tcp = EchoServer.Start();
        await using var udp = UdpServer.Start((_, _) => Task.CompletedTask);
        foreach (var view in Samples().Append(tcp).Append(udp).Append(tcp.Log))
        {
            var rendered = Render(view);
            Assert.StartsWith("<", rendered["text/html"]);
            Assert.NotEqual("", rendered["text/plain"]);
            Assert.DoesNotContain("\r", rendered["text/plain"]);
        }
    }

    [Fact]
    public async Task No_two_outputs_share_an_id()
    {
        await using var server = EchoServer.Start();
        HashSet<string> ids = [];
        // Each twice, as when a cell is run again.
        foreach (var view in Samples().Append(server).Concat(Samples().Append(server)))
        {
            foreach (Match id in Regex.Matches(((IView)view).ToHtml(), " id=\"([^\"]+)\"")) Assert.True(ids.Add(id.Groups[1].Value), id.Value);
        }

        Assert.True(ids.Count >= 2 * Samples().Count());
    }

    private static IEnumerable<Type> Types() =>
        typeof(IView).Assembly.GetExportedTypes().Where(type => type.IsClass && !type.IsAbstract && typeof(IView).IsAssignableFrom(type));

    private static IEnumerable<object> Samples()
    {
        var script = new WireScript().Opens(WireScript.Ann).ClientSends(WireScript.Ann, "hello");
        var log = new WireLog();
        log.Note("hello");
        return
        [
            log,
            log.Events,
            new SequenceDiagram(script.Events),
            new FaultList([new Fault(1000, WireScript.Ann, "IdleTimeout", "said nothing", null)]),
            new ServerList([]),
            PlotlyFigure.FromJson(Figure.Lines("t", "x", "y").Add("a", [1, 2], [3, 4]).ToPlotlyJson()),
            new ServerCard(s_stopped.Value),
            SocketTable.ForPorts(1),
            new TcpStateDiagram(TcpState.Established),
            Table.Of([1, 2, 3]),
            new CheckReport("echo", CheckOutcome.Passed, [], [], 0),
            Figure.Lines("round trips", x: "bytes", y: "us").Add("mine", [1, 2], [15.1, 14.8]),
            new BufferReport("yours", "here", [new BufferPoint(BufferKind.Receive, 16, 16, 1 << 20, 1 << 16, 40, 38, 42, IsWhole: true)], 1 << 20),
            new LatencyReport("tcp", "here", [LatencyPoint.From("tcp", 16, Histogram())]),
            new RoundTripReport(16, Histogram(), "here"),
            new ServerLoadReport(
                [new ServerLoadPoint("async", 10, [1000, 1200], Histogram(), 7.5, 0.5)],
                [new ServerIdlePoint("async", 10, 10, 1200, 1500, 4000, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1))],
                new ServerLoadOptions(), "here"),
            new NagleReport(Sent("two sends"), Sent("two sends, NoDelay"), Sent("one gathered send"), 40_000, "here"),
            new ConnectionCostReport([.. Enum.GetValues<ConnectionCostEnding>().Select(ending => new ConnectionCostWay(ending, [Histogram()], Histogram(), 1, 0))], "here"),
            new PlacementReport(16, [new PlacementPoint(PlacementKind.Free, false, [Histogram()])], "", null, "here"),
            TcpInfo.Parse(new byte[232], "a connection"),
            Progress.Show(new ProgressPlace(null, null), TimeProvider.System),
            s_peer.Value,
        ];
    }

    private static NagleWay Sent(string name) => new(name, false, [1, 2], [Histogram()]);

    private static LatencyHistogram Histogram()
    {
        var histogram = new LatencyHistogram();
        for (var i = 1; i <= 100; i++) histogram.Record(i * 1000);
        return histogram;
    }

    private static readonly Lazy<Server> s_stopped = new(() =>
    {
        var server = EchoServer.Start();
        server.RequestStop();
        return server;
    });

    private static readonly Lazy<PeerChat> s_peer = new(() =>
    {
        var peer = PeerChat.Start("Ada");
        peer.Server.RequestStop();
        return peer;
    });

    private static Dictionary<string, string> Render(object view)
    {
        var attribute = view.GetType().GetCustomAttributes(true).Single(one => one.GetType().Name == "TypeFormatterSourceAttribute");
        var source = Activator.CreateInstance((Type)Get(attribute, "FormatterSourceType")!)!;
        var formatters = (IEnumerable)source.GetType().GetMethod("CreateTypeFormatters")!.Invoke(source, null)!;
        return formatters.Cast<object>().ToDictionary(one => (string)Get(one, "MimeType")!, formatter =>
        {
            // The kernel compiles the call, so the parameters have to be exactly (object, TextWriter) and the result a bool.
            var (value, writer) = (Expression.Parameter(typeof(object)), Expression.Parameter(typeof(TextWriter)));
            var call = Expression.Call(Expression.Constant(formatter), formatter.GetType().GetMethod("Format")!, value, writer);
            var text = new StringWriter();
            Assert.True(Expression.Lambda<Func<object, TextWriter, bool>>(call, value, writer).Compile()(view, text));
            return text.ToString();
        });
    }

    private static object? Get(object from, string property) => from.GetType().GetProperty(property)?.GetGetMethod()?.Invoke(from, null);
}
