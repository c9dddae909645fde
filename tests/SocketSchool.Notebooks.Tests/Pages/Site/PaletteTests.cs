using System.Globalization;
using System.Text.RegularExpressions;

namespace SocketSchool.Notebooks.Tests.Pages.Site;

/// <summary>The colours of the pages, computed from the style sheet: WCAG 2.2 asks 3 to 1 for the edge of a field. (Text: NotebookPageTests.)</summary>
public class PaletteTests
{

    public static TheoryData<string> Themes => ["light", "dark"];

    [Theory]
    [MemberData(nameof(Themes))]
    public void The_edge_of_the_search_field_and_the_ring_around_what_has_the_focus_can_be_seen(string theme)
    {
        AssertContrast(Colors(theme), "field", "page", 3);
        AssertContrast(Colors(theme), "accent", "page", 3);
        AssertContrast(Colors(theme), "accent", "panel", 3);
    }

    static void AssertContrast(Dictionary<string, double> colors, string text, string ground, double least)
    {
        var (one, other) = (colors[text], colors[ground]);
        var ratio = (Math.Max(one, other) + 0.05) / (Math.Min(one, other) + 0.05);
        Assert.True(ratio >= least, string.Create(CultureInfo.InvariantCulture, $"{text} on {ground}: {ratio:0.00}, {least} is needed"));
    }

    // The variables of a theme with their relative luminance.
    static Dictionary<string, double> Colors(string theme)
    {
        var blocks = Regex.Matches(Read("page.css") + Read("site.css"), @"(dark\) \{\s*)?:root \{([^}]*)\}")
            .Where(block => block.Groups[1].Success == (theme == "dark"));
        return Regex.Matches(string.Concat(blocks), "--([a-z-]+): #([0-9a-f]{6});")
            .ToDictionary(match => match.Groups[1].Value, match => Luminance(match.Groups[2].Value));
    }

    static double Luminance(string hex)
    {
        double[] weights = [0.2126, 0.7152, 0.0722];
        return weights.Select((weight, i) =>
        {
            var channel = Convert.ToInt32(hex.Substring(i * 2, 2), 16) / 255.0;
            return weight * (channel <= 0.04045 ? channel / 12.92 : Math.Pow((channel + 0.055) / 1.055, 2.4));
        }).Sum();
    }

    static string Read(string name)
    {
        using var stream = typeof(Notebooks.Pages.SeriesSite).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
