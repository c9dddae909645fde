using System.Xml.Linq;

namespace SocketSchool.Tests;

public sealed class FigureTests
{
    private static readonly Figure s_two = Figure.Lines("Round trips & more", FigureAxis.Log("size", FigureAxis.Bytes), FigureAxis.Log("time", "us"))
        .Add("mine", [16, 1024, 65536], [15.1, 16.2, 33])
        .AddBand("p10 to p90", [16, 1024, 65536], [14.0, 15.0, 30], [18.0, 19.0, 40], of: "mine")
        .Add("recorded", [16, 1024, 65536], [20, 21, 45]);

    [Fact]
    public void Adding_returns_a_new_figure_and_leaves_the_old_one()
    {
        var empty = Figure.Lines("t", "x", "y");
        var first = empty.Add("a", [1], [2]);
        var second = empty.Add("a", [1], [2]);

        Assert.Empty(empty.Traces);
        Assert.Single(first.Traces);
        Assert.Single(second.Traces);
    }

    [Fact]
    public void The_picture_is_one_well_formed_svg_without_script_or_anything_from_elsewhere()
    {
        var html = s_two.ToHtml();
        var svg = Svg(s_two);

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("http", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("url(", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(svg.DescendantsAndSelf(), element => element.Attribute("id") is not null);
    }

    [Fact]
    public void The_picture_speaks_to_those_who_cannot_see_it()
    {
        var svg = Svg(s_two);

        Assert.Equal("img", svg.Attribute("role")?.Value);
        Assert.StartsWith("Round trips & more. time (us) against size (bytes), both logarithmic. mine: 3 points, from 15.1 us to 33 us", svg.Attribute("aria-label")?.Value);
    }

    [Fact]
    public void Every_point_says_its_values_when_pointed_at() =>
        Assert.Contains("mine, 1 KiB: 16.2 us", Svg(s_two).Descendants("title").Select(title => title.Value));

    [Fact]
    public void Numbers_on_the_axes_are_those_that_a_person_writes()
    {
        var texts = Svg(s_two).Descendants("text").Select(text => text.Value).ToArray();

        Assert.Contains("1 KiB", texts);
        Assert.Contains("20", texts);
        Assert.Contains("time (us)", texts);
        Assert.Contains("Round trips & more", texts);
    }

    [Fact]
    public void Everything_is_drawn_inside_the_picture()
    {
        var svg = Svg(s_two);
        var box = svg.Attribute("viewBox")!.Value.Split(' ').Select(double.Parse).ToArray();

        Assert.All(svg.Descendants("circle"), circle =>
        {
            Assert.InRange((double)circle.Attribute("cx")!, 0, box[2]);
            Assert.InRange((double)circle.Attribute("cy")!, 0, box[3]);
        });
    }

    [Fact]
    public void A_missing_value_is_a_gap_in_the_line()
    {
        var figure = Figure.Lines("gap", "x", "y").Add("a", [1, 2, 3, 4, 5], [1, 2, double.NaN, 2, 1]);

        var path = Svg(figure).Descendants("path").Select(one => one.Attribute("d")!.Value).First();
        Assert.Equal(2, path.Count(letter => letter == 'M'));
    }

    [Fact]
    public void The_text_is_the_title_the_description_and_a_table()
    {
        var lines = s_two.Describe("It rises.").ToText().Split('\n');

        Assert.Equal("Round trips & more", lines[0]);
        Assert.Equal("It rises.", lines[1]);
        Assert.Equal(["size", "mine", "(us)"], lines[3].Split(' ', StringSplitOptions.RemoveEmptyEntries)[..3]);
        Assert.Contains("15.1", lines[5]);
        Assert.StartsWith("16 B", lines[5]);
    }

    [Fact]
    public void Lines_over_different_places_have_tables_of_their_own()
    {
        var text = Figure.Lines("t", "x", "y").Add("a", [1, 2], [3, 4]).Add("b", [5], [6]).ToText();

        // Title and description, then a table for each.
        Assert.Equal(3, text.Split("\n\n").Length);
    }

    [Fact]
    public void A_long_empty_stretch_of_a_histogram_is_one_row()
    {
        var text = Figure.Histogram("h", "x", [0, 1, 1, 100], bins: 100).ToText();

        // Zero, one, the stretch, a hundred; title, description, header, rule and an empty line besides.
        Assert.Equal(9, text.Split('\n').Length);
    }

    [Fact]
    public void Every_value_is_counted_once_in_a_histogram()
    {
        var values = Enumerable.Range(0, 1000).Select(i => i % 17 * 0.1).ToArray();

        var trace = Assert.IsType<HistogramTrace>(Figure.Histogram("h", "x", values, bins: 13).Traces[0]);
        Assert.Equal(1000, trace.Counts.Sum());
        Assert.Equal(14, trace.Edges.Count);
    }

    [Fact]
    public void Values_that_do_not_go_in_pairs_are_refused_in_one_line()
    {
        var thrown = Assert.Throws<ArgumentException>(() => Figure.Lines("t", "x", "y").Add("mine", [1, 2, 3], [1, 2]));

        Assert.Equal("'mine': x has 3 values and y has 2; they go in pairs.", thrown.Message);
    }

    [Fact]
    public void What_a_logarithmic_axis_leaves_out_is_said() =>
        Assert.Contains("Without a place on a logarithmic axis: 2 values", Figure.Lines("t", "x", FigureAxis.Log("y")).Add("a", [1, 2, 3], [0, -1, 5]).Description);

    [Theory]
    [MemberData(nameof(Odd))]
    public void Odd_figures_are_drawn_too(Figure figure)
    {
        Assert.NotNull(Svg(figure));
        Assert.DoesNotContain("NaN", figure.ToHtml());
        Assert.DoesNotContain("\u221e", figure.ToHtml());
        Assert.DoesNotContain("Infinity", figure.ToHtml());
        Assert.NotEqual("", figure.ToText());
        System.Text.Json.JsonDocument.Parse(figure.ToPlotlyJson()).Dispose();
    }

    public static TheoryData<Figure> Odd =>
    [
        Figure.Lines("no traces", "x", "y"),
        Figure.Lines("no values", "x", "y").Add("a", Array.Empty<int>(), Array.Empty<int>()),
        Figure.Lines("nothing to show", FigureAxis.Log("x"), FigureAxis.Log("y")).Add("a", [0, -1], [double.NaN, 0]),
        Figure.Points("one point", "x", FigureAxis.Log("y")).Add("a", [1], [1]),
        Figure.Lines("flat", "x", "y").Add("a", [1, 2], [0, 0]),
        Figure.Lines("huge", "x", FigureAxis.Log("y")).Add("a", [1, 2], [1e-300, 1e300]),
        Figure.Bars("negative", "x", "y").AddBars("a", ["one", "two"], [-1, 2]),
        Figure.Histogram("none", "x", Array.Empty<double>()),
        Figure.Histogram("alike", FigureAxis.Log("x"), [3, 3, 3]),
    ];

    private static XElement Svg(Figure figure)
    {
        var html = figure.ToHtml();
        var from = html.IndexOf("<svg", StringComparison.Ordinal);
        return XElement.Parse(html[from..(html.IndexOf("</svg>", StringComparison.Ordinal) + 6)]);
    }
}
