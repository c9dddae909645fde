namespace SocketSchool.Page.Tests;

/// <summary>What a cell shows may hold anything that came over a network. It must not reach the page, which can run code.</summary>
public sealed class SafetyTests
{
    private const string Show = "public sealed class Show(string html) { public string ToHtml() => html; }";

    [PageFact]
    public async Task Script_in_an_output_runs_in_a_document_that_reaches_nothing()
    {
        var attack = """
            <p id="result">not run</p>
            <script>
              const found = [];
              const attempt = (name, action) => { try { const value = action(); found.push(name + ':' + (value ? 'GOT ' + value : 'nothing')); } catch (e) { found.push(name + ':' + e.name); } };
              attempt('cookie', () => document.cookie);
              attempt('storage', () => localStorage.length + 1);
              attempt('parent', () => parent.document.title);
              attempt('lesson', () => parent.lesson);
              attempt('top', () => { top.location.href = 'http://localhost:1/'; });
              attempt('popup', () => open('http://localhost:1/'));
              attempt('form', () => { const f = document.createElement('form'); f.action = 'http://localhost:1/'; document.body.append(f); f.submit(); });
              const image = new Image(); image.src = 'http://localhost:1/?stolen';
              const base = document.baseURI.replace(/frame\/output.html.*/, '');
              Promise.allSettled([fetch(base + 'api/contents', { credentials: 'include' }), new Promise((done, failed) => {
                const socket = new WebSocket(base.replace('http', 'ws') + 'ws/lesson/01-small'); socket.onopen = done; socket.onerror = failed;
              })]).then(all => { document.getElementById('result').textContent = found.join(' ') + ' fetch:' + all[0].status + ' socket:' + all[1].status; });
            </script>
            """;
        using var lesson = new SmallLesson(Show, $"new Show({Learner.Js(attack)})", "Console.WriteLine(1);");
        await using var server = await PageServer.StartAsync(null, "--notebooks", lesson.Folder);
        await using var learner = await Learner.ComeAsync(server);
        // Each of the attempts is refused aloud.
        learner.Excused.AddRange(["console:", "script:", "localhost:1/"]);
        await learner.OpenAsync(SmallLesson.Name);
        await learner.RunAsync("c1");
        await learner.RunAsync("c2");

        var result = learner.Frame("c2").Locator("#result");
        await Assertions.Expect(result).ToContainTextAsync("socket:");
        var text = await result.InnerTextAsync();

        Assert.DoesNotContain("GOT", text, StringComparison.Ordinal);
        Assert.Contains("cookie:SecurityError", text, StringComparison.Ordinal);
        Assert.Contains("parent:SecurityError", text, StringComparison.Ordinal);
        Assert.Contains("fetch:rejected socket:rejected", text, StringComparison.Ordinal);
        Assert.Equal(server.Lesson(SmallLesson.Name).AbsoluteUri, learner.Page.Url);
        await learner.RunAsync("c3");
    }

    [PageFact]
    public async Task Messages_that_an_output_forges_move_nothing_but_its_own_frame()
    {
        var attack = """
            <p>forger</p>
            <script>
              const all = [{ type: 'height', height: 1e12 }, { type: 'height', height: 'x' }, { type: 'link', href: 'javascript:parent.hacked=1' }, { type: 'link', href: 'http://localhost:1/' },
                { type: 'key', key: 'Enter', shift: false, ctrl: true }, { type: 'run', cell: 'c3' }, null, 7, 'text', { type: 'ready' }, { __proto__: null, type: 'lesson' }];
              for (const one of all) parent.postMessage(one, '*');
              for (let i = 0; i < parent.length; i++) if (parent[i] !== self) parent[i].postMessage({ html: '<p>forged</p>' }, '*');
              setTimeout(() => parent.postMessage({ type: 'height', height: 333 }, '*'), 300);
            </script>
            """;
        using var lesson = new SmallLesson(Show, $"new Show({Learner.Js(attack)})", "new Show(\"<p>honest</p>\")");
        await using var server = await PageServer.StartAsync(null, "--notebooks", lesson.Folder);
        await using var learner = await Learner.ComeAsync(server);
        await learner.OpenAsync(SmallLesson.Name);
        await learner.RunAsync("c1");
        await learner.RunAsync("c3");
        // As if time had passed since the last click: nothing that follows is the learner's doing.
        await learner.Page.EvaluateAsync("() => { Object.defineProperty(navigator, 'userActivation', { value: { isActive: false } }); lesson.run(lesson.cells.get('c2'), 'stay'); }");
        await learner.DoneAsync("c2");

        await learner.UntilAsync("cell('c2').dom.querySelector('iframe').offsetHeight === 333");
        Assert.Equal("honest", await learner.Frame("c3").Locator("p").InnerTextAsync());
        Assert.Equal("undefined 3", await learner.AskAsync<string>("typeof window.hacked + ' ' + cell('c2').count"));
        Assert.True(await learner.AskAsync<bool>("cell('c2').dom.offsetHeight < 2000"));
        Assert.Single(learner.Page.Context.Pages);
    }

    [PageFact]
    public async Task Text_that_looks_like_HTML_is_text_in_streams_errors_values_and_messages_of_the_compiler()
    {
        const string Html = "<img src=x onerror='window.hacked=1'><script>window.hacked=1</script>";
        using var lesson = new SmallLesson(
            $"Console.WriteLine({Learner.Js(Html)});", $"Console.Error.WriteLine({Learner.Js(Html)});", $"throw new System.Exception({Learner.Js(Html)});",
            $"{Learner.Js(Html)}", $"#error {Html}", $"# {Html}\n\n[link](javascript:window.hacked=1)");
        await using var server = await PageServer.StartAsync(null, "--notebooks", lesson.Folder);
        await using var learner = await Learner.ComeAsync(server);
        await learner.OpenAsync(SmallLesson.Name);
        foreach (var cell in new[] { "c1", "c2", "c3", "c4", "c5" }) await learner.RunAsync(cell);

        Assert.Equal("undefined", await learner.AskAsync<string>("typeof window.hacked"));
        Assert.Equal(0, await learner.Page.Locator("#cells img, #cells script, #cells a[href^='javascript']").CountAsync());
        Assert.Equal(Html, (await learner.OutputAsync("c1")).Trim());
        Assert.Contains(Html, await learner.OutputAsync("c3"), StringComparison.Ordinal);
        Assert.Contains("onerror", await learner.Cell("c5").Locator(".problems").InnerTextAsync(), StringComparison.Ordinal);
    }

    [PageFact]
    public async Task Figure_that_carries_markup_draws_it_as_text_and_fetches_nothing()
    {
        const string Title = "<a href='javascript:window.hacked=1'>click</a><img src=http://localhost:1/x onerror='window.hacked=1'>";
        var json = Learner.Js($$"""
            {"data":[{"type":"scatter","x":[1,2],"y":[1,2],"name":{{Learner.Js(Title)}} }],
             "layout":{"title":{"text":{{Learner.Js(Title)}} },"images":[{"source":"http://localhost:1/picture.png","xref":"paper","yref":"paper","x":0,"y":1,"sizex":1,"sizey":1}] } }
            """);
        using var lesson = new SmallLesson(
            $$"""
            public sealed class TypeFormatterSourceAttribute(System.Type source) : System.Attribute { public System.Type FormatterSourceType => source; public string[] PreferredMimeTypes { get; set; } = []; }
            public sealed class One { public string MimeType => "application/vnd.plotly.v1+json"; public bool Format(object value, System.IO.TextWriter writer) { writer.Write({{json}}); return true; } }
            public sealed class Source { public System.Collections.Generic.IEnumerable<object> CreateTypeFormatters() => [new One()]; }
            [TypeFormatterSource(typeof(Source), PreferredMimeTypes = ["application/vnd.plotly.v1+json"])] public sealed class Forged { }
            new Forged()
            """);
        await using var server = await PageServer.StartAsync(null, "--notebooks", lesson.Folder);
        await using var learner = await Learner.ComeAsync(server);
        await learner.OpenAsync(SmallLesson.Name);

        await learner.RunAsync("c1");
        if (!Repository.HasPackages) return;
        await Assertions.Expect(learner.Page.Locator(".main-svg").First).ToBeVisibleAsync();

        Assert.Equal("undefined 0 0", await learner.AskAsync<string>(
            "[typeof window.hacked, document.querySelectorAll('.figure image').length, [...document.querySelectorAll('.figure a')].filter(a => /javascript/i.test(a.href.baseVal ?? a.href)).length].join(' ')"));
    }

    [PageFact]
    public async Task Link_in_an_output_opens_outside_and_never_another_address_of_ours()
    {
        using var lesson = new SmallLesson(Show, "new Show(\"<a id='out' href='http://localhost:9/'>out</a> <a id='ours' href='/api/contents'>ours</a>\")");
        await using var server = await PageServer.StartAsync(null, "--notebooks", lesson.Folder);
        await using var learner = await Learner.ComeAsync(server);
        learner.Excused.AddRange(["localhost:9/", "ERR_", "chrome-error"]);
        await learner.OpenAsync(SmallLesson.Name);
        await learner.RunAsync("c1");
        await learner.RunAsync("c2");

        await learner.Frame("c2").Locator("#ours").ClickAsync();
        var opened = await learner.Page.Context.RunAndWaitForPageAsync(() => learner.Frame("c2").Locator("#out").ClickAsync());

        Assert.Equal(2, learner.Page.Context.Pages.Count);
        Assert.True(await opened.EvaluateAsync<bool>("() => window.opener === null"));
        Assert.Equal(server.Lesson(SmallLesson.Name).AbsoluteUri, learner.Page.Url);
    }
}
