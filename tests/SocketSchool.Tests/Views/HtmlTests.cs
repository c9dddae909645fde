using System.Text;
using System.Xml.Linq;

namespace SocketSchool.Tests;

public class HtmlTests
{
    [Fact]
    public void Escape_makes_any_text_harmless() =>
        Assert.Equal("&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt; &amp; \uFFFD\uFFFD\n", Html.Escape("<a href=\"x\" b='y'> & \u0000\u001b\n"));

    [Fact]
    public void Escape_keeps_characters_beyond_the_basic_plane_and_drops_their_halves() =>
        Assert.Equal("👋 \uFFFD!", Html.Escape("👋 \ud83d!"));

    [Fact]
    public void Every_frame_has_an_id_of_its_own_and_its_rules_name_only_that()
    {
        var (one, two) = (XElement.Parse(Html.Wrap("<p>x</p>", css: "§ .y{z:1}")), XElement.Parse(Html.Wrap("<p>x</p>")));
        var id = (string?)one.Attribute("id");
        Assert.NotEqual(id, (string?)two.Attribute("id"));
        var css = one.Element("style")!.Value;
        Assert.DoesNotContain("§", css);
        foreach (var selector in css.Split('}', StringSplitOptions.RemoveEmptyEntries).SelectMany(rule => rule.Split('{')[0].Split(',')))
        {
            Assert.StartsWith($"#{id}", selector);
        }
    }

    [Fact]
    public void The_bodys_own_paragraph_sign_stays() => Assert.Contains("<p>§ 5</p>", Html.Wrap("<p>§ 5</p>"));

    [Fact]
    public void Columns_of_numbers_are_set_to_the_right_in_both_renderings()
    {
        string[] headers = ["name", "bytes"];
        Cell[][] rows = [["a", "5"], ["bcdefg", "1,024"]];
        Assert.Equal("name    bytes\n------  -----\na           5\nbcdefg  1,024", Html.TextTable(headers, rows));
        Assert.Contains("<td>a</td><td class=\"n\">5</td>", Html.Table(headers, rows));
    }

    [Fact]
    public void Cells_and_headings_are_escaped()
    {
        var html = Html.Table(["<b>"], [["<i>"], [Cell.Mono("<u>")], [Html.Badge("<s>", "red")]], "<caption>");
        Assert.Equal("<caption><b><i><u><s>", XElement.Parse(html).Value);
    }

    [Fact]
    public void The_theme_is_small_enough_for_every_output_to_carry_it() =>
        Assert.InRange(Encoding.UTF8.GetByteCount(Html.Wrap("")), 500, 2600);
}
