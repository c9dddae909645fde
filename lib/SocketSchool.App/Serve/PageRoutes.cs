using System.Text;
using Microsoft.AspNetCore.Http;

namespace SocketSchool.App.Serve;

/// <summary>The addresses of the page. Each is written out here; what is not here is not found.</summary>
sealed class PageRoutes(
    ServeOptions options, LessonCatalog catalog, LearnerProgress progress, LessonHub hub, PageFiles files, TimeProvider time)
{
    const string Forever = "public, max-age=31536000, immutable";

    /// <summary>Answers a request that the gate let pass.</summary>
    /// <param name="context">The request.</param>
    /// <param name="path">Its path, decoded once, without the base path.</param>
    public Task AnswerAsync(HttpContext context, string path) => path.Split('/')[1..] switch
    {
        [""] => PageAsync(context, "contents.html", null),
        ["lesson", var name] when catalog.Find(name) is not null => PageAsync(context, "lesson.html", name),
        ["assets", var hash, .. var rest] => AssetAsync(context, hash, string.Join('/', rest)),
        ["frame", "output.html"] => FrameAsync(context),
        ["picture", var name] => PictureAsync(context, name),
        ["api", "contents"] => ContentsAsync(context),
        ["ws", "lesson", var name] => SocketAsync(context, name),
        ["download", var file] when file.EndsWith(".ipynb", StringComparison.Ordinal) => DownloadAsync(context, file[..^".ipynb".Length]),
        ["favicon.ico"] => EmptyAsync(context),
        _ => NotFoundAsync(context),
    };

    async Task PageAsync(HttpContext context, string template, string? lesson)
    {
        if (files.Read(template) is not { } content)
        {
            await NotFoundAsync(context);
            return;
        }

        var nonce = SecurityHeaders.Nonce();
        SecurityHeaders.ForPage(context, nonce, "");
        var html = PageTemplate.Fill(Encoding.UTF8.GetString(content), new Dictionary<string, string>
        {
            ["nonce"] = nonce,
            ["root"] = lesson is null ? "./" : "../",
            ["assets"] = (lesson is null ? "" : "../") + $"assets/{files.Hash}",
            ["title"] = lesson is null ? "SocketSchool" : PageTemplate.Escape(catalog.Lessons().First(entry => entry.Name == lesson).Title),
            ["lesson"] = PageTemplate.Escape(lesson ?? ""),
            ["importmap"] = "{}",
            ["settings"] = "{}",
        });
        await WriteAsync(context, Encoding.UTF8.GetBytes(html), "text/html; charset=utf-8");
    }

    Task AssetAsync(HttpContext context, string hash, string name)
    {
        if (name.EndsWith(".html", StringComparison.Ordinal) || MimeTypes.Of(name) is not { } type || files.Read(name) is not { } content)
            return NotFoundAsync(context);
        context.Response.Headers.CacheControl = files.AreFixed && hash == files.Hash ? Forever : "no-cache";
        // A sandboxed frame, whose origin is nobody's, may load a style or a script of ours.
        context.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        context.Response.Headers.AccessControlAllowOrigin = "*";
        return WriteAsync(context, content, type);
    }

    Task FrameAsync(HttpContext context)
    {
        SecurityHeaders.ForFrame(context, "");
        return files.Read("output.html") is { } content ? WriteAsync(context, content, "text/html; charset=utf-8") : NotFoundAsync(context);
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

    Task ContentsAsync(HttpContext context) => WriteAsync(context, PageMessages.Json(json =>
    {
        json.WriteStartArray("lessons");
        foreach (var lesson in catalog.Lessons())
        {
            json.WriteStartObject();
            json.WriteString("name", lesson.Name);
            json.WriteString("title", lesson.Title);
            json.WriteString("goal", lesson.Goal);
            json.WriteString("time", lesson.Time);
            json.WriteString("problem", lesson.Problem);
            json.WriteBoolean("begun", File.Exists(Path.Combine(options.MyNotebooks, lesson.Name + ".ipynb")));
            json.WriteBoolean("open", hub.Find(lesson.Name) is not null);
            json.WriteStartArray("exercises");
            foreach (var exercise in progress.Of(lesson))
                PageMessages.WriteExercise(json, exercise);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }), "application/json; charset=utf-8");

    async Task SocketAsync(HttpContext context, string name)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await NotFoundAsync(context);
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var tab = new Tab(socket);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        var sending = tab.SendAsync(ended.Token);
        try
        {
            var lesson = await hub.OpenAsync(name, tab);
            try
            {
                await new TabSession(lesson, tab, time).RunAsync(new TabReader(socket, time), context.RequestAborted);
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
        finally
        {
            await ended.CancelAsync();
            await sending;
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

    static Task NotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return WriteAsync(context, "There is nothing at this address.\n"u8.ToArray(), "text/plain; charset=utf-8");
    }

    static async Task WriteAsync(HttpContext context, byte[] content, string type)
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = content.Length;
        if (context.Request.Method != "HEAD")
            await context.Response.Body.WriteAsync(content, context.RequestAborted);
    }
}
