using System.Text.Json;
using System.Text.Json.Nodes;

namespace SocketSchool.Interactive.Tests;

/// <summary>Figures as charts of Plotly.NET: everything that the figure says, and no more.</summary>
[Collection(nameof(OneKernelAtATime))]
public class PlotlyNetTests
{
    private const string Plotly = "application/vnd.plotly.v1+json";

    public static TheoryData<string> Figures =>
    [
        """Figure.Lines("Lines", "x", "y").Add("a", [1, 2, 3], [4.5, 5, double.NaN]).Add("b", [1, 2, 3], [6, 7, 8])""",
        """Figure.Lines("Logarithmic", FigureAxis.Log("message", "bytes"), FigureAxis.Log("round trip", "us")).Add("a", [16, 1024], [12, 0])""",
        """Figure.Points("Points", "x", FigureAxis.Linear("y", "ms")).Add("a", [1, 2], [3, 4])""",
        """Figure.Lines("Band", "x", "y").AddBand("p10 to p90", [1, 2], [3, 4], [5, 6], of: "a").Add("a", [1, 2], [4, 5], LineMode.Lines).Mark(1.5, "here")""",
        """Figure.Lines("Marks", FigureAxis.Log("x"), "y").Add("a", [1, 10], [3, 4]).Mark(1, "one").Mark(10, "ten")""",
        """Figure.Bars("Bars", "way", "us").AddBars("a", ["one", "two"], [3, 4]).AddBars("b", ["one", "three"], [5, 6])""",
        """Figure.Histogram("Histogram", FigureAxis.Linear("took", "us"), Enumerable.Range(1, 1000).Select(n => Math.Sqrt(n)))""",
        """Figure.Lines("Text <b>bold</b> & more", "a < b", "y").Add("<i>", [1], [2])""",
        """Figure.Lines("Empty", "x", "y")""",
    ];

    [Theory]
    [MemberData(nameof(Figures))]
    public async Task The_chart_has_the_traces_axes_title_colours_and_marks_of_the_figure(string figure)
    {
        using var kernel = await LessonKernel.WithExtensionAsync();
        await kernel.PassAsync($"var figure = {figure};");
        var expected = JsonNode.Parse(await kernel.TextAsync("figure.ToPlotlyJson()"))!;

        var actual = JsonNode.Parse(await kernel.TextAsync("Plotly.NET.GenericChart.toFigureJson(figure.ToPlotlyNet())"))!;

        Same(expected["data"]!, actual["data"]!);
        Same(expected["layout"]!, actual["layout"]!);
    }

    [Fact]
    public async Task The_chart_goes_on_with_the_methods_of_plotly_net()
    {
        using var kernel = await LessonKernel.WithExtensionAsync();

        var styled = (await kernel.PassAsync("""
            using Plotly.NET.CSharp;
            Figure.Lines("Mine", FigureAxis.Log("message", "bytes"), "us").Add("a", [16, 1024], [12, 13]).ToPlotlyNet()
                .WithXAxisStyle<double, double, string>(TitleText: "size")
                .WithSize(640, 320)
            """)).Outputs[^1];

        using var json = JsonDocument.Parse(styled[Plotly]);
        var layout = json.RootElement.GetProperty("layout");
        Assert.Equal(640, layout.GetProperty("width").GetInt32());
        var axis = layout.GetProperty("xaxis");
        Assert.Equal("size", axis.GetProperty("title").GetProperty("text").GetString());
        // Changed, not replaced: what the figure had set is still there.
        Assert.Equal("log", axis.GetProperty("type").GetString());
        Assert.Contains("1 KiB", axis.GetProperty("ticktext").EnumerateArray().Select(text => text.GetString()));
    }

    [Fact]
    public async Task A_styled_chart_is_shown_still_and_live_and_without_the_network()
    {
        using var kernel = await LessonKernel.WithExtensionAsync();

        var shown = (await kernel.PassAsync("""
            using Plotly.NET.CSharp;
            Chart.Line<int, double, string>([1, 2, 3], [15.0, 14, 16], Name: "my </script> line")
            """)).Outputs[^1];

        Assert.Equal(["text/html", Plotly, "text/plain"], shown.Keys);
        Assert.Contains("<svg role=\"img\"", shown["text/html"]);
        Assert.DoesNotContain("cdn", shown["text/html"]);
        Assert.Equal(2, shown["text/html"].Split("</script").Length);
        Assert.Contains("15", shown["text/plain"]);
    }

    [Fact]
    public async Task What_the_still_picture_cannot_show_it_names()
    {
        using var kernel = await LessonKernel.WithExtensionAsync();

        var shown = (await kernel.PassAsync("""
            using Plotly.NET.CSharp;
            Chart.Pie<double, string, string>(values: [1.0, 2], Labels: new[] { "a", "b" }, Name: "cake")
            """)).Outputs[^1];

        Assert.Contains("cake (pie) is not in this still picture", shown["text/plain"]);
        Assert.Contains("\"pie\"", shown[Plotly]);
    }

    [Fact]
    public async Task Another_extension_s_formatter_does_not_bring_the_network_back()
    {
        using var kernel = await LessonKernel.WithExtensionAsync();
        await kernel.PassAsync("""
            using Microsoft.DotNet.Interactive;
            using Microsoft.DotNet.Interactive.Events;
            using Microsoft.DotNet.Interactive.Formatting;
            Formatter.Register<Plotly.NET.GenericChart>(chart => "<script src='https://cdn.example/plotly.js'></script>", "text/html");
            var context = KernelInvocationContext.Current;
            context.Publish(new KernelExtensionLoaded(new SocketSchool.Interactive.SocketSchoolExtension(), context.Command));
            """);

        var shown = await kernel.PassAsync("""Figure.Lines("a", "b", "c").Add("t", [1], [2]).ToPlotlyNet()""");

        Assert.DoesNotContain("cdn", shown.Outputs[^1]["text/html"]);
    }

    private static void Same(JsonNode expected, JsonNode actual) =>
        Assert.True(Equal(expected, actual), $"expected {expected.ToJsonString()}\nbut got  {actual.ToJsonString()}");

    // 1000 and 1000.0 are one number.
    private static bool Equal(JsonNode? one, JsonNode? other) => (one, other) switch
    {
        (JsonObject a, JsonObject b) => a.Count == b.Count && a.All(member => b.ContainsKey(member.Key) && Equal(member.Value, b[member.Key])),
        (JsonArray a, JsonArray b) => a.Count == b.Count && a.Zip(b).All(pair => Equal(pair.First, pair.Second)),
        (JsonValue a, JsonValue b) when a.GetValueKind() == JsonValueKind.Number && b.GetValueKind() == JsonValueKind.Number =>
            a.GetValue<double>() == b.GetValue<double>(),
        _ => JsonNode.DeepEquals(one, other),
    };
}
