using System.Text;
using Microsoft.AspNetCore.Http;
using SocketSchool.Notebooks.Sessions;

namespace SocketSchool.App.Serve;

/// <summary>The addresses of the page. Each is written out here; what is not here is not found.</summary>
sealed class PageRoutes(
    ServeOptions options, LessonCatalog catalog, PageContents contents, LessonHub hub, PageFiles files, NpmFiles npm, TimeProvider time)
{
    const string Forever = "public, max-age=31536000, immutable";

    /// <summary>Answers a request that the gate let pass.</summary>
    /// <param name="context">The request.</param>
    /// <param name="path">Its path, decoded once, without the base path.</param>
    public Task AnswerAsync(HttpContext context, string path) => path.Split('/')[1..] switch
    {
        [""] => PageAsync(context, "contents.html", null),
        ["lesson", var name] when catalog.Find(name) is not null => PageAsync(context, "lesson.html", name),
        ["npm", .. var rest] => NpmAsync(context, string.Join('/', rest)),
        ["assets", var hash, .. var rest] => AssetAsync(context, hash, string.Join('/', rest)),
        ["frame", "output.html"] => FrameAsync(context),
        ["picture", var name] => PictureAsync(context, name),
        ["api", "contents"] => ContentsAsync(context),
        ["api", "glossary"] => GlossaryAsync(context),
        ["ws", "lesson", var name] => SocketAsync(context, name),
        ["download", var file] when file.EndsWith(".ipynb", StringComparison.Ordinal) => DownloadAsync(context, file[..^".ipynb".Length]),
        ["favicon.ico"] => EmptyAsync(context),
        _ => NotFoundAsync(context),
    };

    /// <summary>Answers with one line: as a page where a page was asked for.</summary>
    public async Task SayAsync(HttpContext context, int status, string title, string message)
    {
        context.Response.StatusCode = status;
        var wantsPage = context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);
        if (wantsPage && files.Read("message.html") is { } template)
            await FillAsync(context, template, "./", null, title, Below(title, message));
        else
            await WriteAsync(context, Encoding.UTF8.GetBytes(message + "\n"), "text/plain; charset=utf-8");
    }

    // The line stands alone in a terminal and begins with its title; below that title it would say it twice.
    static string Below(string title, string message)
    {
        if (!message.StartsWith(title, StringComparison.Ordinal))
            return message;
        var rest = message[title.Length..].TrimStart(' ', '.', ':', ',');
        return rest.Length == 0 ? message : char.ToUpperInvariant(rest[0]) + rest[1..];
    }

    Task PageAsync(HttpContext context, string template, string? lesson) => files.Read(template) is { } content
        ? FillAsync(
            context, content, lesson is null ? "./" : "../", lesson,
            lesson is null ? "SocketSchool" : catalog.Lessons().First(entry => entry.Name == lesson).Title, "")
        : NotFoundAsync(context);

    Task FillAsync(HttpContext context, byte[] template, string root, string? lesson, string title, string message)
    {
        var nonce = SecurityHeaders.Nonce();
        SecurityHeaders.ForPage(context, nonce, npm.ScriptSource);
        var assets = $"{root}assets/{files.Hash}/";
        return WriteAsync(context, PageTemplate.Fill(template, new Dictionary<string, string>
        {
            ["nonce"] = nonce,
            ["base"] = root,
            ["root"] = root,
            ["assets"] = assets,
            ["title"] = PageTemplate.Escape(title),
            ["message"] = PageTemplate.Escape(message),
            ["lesson"] = PageTemplate.Escape(lesson ?? ""),
            ["importMap"] = npm.ImportMap(root),
            ["settings"] = npm.Settings(root, assets, lesson, title),
        }), "text/html; charset=utf-8");
    }

    Task AssetAsync(HttpContext context, string hash, string name)
    {
        if (hash != files.Hash || name.EndsWith(".html", StringComparison.Ordinal)
            || MimeTypes.Of(name) is not { } type || files.Read(name) is not { } content)
            return NotFoundAsync(context);
        return PublicAsync(context, content, type, files.AreFixed ? Forever : "no-cache");
    }

    Task NpmAsync(HttpContext context, string address) => npm.Read(address) is { } content && MimeTypes.Of(address) is { } type
        ? PublicAsync(context, content, type, Forever)
        : NotFoundAsync(context);

    // Holds no secret. A sandboxed frame, whose origin is nobody's, may load it.
    static Task PublicAsync(HttpContext context, byte[] content, string type, string caching)
    {
        context.Response.Headers.CacheControl = caching;
        context.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        context.Response.Headers.AccessControlAllowOrigin = "*";
        return WriteAsync(context, content, type);
    }

    Task FrameAsync(HttpContext context)
    {
        SecurityHeaders.ForFrame(context);
        return files.Read("output.html") is { } content
            ? WriteAsync(context, PageTemplate.Fill(content, new Dictionary<string, string> { ["assets"] = $"../assets/{files.Hash}/" }), "text/html; charset=utf-8")
            : NotFoundAsync(context);
    }

    Task PictureAsync(HttpContext context, string name)
    {
        var folder = Path.Combine(options.Notebooks, "images");
        var path = Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder).FirstOrDefault(file => Path.GetFileName(file) == name)
            : null;
        if (path is null || MimeTypes.Of(path) is not { } type || !type.StartsWith("image/", StringComparison.Ordinal))
            return NotFoundAsync(context);
        // An SVG that is opened by itself is a document: no script of it runs.
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";
        context.Response.Headers.CacheControl = "private, max-age=300";
        return WriteAsync(context, File.ReadAllBytes(path), type);
    }

    async Task ContentsAsync(HttpContext context)
    {
        hub.Seen();
        await WriteAsync(context, await contents.ToJsonAsync(context.RequestAborted), "application/json; charset=utf-8");
    }

    // Once for each page: what the lessons' terms mean.
    Task GlossaryAsync(HttpContext context)
    {
        var meanings = catalog.Glossary() is { } glossary ? LessonText.Meanings(glossary) : new Dictionary<string, string>();
        return WriteAsync(context, PageMessages.Json(json =>
        {
            foreach (var (id, html) in meanings)
                json.WriteString(id, html);
        }), "application/json; charset=utf-8");
    }

    async Task SocketAsync(HttpContext context, string name)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await NotFoundAsync(context);
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        await using var tab = Tab.Start(socket);
        try
        {
            var lesson = await hub.OpenAsync(name, tab);
            try
            {
                await using var session = new TabSession(lesson, tab, time);
                await session.RunAsync(new TabReader(socket, time), context.RequestAborted);
            }
            finally
            {
                hub.Close(name, tab);
            }
        }
        catch (BadInputException e)
        {
            tab.Send(PageMessages.Error(e.Message));
            await tab.CloseAsync(System.Net.WebSockets.WebSocketCloseStatus.PolicyViolation, "The lesson could not be opened.");
        }
    }

    Task DownloadAsync(HttpContext context, string name)
    {
        if (catalog.Find(name) is not { } original)
            return NotFoundAsync(context);
        var mine = Path.Combine(options.MyNotebooks, Path.GetFileName(original));
        var content = hub.Find(name) is { } open
            ? Encoding.UTF8.GetBytes(open.Session.ToJson())
            : File.ReadAllBytes(File.Exists(mine) ? mine : original);
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{Uri.EscapeDataString(name)}.ipynb\"";
        return WriteAsync(context, content, "application/x-ipynb+json");
    }

    static Task EmptyAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    Task NotFoundAsync(HttpContext context) =>
        SayAsync(context, StatusCodes.Status404NotFound, "Not found", "There is nothing at this address.");

    static async Task WriteAsync(HttpContext context, byte[] content, string type)
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = content.Length;
        if (context.Request.Method != "HEAD")
            await context.Response.Body.WriteAsync(content, context.RequestAborted);
    }
}
