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
    [InlineData("Send(EndPoint from, string to)", "from")]
    [InlineData("log.where(x => x)", "where")]
    [InlineData("var on = 3;", "on")]
    [InlineData("int value = record;", "record")]
    [InlineData("set.Add(1)", "set")]
    [InlineData("foreach (var from in all)", "from")]
    [InlineData("file.Close()", "file")]
    public void Word_that_is_a_keyword_elsewhere_is_a_name_in_the_place_of_one(string code, string word) =>
        Assert.DoesNotContain($"<span class=\"k\">{word}</span>", CSharpHighlighter.ToHtml(code), StringComparison.Ordinal);

    [Theory]
    [InlineData("from x in all where x > 1 orderby x select x", "from where orderby select")]
    [InlineData("from Peer one in all group one by one.Name into names select names.Key", "from group by into select")]
    [InlineData("int Count { get; set; }", "get set")]
    [InlineData("int Count { get => 1; init { } }", "get init")]
    [InlineData("a with { B = 1 }", "with")]
    [InlineData("x is not null and > 3 or < 1", "not and or")]
    [InlineData("catch (Exception e) when (e is null)", "when")]
    [InlineData("async Task A() => await b;", "async await")]
    [InlineData("public sealed record Point(int X);", "record")]
    [InlineData("yield return 1;", "yield")]
    [InlineData("void A<T>() where T : class", "where")]
    public void Word_is_a_keyword_where_it_is_one(string code, string words) => Assert.All(
        words.Split(' '),
        word => Assert.Contains($"<span class=\"k\">{word}</span>", CSharpHighlighter.ToHtml(code), StringComparison.Ordinal));

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
