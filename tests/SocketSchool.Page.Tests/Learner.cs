using System.Collections.Concurrent;
using System.Text.Json;

namespace SocketSchool.Page.Tests;

/// <summary>
/// Somebody at a browser. What the page asks of anybody but its own server, and what goes wrong in its scripts, is noted and is a failure
/// at the end.
/// </summary>
internal sealed class Learner : IAsyncDisposable
{
    private const float Limit = 60_000;

    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = new();
    private PageServer _server;

    private Learner(IBrowserContext context, IPage page, PageServer server) => (_context, Page, _server) = (context, page, server);

    public IPage Page { get; private set; }

    /// <summary>What a test expects to go wrong; a complaint that holds one of these is none.</summary>
    public List<string> Excused { get; } = [];

    /// <summary>Opens the address that the server printed, as a learner does first.</summary>
    public static async Task<Learner> ComeAsync(PageServer server, BrowserNewContextOptions? options = null)
    {
        var browser = await Chromium.Browser;
        var context = await browser.NewContextAsync(options ?? new() { ViewportSize = new() { Width = 1280, Height = 900 } });
        context.SetDefaultTimeout(Limit);
        var learner = new Learner(context, null!, server);
        context.Page += (_, page) => learner.Watch(page);
        learner.Page = await context.NewPageAsync();
        await learner.Page.GotoAsync(server.Address.AbsoluteUri);
        return learner;
    }

    /// <summary>Opens a lesson and waits until its kernel is ready.</summary>
    public async Task OpenAsync(string lesson, bool waitsForKernel = true)
    {
        await Page.GotoAsync(_server.Lesson(lesson).AbsoluteUri);
        await UntilAsync(waitsForKernel ? "lesson.isLoaded && lesson.kernel === 'idle'" : "lesson.isLoaded");
    }

    /// <summary>A second tab of the same browser.</summary>
    public async Task<IPage> TabAsync(string lesson)
    {
        var page = await _context.NewPageAsync();
        await page.GotoAsync(_server.Lesson(lesson).AbsoluteUri);
        await page.WaitForFunctionAsync("() => window.lesson?.isLoaded");
        return page;
    }

    /// <summary>Opens the address of a server that took the place of the first.</summary>
    public async Task ComeAgainAsync(PageServer server)
    {
        _server = server;
        var page = await _context.NewPageAsync();
        await page.GotoAsync(server.Address.AbsoluteUri);
        await page.CloseAsync();
    }

    /// <summary>Waits until something holds in the page.</summary>
    /// <param name="script">JavaScript; <c>cell(id)</c> is a cell.</param>
    /// <param name="milliseconds">At most.</param>
    public Task UntilAsync(string script, float milliseconds = Limit) =>
        Page.WaitForFunctionAsync($"() => {{ if (!window.lesson) return false; const cell = id => lesson.cells.get(id); return {script}; }}", null, new() { Timeout = milliseconds });

    /// <summary>
    /// Waits until a click has led to a lesson. (The driver's own wait for an address also waits for the page's load event, and misses one
    /// that comes while it begins to.)
    /// </summary>
    /// <param name="lesson">The lesson.</param>
    /// <param name="hash">What the address's fragment begins with.</param>
    public Task AtAsync(string lesson, string hash = "") =>
        UntilAsync($"location.pathname.endsWith('/lesson/{lesson}') && location.hash.startsWith('{hash}') && lesson.isLoaded");

    /// <summary>Asks the page.</summary>
    /// <param name="script">JavaScript; <c>cell(id)</c> is a cell.</param>
    public Task<T> AskAsync<T>(string script) => Page.EvaluateAsync<T>($"() => {{ const cell = id => lesson.cells.get(id); return {script}; }}");

    public ILocator Cell(string id) => Page.Locator($"#cell-{id}");

    /// <summary>Clicks into a cell's code and types another one in its place.</summary>
    public async Task TypeAsync(string cell, string code)
    {
        await UntilAsync($"cell('{cell}').isOpen || (cell('{cell}').dom.scrollIntoView(), false)");
        await Cell(cell).Locator(".cm-content, textarea").ClickAsync();
        await Page.Keyboard.PressAsync("ControlOrMeta+a");
        await Page.Keyboard.PressAsync("Delete");
        await Page.Keyboard.InsertTextAsync(code);
    }

    /// <summary>Runs a cell by its button and waits for its end.</summary>
    public async Task RunAsync(string cell)
    {
        await Cell(cell).Locator("button.run").ClickAsync();
        await DoneAsync(cell);
    }

    /// <summary>Waits until a cell that was started has ended.</summary>
    public Task DoneAsync(string cell) => UntilAsync($"cell('{cell}').state === 'idle' && cell('{cell}').ok !== null && !lesson.isBusy");

    public Task<string> OutputAsync(string cell) => Cell(cell).Locator(".outputs").InnerTextAsync();

    /// <summary>The document in which an output of a cell is shown.</summary>
    public IFrameLocator Frame(string cell, int index = 0) => Cell(cell).Locator("iframe").Nth(index).ContentFrame;

    /// <summary>What a cell's text is, as a string of JavaScript.</summary>
    public static string Js(string text) => JsonSerializer.Serialize(text);

    public async ValueTask DisposeAsync()
    {
        await _context.CloseAsync();
        var complaints = string.Join('\n', _complaints.Where(complaint => !Excused.Any(excuse => complaint.Contains(excuse, StringComparison.Ordinal))));
        Assert.True(complaints.Length == 0, complaints);
    }

    private void Watch(IPage page)
    {
        page.PageError += (_, error) => _complaints.Enqueue($"script: {error}");
        page.Console += (_, line) =>
        {
            if (line.Type is "error") _complaints.Enqueue($"console: {line.Text} {line.Location}");
        };
        page.Request += (_, request) =>
        {
            var uri = new Uri(request.Url);
            if (uri.Scheme is not ("data" or "blob" or "about") && uri.GetLeftPart(UriPartial.Authority) != _server.Address.GetLeftPart(UriPartial.Authority))
                _complaints.Enqueue($"request: {request.Url}");
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 400) _complaints.Enqueue($"answer: {response.Status} {response.Url}");
        };
    }
}
