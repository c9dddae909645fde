using System.Text.Json.Nodes;

namespace SocketSchool.Tests;

/// <summary>
/// The rules of plotly.js's schema that a figure has to keep. (The same figures went through <c>Plotly.validate</c> of plotly.js 2.35 by hand.)
/// </summary>
public sealed class PlotlyJsonTests
{
    private static readonly Figure s_sweep = Figure.Lines("Round trips", FigureAxis.Log("size", FigureAxis.Bytes), FigureAxis.Log("time", "us"))
        .Add("mine", [16, 1024], [15.1, 16.2])
        .AddBand("p10 to p90", [16, 1024], [14.0, 15.0], [18.0, 19.0], of: "mine");

    [Fact]
    public void The_object_has_data_and_layout_and_nothing_else() =>
        Assert.Equal(["data", "layout"], Parse(s_sweep).AsObject().Select(pair => pair.Key));

    [Fact]
    public void A_band_is_two_traces_and_the_upper_fills_down_to_the_one_before_it()
    {
        var data = Parse(s_sweep)["data"]!.AsArray();

        Assert.Equal(3, data.Count);
        Assert.Equal([14, 15], Numbers(data[0]!["y"]));
        Assert.Null(data[0]!["fill"]);
        Assert.False((bool)data[0]!["showlegend"]!);
        Assert.Equal([18, 19], Numbers(data[1]!["y"]));
        Assert.Equal("tonexty", (string?)data[1]!["fill"]);
        Assert.Equal((string?)data[0]!["legendgroup"], (string?)data[1]!["legendgroup"]);
        Assert.Equal("mine", (string?)data[2]!["name"]);
    }

    [Fact]
    public void A_band_has_the_colour_of_the_trace_it_belongs_to()
    {
        var data = Parse(s_sweep)["data"]!.AsArray();

        Assert.Equal("#2f7fd6", (string?)data[2]!["line"]!["color"]);
        Assert.Equal("rgba(47,127,214,0.2)", (string?)data[1]!["fillcolor"]);
    }

    [Fact]
    public void The_range_of_a_logarithmic_axis_is_in_powers_of_ten_and_its_ticks_are_not()
    {
        var axis = Parse(s_sweep)["layout"]!["yaxis"]!;

        Assert.Equal("log", (string?)axis["type"]);
        Assert.Equal(Math.Log10(14), (double)axis["range"]![0]!, 6);
        Assert.Equal("time (us)", (string?)axis["title"]!["text"]);
        Assert.Contains(15.0, Numbers(axis["tickvals"]));
        Assert.Equal(axis["tickvals"]!.AsArray().Count, axis["ticktext"]!.AsArray().Count);
    }

    [Fact]
    public void What_has_no_place_is_null()
    {
        var figure = Figure.Lines("gaps", "x", FigureAxis.Log("y")).Add("a", [1, 2, 3, 4], [1, double.NaN, 0, double.PositiveInfinity]);

        Assert.Equal([1, null, null, null], Parse(figure)["data"]![0]!["y"]!.AsArray().Select(node => (double?)node));
    }

    [Fact]
    public void A_histogram_is_bars_whose_centre_and_width_give_the_edges_back()
    {
        var trace = Parse(Figure.Histogram("h", FigureAxis.Log("x"), [1, 10, 100, 1000, 1000], bins: 3))["data"]![0]!;

        Assert.Equal("bar", (string?)trace["type"]);
        Assert.Equal([1, 1, 3], Numbers(trace["y"]));
        var (x, width) = (Numbers(trace["x"]), Numbers(trace["width"]));
        Assert.Equal([1, 10, 100], x.Zip(width, (centre, wide) => Math.Round(centre - wide / 2, 6)));
        Assert.Equal([10, 100, 1000], x.Zip(width, (centre, wide) => Math.Round(centre + wide / 2, 6)));
    }

    [Fact]
    public void Barmode_is_set_only_where_there_are_bars()
    {
        Assert.Null(Parse(s_sweep)["layout"]!["barmode"]);
        Assert.Equal("group", (string?)Parse(Figure.Bars("b", "x", "y").AddBars("one", ["a"], [1]))["layout"]!["barmode"]);
    }

    [Fact]
    public void Labels_of_bars_are_categories_even_when_they_look_like_numbers()
    {
        var root = Parse(Figure.Bars("b", "x", "y").AddBars("one", ["1", "10"], [1, 2]));

        Assert.Equal("category", (string?)root["layout"]!["xaxis"]!["type"]);
        Assert.Equal("1", (string?)root["data"]![0]!["x"]![0]);
    }

    [Fact]
    public void Markup_in_a_text_is_text() =>
        Assert.Equal("a &lt;b> &amp; c", (string?)Parse(Figure.Lines("a <b> & c", "x", "y"))["layout"]!["title"]!["text"]);

    [Fact]
    public void A_mark_is_a_line_at_the_value_and_a_word_at_its_logarithm()
    {
        var layout = Parse(Figure.Histogram("h", FigureAxis.Log("x"), [1, 1000]).Mark(100, "p50"))["layout"]!;

        Assert.Equal(100, (double)layout["shapes"]![0]!["x0"]!);
        Assert.Equal(2, (double)layout["annotations"]![0]!["x"]!, 9);
    }

    private static JsonNode Parse(Figure figure) => JsonNode.Parse(figure.ToPlotlyJson())!;

    private static double[] Numbers(JsonNode? array) => [.. array!.AsArray().Select(node => (double)node!)];
}
