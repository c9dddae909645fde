namespace SocketSchool.Tests;

public class PlotlyFigureTests
{
    public static TheoryData<string> Kinds => ["lines", "logarithmic", "points", "band", "bars", "histogram", "marks", "escaped"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_still_picture_of_a_figures_own_json_shows_what_the_figure_shows(string kind)
    {
        var figure = Of(kind);

        var still = PlotlyFigure.FromJson(figure.ToPlotlyJson()).Still;

        Assert.Equal(figure.Title, still.Title);
        Assert.Equal(figure.X.Scale, still.X.Scale);
        Assert.Equal(figure.Y.Scale, still.Y.Scale);
        Assert.Equal(figure.X.Label, still.X.Label);
        Assert.Equal(figure.Marks, still.Marks);
        Assert.Equal(figure.Traces.Select(Numbers), still.Traces.Select(Numbers));
    }

    [Fact]
    public void It_hands_the_json_on_as_it_is()
    {
        const string Json = """{ "data": [ { "type": "violin", "y": [1, 2, 3], "box": { "visible": true } } ] }""";

        var view = PlotlyFigure.FromJson(Json);

        Assert.Equal(Json, view.Json);
    }

    [Fact]
    public void A_trace_that_it_cannot_show_is_named_in_words()
    {
        var view = PlotlyFigure.FromJson("""{"data":[{"type":"scatter","name":"mine","y":[1,2]},{"type":"violin","name":"all","y":[1]}]}""");

        Assert.Equal("mine", Assert.Single(view.Still.Traces).Name);
        Assert.Contains("all (violin) is not in this still picture", view.ToText());
        Assert.Contains("all (violin) is not in this still picture", view.ToHtml());
    }

    [Fact]
    public void Without_any_trace_that_it_can_show_there_is_no_empty_frame()
    {
        var view = PlotlyFigure.FromJson("""{"data":[{"type":"pie","name":"cake","values":[1]}],"layout":{}}""");

        Assert.DoesNotContain("<svg", view.ToHtml());
        Assert.DoesNotContain("no data", view.ToText());
    }

    [Fact]
    public void Raw_values_of_a_histogram_are_counted()
    {
        var trace = Assert.IsType<HistogramTrace>(Assert.Single(
            PlotlyFigure.FromJson("""{"data":[{"type":"histogram","x":[1,1,2,"?",9]}]}""").Still.Traces));

        Assert.Equal(4, trace.Counts.Sum());
    }

    [Theory]
    [InlineData("""{"data":[{"y":[4,5]}]}""", "trace 1: x 0 1, y 4 5")]
    [InlineData("""{"data":[{"x":[1],"y":[4,null]}]}""", "trace 1: x 1 NaN, y 4 NaN")]
    [InlineData("""{"data":[{"type":"bar","x":[10,20],"y":[4,5]}]}""", "trace 1: x , y 4 5")]
    [InlineData("""{"data":[{"type":"bar","y":[4,5]}]}""", "")]
    [InlineData("""{"data":[{"name":7,"x":"?","y":{}}]}""", "trace 1: x , y ")]
    public void Whatever_plotly_lets_one_leave_out_may_be_left_out(string json, string expected)
    {
        var still = PlotlyFigure.FromJson(json).Still;

        Assert.Equal(expected, string.Join('\n', still.Traces.Select(Numbers)));
        Assert.NotEqual("", still.ToText());
    }

    [Fact]
    public void A_title_may_be_a_text_or_an_object()
    {
        Assert.Equal("short", PlotlyFigure.FromJson("""{"data":[],"layout":{"title":"short"}}""").Still.Title);
        Assert.Equal("a < b & c", PlotlyFigure.FromJson("""{"data":[],"layout":{"title":{"text":"a &lt; b &amp; c"}}}""").Still.Title);
    }

    [Theory]
    [InlineData("", "This is not JSON")]
    [InlineData("{", "This is not JSON")]
    [InlineData("[]", "an object with an array \"data\"")]
    [InlineData("{}", "an object with an array \"data\"")]
    [InlineData("""{"data":{}}""", "an object with an array \"data\"")]
    public void What_is_no_chart_is_refused_in_one_line(string json, string says)
    {
        var error = Assert.Throws<ArgumentException>(() => PlotlyFigure.FromJson(json));

        Assert.Contains(says, error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    private static Figure Of(string kind) => kind switch
    {
        "lines" => Figure.Lines("Lines", "x", "y").Add("a", [1, 2, 3], [4.5, double.NaN, 6]).Add("b", [1, 2], [7, 8], LineMode.Lines),
        "logarithmic" => Figure.Lines("Log", FigureAxis.Log("n"), FigureAxis.Log("took", "us")).Add("a", [1, 10], [12, 13]),
        "points" => Figure.Points("Points", "x", "y").Add("a", [1, 2], [3, 4]),
        "band" => Figure.Lines("Band", "x", "y").AddBand("p10 to p90", [1, 2], [3, 4], [5, 6]).Add("a", [1, 2], [4, 5]),
        "bars" => Figure.Bars("Bars", "way", "us").AddBars("a", ["one", "two"], [3, 4]).AddBars("b", ["two", "three"], [5, 6]),
        "histogram" => Figure.Histogram("Histogram", "took", [1, 2, 2.5, 3, 9], bins: 4),
        "marks" => Figure.Lines("Marks", FigureAxis.Log("x"), "y").Add("a", [1, 1000], [3, 4]).Mark(100, "here").Mark(1, ""),
        _ => Figure.Lines("<b> & more", "a < b", "y").Add("<i>", [1], [2]),
    };

    // Bins are written as centres and widths: their edges come back but for the last digit.
    private static string Numbers(FigureTrace trace) =>
        $"{trace.Name}: x {string.Join(' ', trace.XValues.Select(x => Math.Round(x, 9)))}, y {string.Join(' ', trace.YValues)}";
}
