using System.Text.Json.Nodes;
using SocketSchool.Notebooks.Documents;
using SocketSchool.Notebooks.Sessions;

namespace SocketSchool.Notebooks.Tests.Sessions;

public class LessonTextTests
{
    static string Render(string markdown) => LessonText.Render(Of(markdown))["t"];

    static Notebook Of(string markdown) =>
        Notebook.Parse(new JsonObject
        {
            ["cells"] = new JsonArray(new JsonObject { ["cell_type"] = "markdown", ["id"] = "t", ["metadata"] = new JsonObject(), ["source"] = markdown }),
            ["metadata"] = new JsonObject { ["kernelspec"] = new JsonObject { ["name"] = ".net-csharp" } },
            ["nbformat"] = 4,
            ["nbformat_minor"] = 5,
        }.ToJsonString());

    [Theory]
    [InlineData("**Time** 25 minutes, and another 20 for the exercises. **Before** nothing.", "45 minutes")]
    [InlineData("**Time:** 25 minutes. **Before** another 20 lessons.", "25 minutes")]
    [InlineData("**Time** 60 to 70 minutes, and as much again for the exercises.", "120 to 140 minutes")]
    [InlineData("**Time.** about 2 hours", "120 minutes")]
    [InlineData("**Time** 95 minutes with the exercises.", "95 minutes")]
    [InlineData("**Time** four sittings of about 45 minutes", null)]
    [InlineData("**Time** as long as you like.", null)]
    [InlineData("It takes 20 minutes.", null)]
    public void The_time_of_a_lesson_is_that_of_its_text_and_its_exercises(string sentence, string? time) =>
        Assert.Equal(time, LessonText.Summary(Of("# 01 One\n\n" + sentence)).Time);

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("a <b onclick=\"alert(1)\">b</b>")]
    [InlineData("<details ontoggle=alert(1) open><summary>x</summary></details>")]
    [InlineData("<iframe src=\"https://evil.example\"></iframe>")]
    [InlineData("<form action=https://evil.example><input name=x></form>")]
    [InlineData("<meta http-equiv=refresh content=\"0;url=https://evil.example\">")]
    [InlineData("<svg><script>alert(1)</script></svg>")]
    [InlineData("<style>*{background:url(https://evil.example)}</style>")]
    [InlineData("<base href=https://evil.example>")]
    [InlineData("<code><script >alert(1)</script ></code>")]
    [InlineData("text <!-- comment --> <script\n>alert(1)</script\n>")]
    public void No_tag_of_a_notebook_but_the_bare_ones_gets_into_the_page(string markdown)
    {
        var html = Render(markdown);

        Assert.DoesNotMatch("(?i)<(script|img|iframe|form|input|meta|svg|style|base|object|link)", html);
        Assert.DoesNotMatch("(?i)<[^>]*\\son[a-z]+\\s*=", html);
        Assert.DoesNotMatch("(?i)<details[^>]+>", html);
    }

    [Theory]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("[x](JaVaScRiPt:alert(1))")]
    [InlineData("[x](data:text/html,<script>alert(1)</script>)")]
    [InlineData("[x](vbscript:x)")]
    [InlineData("[x](file:///etc/passwd)")]
    [InlineData("[x][y]\n\n[y]: javascript:alert(1)")]
    [InlineData("[x](../../etc/passwd)")]
    [InlineData("![x](https://evil.example/pixel.png)")]
    [InlineData("![x](../secret.png)")]
    public void Links_and_pictures_lead_to_lessons_and_to_the_web_and_nowhere_else(string markdown)
    {
        Assert.DoesNotMatch("(?i)(href|src)=", Render(markdown));
    }

    [Fact]
    public void Meaning_of_a_term_is_its_entry_without_the_lessons_and_without_scripts()
    {
        var glossary = Of(
            "* **FIN.** \"I send *no more*.\" <script>alert(1)</script> [00](00-start-here.ipynb), [02](02-bind.ipynb)\n"
            + "* **port (number).** Tells programs apart. See [04](04-time.ipynb) for a test.\n\n"
            + "| term | meaning |\n|---|---|\n| **RST** | broken off |\n\n### window\n\nHow much may be under way.\n");

        var meanings = LessonText.Meanings(glossary);

        Assert.Equal("<p><strong>FIN.</strong> &quot;I send <em>no more</em>.&quot; &lt;script&gt;alert(1)&lt;/script&gt;</p>", meanings["term-fin"].Trim());
        Assert.Contains("See <a href=\"04-time\">04</a> for a test.", meanings["term-port-number"], StringComparison.Ordinal);
        Assert.Equal("<p>broken off</p>", meanings["term-rst"].Trim());
        Assert.Equal("<p>How much may be under way.</p>", meanings["term-window"].Trim());
    }

    [Fact]
    public void Answers_that_fold_away_code_and_keys_stay()
    {
        var html = Render("<details><summary>What does <code>0</code> mean?</summary>\n\nThe *end*, `0 < 1`.\n\n</details>\n\nPress <kbd>F5</kbd>, 1 &lt; 2.");

        Assert.Contains("<details><summary>What does <code>0</code> mean?</summary>", html, StringComparison.Ordinal);
        Assert.Contains("</details>", html, StringComparison.Ordinal);
        Assert.Contains("<em>end</em>", html, StringComparison.Ordinal);
        Assert.Contains("<kbd>F5</kbd>", html, StringComparison.Ordinal);
        Assert.Contains("1 &lt; 2", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[x](04-time.ipynb#drift)", "href=\"04-time#drift\"")]
    [InlineData("[x](https://example.org/a)", "href=\"https://example.org/a\"")]
    [InlineData("[x](#here)", "href=\"#here\"")]
    [InlineData("![two](images/two-sockets.svg)", "src=\"../picture/two-sockets.svg\"")]
    public void Links_between_lessons_and_pictures_have_the_pages_addresses(string markdown, string expected)
    {
        Assert.Contains(expected, Render(markdown), StringComparison.Ordinal);
    }

    [Fact]
    public void A_goal_is_a_sentence_without_its_links()
    {
        Assert.Equal("write a <code>Socket</code> client", LessonText.Sentence("write a `Socket` [client](01-sockets.ipynb)"));
    }
}
