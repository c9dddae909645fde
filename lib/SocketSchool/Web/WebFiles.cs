using System.Globalization;
using System.Text;

namespace SocketSchool;

/// <summary>The files of a folder, and no others.</summary>
internal sealed class WebFiles
{
    private const int SentWhole = 64 * 1024;
    private readonly TimeProvider _time;
    private readonly string _inside;

    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public WebFiles(string folder, TimeProvider time)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Root = RealPath.Of(folder) is { } real && Directory.Exists(real) ? real
            : throw new DirectoryNotFoundException($"There is no folder {Path.GetFullPath(folder)}. Make it, or give another one.");
        _inside = Path.TrimEndingDirectorySeparator(Root) + Path.DirectorySeparatorChar;
        _time = time;
    }

    public string Root { get; }

    /// <summary><c>data/www</c> in the current directory or above it, or above this library; <c>null</c> where there is none.</summary>
    public static WebFiles? Default()
    {
        var library = Path.GetDirectoryName(typeof(WebFiles).Assembly.Location);
        foreach (var start in new[] { Environment.CurrentDirectory, library, AppContext.BaseDirectory })
        {
            for (var folder = string.IsNullOrEmpty(start) ? null : new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                var path = Path.Combine(folder.FullName, "data", "www");
                if (Directory.Exists(path)) return new WebFiles(path, TimeProvider.System);
            }
        }

        return null;
    }

    /// <summary>Finds a file or a folder that has an <c>index.html</c>.</summary>
    /// <param name="path">The request's path, its percent signs undone.</param>
    /// <returns>The file's real path; a folder's when a slash is missing at its end; <c>null</c> when there is nothing to serve.</returns>
    /// <exception cref="RefusedRequestException">The path tries to climb, or has a character that belongs to paths of another kind.</exception>
    public string? Find(string path)
    {
        var names = path[1..].Split('/');
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i] is "." or "..") throw RefusedRequestException.Bad("the path has a . or .. in it");
            if (names[i].Contains('\\')) throw RefusedRequestException.Bad("the path has a backslash in it");
            // On Windows a colon names a drive or a second stream of the file, and dots and blanks at the end are dropped.
            if (names[i].Contains(':') || names[i].StartsWith('.') || names[i].EndsWith('.') || names[i].EndsWith(' ') || IsDevice(names[i])) return null;
            if (names[i].Length == 0 && i < names.Length - 1) return null;
        }

        if (names[^1].Length == 0) names[^1] = "index.html";
        if (RealPath.Of(Path.Combine([Root, .. names])) is not { } real || !real.StartsWith(_inside, StringComparison.Ordinal)) return null;
        return File.Exists(real) || (Directory.Exists(real) && File.Exists(Path.Combine(real, "index.html"))) ? real : null;
    }

    /// <summary>The answer to a GET or HEAD for a file that <see cref="Find"/> has found.</summary>
    public HttpResponse Answer(HttpRequest request, string file)
    {
        if (Directory.Exists(file)) return Moved(request);
        try
        {
            var handle = File.OpenHandle(file, share: FileShare.ReadWrite | FileShare.Delete);
            try
            {
                // Of the open file, so that size and time belong to the bytes that are sent.
                var version = FileVersion.Of(RandomAccess.GetLength(handle), File.GetLastWriteTimeUtc(handle), _time.GetUtcNow());
                var response = Answer(request, version, new FilePart(handle, 0, version.Length));
                if (response.File is null) handle.Dispose();
                return response.Status is 304 or 412 or 416 ? response : response.With("Content-Type", ContentType.Of(file)).With("X-Content-Type-Options", "nosniff");
            }
            catch
            {
                handle.Dispose();
                throw;
            }
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return HttpResponse.Text("404 Not Found\n\nThe file has just gone.\n", 404);
        }
        catch (UnauthorizedAccessException)
        {
            return HttpResponse.Text("403 Forbidden\n\nThe server may not read this file.\n", 403);
        }
    }

    private static HttpResponse Answer(HttpRequest request, FileVersion version, FilePart file)
    {
        if (version.Condition(request) is var status and not 200) return version.Mark(HttpResponse.Empty(status));
        var whole = version.Mark(OfFile(file, 200, request)).With("Accept-Ranges", "bytes");
        if (request.Method != "GET" || request.Header("Range") is not { } asked || !version.AllowsRange(request)) return whole;
        if (ByteRange.Parse(asked) is not { } range) return whole;
        if (range.Within(file.Length) is not { Length: > 0 } part)
        {
            return HttpResponse.Text("416 Range Not Satisfiable\n\nThe file is shorter.\n", 416).With("Content-Range", FormattableString.Invariant($"bytes */{file.Length}"));
        }

        return version.Mark(OfFile(file with { Offset = part.First, Length = part.Length }, 206, request))
            .With("Content-Range", string.Create(CultureInfo.InvariantCulture, $"bytes {part.First}-{part.First + part.Length - 1}/{file.Length}"));
    }

    // A small file is read here and now and leaves in one piece with its header.
    private static HttpResponse OfFile(FilePart file, int status, HttpRequest request)
    {
        if (file.Length > SentWhole || request.Method == "HEAD") return HttpResponse.OfFile(file, status);
        var bytes = new byte[file.Length];
        var have = 0;
        for (int got; have < bytes.Length && (got = RandomAccess.Read(file.Handle, bytes.AsSpan(have), file.Offset + have)) > 0;) have += got;
        return have == bytes.Length ? HttpResponse.Bytes(bytes, status) : throw new EndOfStreamException("A file became shorter while it was read.");
    }

    // Without the slash the page's own relative links would lead one folder up.
    private static HttpResponse Moved(HttpRequest request)
    {
        var query = request.Query.Length > 0 ? "?" + request.Query : "";
        return HttpResponse.Text("301 Moved Permanently\n\nA folder's address ends with a slash.\n", 301)
            .With("Location", Encoding.ASCII.GetString(request.PathBytes) + "/" + query);
    }

    private static bool IsDevice(string name)
    {
        if (!OperatingSystem.IsWindows()) return false;
        var stem = name.Split('.')[0].TrimEnd().ToUpperInvariant();
        return stem is "CON" or "PRN" or "AUX" or "NUL" or "CONIN$" or "CONOUT$" ||
            (stem.Length == 4 && (stem.StartsWith("COM", StringComparison.Ordinal) || stem.StartsWith("LPT", StringComparison.Ordinal)));
    }
}
