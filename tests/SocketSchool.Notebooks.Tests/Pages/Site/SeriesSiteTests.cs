using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SocketSchool.Notebooks.Tests.Pages.Site;

public class SeriesSiteTests
{
    const string Title = "# 01 One & only\n\n**Goal.** By the end you can `run` it.\n\n**Time** 30 minutes. **Before** nothing.";

    [Fact]
    public void The_index_lists_every_lesson_with_its_goal_and_time()
    {
        using var site = new SiteFixture().Lesson("01-one", Title).Lesson("02-two", "# 02 Two");
        site.Export();
        var index = site.Page("index.html");

        Assert.Contains("<h1>A &lt;Series&gt;</h1>", index, StringComparison.Ordinal);
        Assert.Contains("Read <em>this</em>.", index, StringComparison.Ordinal);
        Assert.Contains("<a href=\"01-one.html\">01 One &amp; only</a> <span class=\"time\">30 minutes</span>", index, StringComparison.Ordinal);
        Assert.Contains("<p>By the end you can <code>run</code> it.</p>", index, StringComparison.Ordinal);
        Assert.Contains("<a href=\"02-two.html\">02 Two</a>\n</li>", index, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_leads_to_the_previous_the_next_and_all_lessons_and_to_its_own_sections()
    {
        using var site = new SiteFixture().Lesson("01-one", Title).Lesson("02-two", "# 02 Two\n\n## Part\n\n### Detail").Lesson("03-three", "# 03 Three");
        site.Export();
        var (first, second, third) = (site.Page("01-one.html"), site.Page("02-two.html"), site.Page("03-three.html"));

        Assert.Contains("<a rel=\"prev\" href=\"01-one.html\"><span>Previous</span> 01 One &amp; only</a>", second, StringComparison.Ordinal);
        Assert.Contains("<a rel=\"next\" href=\"03-three.html\"><span>Next</span> 03 Three</a>", second, StringComparison.Ordinal);
        Assert.Contains("<a rel=\"prev\" href=\"index.html\">", first, StringComparison.Ordinal);
        Assert.DoesNotContain("rel=\"next\"", third, StringComparison.Ordinal);
        Assert.Contains("<a href=\"02-two.html\" aria-current=\"page\">02 Two</a>", second, StringComparison.Ordinal);
        Assert.Contains("<li><a href=\"#part\">Part</a></li>", second, StringComparison.Ordinal);
        Assert.DoesNotContain("<a href=\"#detail\">", second, StringComparison.Ordinal);
        Assert.Contains("<title>02 Two - A &lt;Series&gt;</title>", second, StringComparison.Ordinal);
    }

    [Fact]
    public void Links_between_lessons_lead_to_their_pages_and_to_lessons_that_are_not_there_they_are_text()
    {
        using var site = new SiteFixture()
            .Lesson("01-one", Title + "\n\n[next](02-two.ipynb#part) [later](09-nine.ipynb) [far](https://example.com/a) [top](#part)")
            .Lesson("02-two", "# 02 Two\n\n## Part");
        site.Export();
        var page = site.Page("01-one.html");

        Assert.Contains("<a href=\"02-two.html#part\">next</a>", page, StringComparison.Ordinal);
        Assert.Matches("</a> later <a", page);
        Assert.Contains("<a href=\"https://example.com/a\">far</a>", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"#part\">top</a>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Pictures_and_files_of_the_repository_are_copied_and_nothing_from_outside()
    {
        using var site = new SiteFixture().Lesson(
            "01-one", "# 01 One\n\n![a dot](images/dot.svg) [model](answers/a.csx) [data](../data/x.txt) [out](../../passwd) [folder](answers) ![gone](no.svg)");
        site.Write("notebooks/images/dot.svg", "<svg/>");
        site.Write("notebooks/answers/a.csx", "var é = 1;");
        site.Write("data/x.txt", "x");
        site.Export();
        var page = site.Page("01-one.html");

        Assert.Contains("<img src=\"images/dot.svg\" alt=\"a dot\"", page, StringComparison.Ordinal);
        Assert.Equal("<svg/>", site.Page("images/dot.svg"));
        // As text with a byte order mark, a browser shows it and reads it right.
        Assert.Contains("<a href=\"answers/a.csx.txt\">model</a>", page, StringComparison.Ordinal);
        Assert.Equal([0xEF, 0xBB, 0xBF], File.ReadAllBytes(Path.Combine(site.Out, "answers/a.csx.txt"))[..3]);
        Assert.Contains("<a href=\"files/data/x.txt\">data</a>", page, StringComparison.Ordinal);
        Assert.Matches("</a> out folder \\[picture no.svg\\]", page);
    }

    [Fact]
    public void The_search_index_has_each_section_with_its_text_and_its_code()
    {
        using var site = new SiteFixture().Lesson("01-one", "# 01 One\n\nintro\n\n## Half-close\n\nIt is *quiet* </script> é.", "@socket.Shutdown(how);");
        site.Export();
        var script = site.Page("search-index.js");
        var entries = JsonNode.Parse(script[script.IndexOf('[', StringComparison.Ordinal)..script.LastIndexOf(';')])!.AsArray();

        Assert.StartsWith("window.searchIndex = [", script);
        Assert.Equal(["01-one.html", "01-one", "01 One", "", "intro"], entries[0]!.AsArray().Select(text => (string)text!));
        Assert.Equal(
            ["01-one.html", "half-close", "01 One", "Half-close", "It is quiet é. socket.Shutdown(how);"],
            entries[1]!.AsArray().Select(text => (string)text!));
    }

    [Fact]
    public void The_cell_that_only_loads_the_library_is_folded()
    {
        using var site = new SiteFixture().Lesson("01-one", "# 01 One", "@// why\n#r \"a.dll\"\nusing System;", "@#r \"b.dll\"\nvar x = 1;");
        site.Export();

        Assert.Single(Regex.Matches(site.Page("01-one.html"), "<details class=\"setup\">"));
        Assert.Contains("output of c2", site.Page("01-one.html"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("**Backlog.** A queue.\n\n**Half-close** is one.")]
    [InlineData("* **backlog**: a queue\n* **half-close**: one")]
    [InlineData("| term | meaning |\n|---|---|\n| **Backlog** | a **queue** |\n| **half-close** | one |")]
    [InlineData("### Backlog\n\nA queue.\n\n### Half-close")]
    public void The_first_mention_of_a_glossary_term_leads_to_its_entry(string glossary)
    {
        using var site = new SiteFixture()
            .Lesson("01-one", "# 01 One\n\nA *backlog* and **backlogs** and **queue**.", "Then a **half-close**. A *backlog* again. [*half-close*](02-two.ipynb)")
            .Lesson("02-two", "# 02 Two\n\n**Backlog**: see there.")
            .Lesson("glossary", "# Glossary\n\n" + glossary);
        site.Export();
        var page = site.Page("01-one.html");

        Assert.Contains("A <a href=\"glossary.html#term-backlog\" class=\"term\"><em>backlog</em></a> and <strong>backlogs</strong> and <strong>queue</strong>", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"glossary.html#term-half-close\" class=\"term\"><strong>half-close</strong></a>. A <em>backlog</em> again", page, StringComparison.Ordinal);
        Assert.Contains("glossary.html#term-backlog", site.Page("02-two.html"), StringComparison.Ordinal);
        Assert.Single(Regex.Matches(site.Page("glossary.html"), "id=\"term-backlog\""));
        Assert.Single(Regex.Matches(site.Page("glossary.html"), "id=\"term-half-close\""));
    }

    [Fact]
    public void A_glossary_entry_with_two_names_is_found_by_either_and_linked_once()
    {
        using var site = new SiteFixture()
            .Lesson("01-one", "# 01 One\n\n**Goal.** See. **ACK** and *acknowledgements*, *little-endian*.")
            .Lesson("glossary", "# Glossary\n\n**Goal.** Look up.\n\n* **acknowledgement (ACK).** I have it.\n* **big-endian, little-endian.** Order.");
        site.Export();
        var page = site.Page("01-one.html");

        Assert.Contains("<strong>Goal.</strong> See. <a href=\"glossary.html#term-acknowledgement-ack\" class=\"term\"><strong>ACK</strong></a> and <em>acknowledgements</em>", page, StringComparison.Ordinal);
        Assert.Contains("glossary.html#term-big-endian-little-endian", page, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(site.Page("glossary.html"), "id=\"term-acknowledgement-ack\""));
    }

    [Fact]
    public void Two_pages_of_one_name_are_refused()
    {
        using var site = new SiteFixture().Lesson("index", "# Index");

        Assert.Contains("index.html", Assert.Throws<ArgumentException>(site.Export).Message, StringComparison.Ordinal);
    }
}
