namespace SocketSchool.Page.Tests;

/// <summary>Light and dark, narrow and wide, on paper.</summary>
public sealed class LookTests
{
    [PageFact]
    public async Task Choice_of_light_or_dark_is_remembered_and_reaches_the_outputs()
    {
        using var lesson = new SmallLesson("public sealed class P { public string ToHtml() => \"<p>text</p>\"; }\nnew P()");
        await using var server = await PageServer.StartAsync(null, "--notebooks", lesson.Folder);
        await using var learner = await Learner.ComeAsync(server, new() { ColorScheme = ColorScheme.Light });
        await learner.OpenAsync(SmallLesson.Name);
        await learner.RunAsync("c1");
        var paragraph = learner.Frame("c1").Locator("p");
        await Assertions.Expect(paragraph).ToHaveCSSAsync("color", "rgb(28, 31, 35)");

        await learner.Page.ClickAsync("#theme");

        await Assertions.Expect(paragraph).ToHaveCSSAsync("color", "rgb(228, 231, 234)");
        await Assertions.Expect(learner.Page.Locator("body")).ToHaveCSSAsync("background-color", "rgb(21, 24, 28)");
        await learner.Page.ReloadAsync();
        await Assertions.Expect(learner.Page.Locator("body")).ToHaveCSSAsync("background-color", "rgb(21, 24, 28)");
    }

    [PageFact]
    public async Task No_page_scrolls_sideways_on_a_small_phone()
    {
        await using var server = await PageServer.StartAsync(null, "--keep", "0");
        await using var learner = await Learner.ComeAsync(server, new() { ViewportSize = new() { Width = 320, Height = 640 }, HasTouch = true, IsMobile = true });
        await Assertions.Expect(learner.Page.Locator(".lessons li").First).ToBeVisibleAsync();
        Assert.Equal(0, await Sideways(learner));
        foreach (var lesson in Repository.Lessons)
        {
            await learner.OpenAsync(lesson, waitsForKernel: false);
            var (sideways, culprit) = (await Sideways(learner), await learner.AskAsync<string>(
                "[...document.querySelectorAll('#cells *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('pre, table, .cm-scroller')).map(e => e.outerHTML.slice(0, 120))[0] ?? ''"));
            Assert.True(sideways == 0, $"{lesson}: {sideways} px, {culprit}");
        }
    }

    [PageFact]
    public async Task On_a_phone_the_title_stays_in_the_bar_and_a_wide_table_keeps_its_words_and_shows_that_there_is_more()
    {
        await using var server = await PageServer.StartAsync(null, "--keep", "0");
        await using var learner = await Learner.ComeAsync(server, new() { ViewportSize = new() { Width = 390, Height = 844 }, HasTouch = true, IsMobile = true });
        await learner.OpenAsync("01-sockets", waitsForKernel: false);
        await Assertions.Expect(learner.Page.Locator(".bar .where")).ToBeVisibleAsync();
        var table = learner.Page.Locator(".prose table").First;

        Assert.Equal("", await learner.AskAsync<string>("""
            [...document.querySelectorAll('.prose td code')].filter(c => !/\s/.test(c.textContent) && c.getClientRects().length > 1).map(c => c.textContent).join()
            """));
        await Assertions.Expect(table).ToHaveAttributeAsync("data-edges", "after");
        await table.EvaluateAsync("table => { table.scrollLeft = 9999; }");
        await Assertions.Expect(table).ToHaveAttributeAsync("data-edges", "before");
    }

    [PageFact]
    public async Task On_paper_code_wraps_buttons_are_gone_and_folded_answers_stand_at_the_end()
    {
        await using var server = await PageServer.StartAsync(null, "--keep", "0");
        await using var learner = await Learner.ComeAsync(server, new() { ViewportSize = new() { Width = 700, Height = 900 } });
        await learner.OpenAsync("01-sockets", waitsForKernel: false);
        await learner.UntilAsync("lesson.code.slice(0, 3).every(c => c.isOpen) || !document.querySelector('.cm-editor')");
        await learner.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await learner.Page.EvaluateAsync("() => dispatchEvent(new Event('beforeprint'))");

        Assert.Equal("", await learner.AskAsync<string>("[...document.querySelectorAll('button, fieldset.choose')].filter(e => e.checkVisibility()).map(e => e.outerHTML.slice(0, 80)).join()"));
        Assert.Equal("", await learner.AskAsync<string>("[...document.querySelectorAll('.still, .cm-content, .prose pre, .prose table')].filter(e => e.scrollWidth > e.clientWidth + 2 || e.getBoundingClientRect().right > innerWidth).map(e => e.textContent.slice(0, 80)).join()"));
        var questions = await learner.Page.Locator(".prose:not(.answers) details").CountAsync();
        Assert.Equal(0, await learner.Page.Locator(".prose details[open]").CountAsync());
        await Assertions.Expect(learner.Page.Locator(".answers > ol > li")).ToHaveCountAsync(questions);

        await learner.Page.EvaluateAsync("() => dispatchEvent(new Event('afterprint'))");
        await Assertions.Expect(learner.Page.Locator(".answers")).ToHaveCountAsync(0);
    }

    [PageFact]
    public async Task Printing_makes_all_outputs_first_and_paper_is_light()
    {
        using var lesson = new SmallLesson(
            "public sealed class Row(int number) { public string ToHtml() => $\"<p style='height:400px'>row {number}</p>\"; }\nfor (var i = 1; i <= 100; i++) new Row(i).Display();");
        await using var server = await PageServer.StartAsync(null, "--notebooks", lesson.Folder);
        await using var learner = await Learner.ComeAsync(server, new() { ColorScheme = ColorScheme.Dark });
        await learner.OpenAsync(SmallLesson.Name);
        await learner.RunAsync("c1");
        Assert.NotEqual(0, await learner.AskAsync<int>("[...document.querySelectorAll('iframe')].filter(frame => frame.offsetHeight < 400).length"));
        await learner.Page.EvaluateAsync("() => { window.print = () => { window.seen = [[...document.querySelectorAll('iframe')].filter(f => f.offsetHeight < 400).length, document.documentElement.dataset.shade, getComputedStyle(document.body).color].join('|'); }; }");

        await learner.Page.ClickAsync("#more");
        await learner.Page.ClickAsync("[data-do=print]");
        await learner.UntilAsync("window.seen !== undefined");

        Assert.Equal("0|light|rgb(28, 31, 35)", await learner.AskAsync<string>("window.seen"));
        await learner.Page.EvaluateAsync("() => dispatchEvent(new Event('afterprint'))");
        Assert.Equal("dark|rgb(228, 231, 234)", await learner.AskAsync<string>("document.documentElement.dataset.shade + '|' + getComputedStyle(document.body).color"));
    }

    [PageFact]
    public async Task Editor_takes_the_place_of_the_still_text_without_a_jump()
    {
        if (!Repository.HasPackages) return;
        await using var server = await PageServer.StartAsync();
        await using var learner = await Learner.ComeAsync(server);
        await learner.Page.AddInitScriptAsync("window.requestIdleCallback = () => 0;");
        await learner.OpenAsync("03-echo", waitsForKernel: false);

        var jumps = await learner.AskAsync<string>("""
            (() => {
              const jumps = [];
              for (const c of lesson.code) {
                if (c.isOpen || !c.box.offsetHeight) continue;
                const before = c.box.offsetHeight;
                c.open();
                if (Math.abs(c.box.offsetHeight - before) > 1) jumps.push(`${c.id}: ${before} to ${c.box.offsetHeight}`);
              }
              return jumps.join(', ');
            })()
            """);

        Assert.Equal("", jumps);
    }

    [PageFact]
    public async Task Text_of_all_cells_can_be_found_in_the_page()
    {
        await using var server = await PageServer.StartAsync();
        await using var learner = await Learner.ComeAsync(server);
        await learner.OpenAsync("11-latency-and-buffer-size", waitsForKernel: false);

        Assert.Equal("", await learner.AskAsync<string>("""
            lesson.code.filter(c => !c.text.source.trim().split('\n').every(line => c.box.textContent.includes(line))).map(c => c.id).join()
            """));
    }

    [PageFact]
    public async Task Links_between_lessons_and_to_terms_lead_to_pages_that_are_there()
    {
        await using var server = await PageServer.StartAsync(null, "--keep", "0");
        await using var learner = await Learner.ComeAsync(server);
        await learner.OpenAsync("03-echo", waitsForKernel: false);
        Assert.NotEqual(0, await learner.Page.Locator("#cells a.term").CountAsync());
        await learner.Page.Locator("#turn a[rel=next]").ClickAsync();
        await learner.AtAsync("04-time");

        await learner.Page.Locator("#cells a.term").First.ClickAsync();

        await learner.AtAsync("glossary", "#term-");
        await learner.UntilAsync("(r => r.top >= 0 && r.top < innerHeight)(document.getElementById(decodeURIComponent(location.hash.slice(1))).getBoundingClientRect())");
    }

    [PageFact]
    public async Task Figure_is_downloaded_as_a_picture_and_offers_nothing_that_leaves_the_machine()
    {
        if (!Repository.HasPackages) return;
        using var lesson = new SmallLesson(SmallLesson.Library, "Figure.Lines(\"Squares\", \"n\", \"n times n\").Add(\"mine\", [1, 2, 3], [1, 4, 9])");
        await using var server = await PageServer.StartAsync(null, "--notebooks", lesson.Folder);
        await using var learner = await Learner.ComeAsync(server);
        await learner.OpenAsync(SmallLesson.Name);
        await learner.RunAsync("c1");
        await learner.RunAsync("c2");
        var figure = learner.Cell("c2").Locator(".figure");
        await Assertions.Expect(figure.Locator(".main-svg").First).ToBeVisibleAsync();

        Assert.Equal(
            "Download plot as a PNG, Download as SVG, Zoom, Pan, Zoom in, Zoom out, Reset axes",
            await learner.AskAsync<string>("[...document.querySelectorAll('.modebar-btn')].map(button => button.dataset.title).join(', ')"));
        foreach (var (button, name) in new[] { ("Download plot as a PNG", "Squares.png"), ("Download as SVG", "Squares.svg") })
        {
            await figure.HoverAsync();
            var download = await learner.Page.RunAndWaitForDownloadAsync(() => figure.Locator($".modebar-btn[data-title='{button}']").ClickAsync());
            Assert.Equal(name, download.SuggestedFilename);
        }

        // In words, and as a table, for those who cannot see it.
        Assert.StartsWith("Squares.", await figure.GetAttributeAsync("aria-label"), StringComparison.Ordinal);
        await figure.GetByText("The numbers").ClickAsync();
        Assert.Equal("n\tmine\n1\t1\n2\t4\n3\t9", (await figure.Locator("table").InnerTextAsync()).Trim());
    }

    // How much wider the page is than the screen.
    private static Task<int> Sideways(Learner learner) =>
        learner.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
}
