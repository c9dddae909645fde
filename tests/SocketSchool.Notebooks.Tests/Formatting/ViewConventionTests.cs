using SocketSchool.Notebooks.Formatting;

namespace SocketSchool.Notebooks.Tests.Formatting;

public class ViewConventionTests
{
    static MimeBundle Format(object value) => ValueFormatter.Format(value);

    // A library's own attribute of the agreed name: the kernel knows none of these types.
    [AttributeUsage(AttributeTargets.Class)]
    sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
    {
        public Type FormatterSourceType { get; } = formatterSourceType;

        public string[] PreferredMimeTypes { get; set; } = [];
    }

    [TypeFormatterSource(typeof(Source), PreferredMimeTypes = ["text/html", MimeBundle.Plotly])]
    class Figure
    {
        public override string ToString() => "a figure";
    }

    sealed class WideFigure : Figure;

    sealed class Source
    {
        public static IEnumerable<object> CreateTypeFormatters() => throw new InvalidOperationException("not this overload");
    }

    sealed class Formatter(string mimeType, Func<object, string?> draw)
    {
        public string MimeType { get; } = mimeType;

        public bool Format(object value, TextWriter writer)
        {
            var text = draw(value);
            writer.Write(text);
            return text is not null;
        }
    }

    sealed class GoodSource
    {
        public IEnumerable<object> CreateTypeFormatters() =>
        [
            new Formatter(MimeBundle.Plotly, value => "{\"data\":[]}"),
            new Formatter("text/html", value => $"<b>{value}</b>"),
            new Formatter("text/latex", value => null),
        ];
    }

    [TypeFormatterSource(typeof(GoodSource), PreferredMimeTypes = ["text/html", MimeBundle.Plotly])]
    class View
    {
        public override string ToString() => "a view";

        public string Unseen => throw new InvalidOperationException("a view is never read by its properties");
    }

    sealed class SpecialView : View;

    [Fact]
    public void A_view_draws_itself_in_every_form_its_formatters_accept()
    {
        var bundle = Format(new View());

        Assert.Equal("<b>a view</b>", bundle["text/html"]);
        Assert.Equal("{\"data\":[]}", bundle[MimeBundle.Plotly]);
        Assert.Equal("a view", bundle["text/plain"]);
        Assert.Null(bundle["text/latex"]);
        Assert.Equal("text/html", bundle.Forms[0].Key);
    }

    [Fact]
    public void The_attribute_of_a_base_class_counts() => Assert.Equal("<b>a view</b>", Format(new SpecialView())["text/html"]);

    [Fact]
    public void A_view_inside_an_object_is_drawn_in_its_place()
    {
        var bundle = Format(new { Card = new View() });

        Assert.Contains("<td><b>a view</b></td>", bundle["text/html"], StringComparison.Ordinal);
        Assert.Contains("Card  a view", bundle["text/plain"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_formatter_that_throws_is_named_and_does_no_harm() =>
        Assert.Contains("Figure could not be drawn: InvalidOperationException", Format(new WideFigure())["text/plain"]!.Replace("Wide", "", StringComparison.Ordinal), StringComparison.Ordinal);

    sealed class Verso
    {
        public string ToHtml() => "<i>verso</i>";

        public override string ToString() => "plain verso";
    }

    [Fact]
    public void A_public_ToHtml_is_enough()
    {
        Assert.Equal("<i>verso</i>", Format(new Verso())["text/html"]);
        Assert.Equal("plain verso", Format(new Verso())["text/plain"]);
    }

    sealed class Other
    {
        public int A => 1;

        public string ToHtml(int depth) => throw new InvalidOperationException($"{depth}");
    }

    [Fact]
    public void A_ToHtml_of_another_shape_is_not_taken_for_one() => Assert.Contains("A  1", Format(new Other())["text/plain"], StringComparison.Ordinal);
}
