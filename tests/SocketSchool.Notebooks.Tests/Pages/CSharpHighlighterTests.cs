using SocketSchool.Notebooks.Pages;

namespace SocketSchool.Notebooks.Tests.Pages;

public class CSharpHighlighterTests
{
    [Theory]
    [InlineData("var x = 1_000.5;", "<span class=\"k\">var</span> x = <span class=\"n\">1_000.5</span>;")]
    [InlineData("// a <b>", "<span class=\"c\">// a &lt;b&gt;</span>")]
    [InlineData("/* a */b", "<span class=\"c\">/* a */</span>b")]
    [InlineData("\"a\\\"b\" + c", "<span class=\"s\">&quot;a\\&quot;b&quot;</span> + c")]
    [InlineData("@\"a\"\"b\\\" + c", "<span class=\"s\">@&quot;a&quot;&quot;b\\&quot;</span> + c")]
    [InlineData("$$\"\"\"a \"q\" {{b}}\"\"\" + c", "<span class=\"s\">$$&quot;&quot;&quot;a &quot;q&quot; {{b}}&quot;&quot;&quot;</span> + c")]
    [InlineData("\"\" + c", "<span class=\"s\">&quot;&quot;</span> + c")]
    [InlineData("'\\''", "<span class=\"s\">&#39;\\&#39;&#39;</span>")]
    [InlineData("#r \"a.dll\"\nx", "<span class=\"d\">#r &quot;a.dll&quot;</span>\nx")]
    [InlineData("List<int> a = Make();", "<span class=\"t\">List</span>&lt;<span class=\"k\">int</span>&gt; a = <span class=\"m\">Make</span>();")]
    [InlineData("0..2", "<span class=\"n\">0</span>..<span class=\"n\">2</span>")]
    public void Code_is_coloured_and_escaped(string code, string expected) => Assert.Equal(expected, CSharpHighlighter.ToHtml(code));

    [Theory]
    [InlineData("\"never closed")]
    [InlineData("@\"never")]
    [InlineData("$")]
    [InlineData("\"\"\"")]
    [InlineData("/*")]
    [InlineData("'")]
    [InlineData("\"\\")]
    [InlineData("@")]
    [InlineData("")]
    public void Unfinished_code_loses_nothing(string code) =>
        Assert.Equal(code, System.Net.WebUtility.HtmlDecode(System.Text.RegularExpressions.Regex.Replace(CSharpHighlighter.ToHtml(code), "<[^>]+>", "")));
}
