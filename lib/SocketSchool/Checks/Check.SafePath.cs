namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_safePathHints =
    [
        "Do not search the text for dangerous words. Work out where it leads, and look at that.",
        "Cut off the ?, undo the escapes once, take the slash off the front, join with the folder, Path.GetFullPath. Then: is it inside?",
        "Before it, refuse what `Path.Combine` or the system would take in another way (a NUL, a backslash, a path that is still rooted):\n" +
            "return path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)\n" +
            "    && File.Exists(path) ? path : null;",
    ];

    /// <summary>Checks a function that finds the file for a request's target in a folder, and nothing outside of the folder.</summary>
    /// <param name="resolve">Your code: the folder's full path, the target; the file's full path, or <c>null</c> when there is none to be had.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<CheckReport> SafePath(Func<string, string, string?> resolve, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resolve);
        var box = Directory.CreateTempSubdirectory("safe-path-").FullName;
        try
        {
            return await CheckSession.RunAsync(
                "safe-path", s_safePathHints, session => SafePathSteps(session, resolve, box), cancellationToken);
        }
        finally
        {
            Directory.Delete(box, recursive: true);
        }
    }

    private static async Task SafePathSteps(CheckSession session, Func<string, string, string?> resolve, string box)
    {
        const string climb = "Path.GetFullPath works out every .. for you. After that, ask whether the path still begins with the folder.";
        const string escape = "The escapes are undone once, and before the path is worked out: %2e%2e is .. to the file system, and %252e is the text %2e.";
        const string neighbour = "The folder's name followed by -old is another folder. Compare with the folder and a separator behind it.";
        const string whole = "Path.Combine forgets the folder when the second path is rooted. Whatever you do, look at the result.";
        var folder = Path.Combine(box, "www");
        // The real name is long, and cut short it would no longer look like the whole path that it is.
        var shownBox = Path.Combine(Path.GetPathRoot(box)!, "tmp", "safe-path-x");
        foreach (var (file, content) in new[]
        {
            ("www/index.html", "root"), ("www/a b.txt", "blank"), ("www/a+b.txt", "plus"), ("www/sub/index.html", "sub"), ("www/sub/100%.txt", "percent"),
            ("www/notes..txt", "dots"), ("secret.txt", "SECRET"), ("www-old/keys.txt", "SECRET"), ("wwwsecret.txt", "SECRET"),
        })
        {
            var path = Path.Combine(box, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, content);
        }

        // Where WWW and www are two names, a neighbour of that name is a stranger.
        var capital = Path.Combine(box, "WWW");
        var casesDiffer = !Directory.Exists(capital);
        if (casesDiffer)
        {
            Directory.CreateDirectory(capital);
            await File.WriteAllTextAsync(Path.Combine(capital, "keys.txt"), "SECRET");
        }

        await Good("/index.html", "index.html", "Take the slash off the front before you join: a path that begins with a slash is a whole path of its own.");
        await Good("/", "index.html", "A path that ends with / means index.html in that folder.");
        await Good("/sub/", "sub/index.html", "A path that ends with / means index.html in that folder, in every folder.");
        await Good("/index.html?page=2", "index.html", "What follows the ? is not a part of the path. Cut it off first.");
        await Good("/index.html?back=/../x", "index.html", "What follows the ? is not a part of the path. Cut at the first ?, before anything else.");
        await Good("/a%20b.txt", "a b.txt", "%20 is a blank: Uri.UnescapeDataString.");
        await Good("/a+b.txt", "a+b.txt", "A plus is a plus. WebUtility.UrlDecode makes a blank of it, as forms in a query want it; Uri.UnescapeDataString does not.");
        await Good("/sub/100%25.txt", "sub/100%.txt", "%25 is a percent sign. Undo the escapes once and not again.");
        await Good("/notes..txt", "notes..txt", "Two dots in a name are harmless. You search the text for .. and refuse too much: look at the result instead.");
        await Bad("/nothing.html", "there is no such file", "A file that does not exist is null: File.Exists.");
        await Bad("/index.html%3Fx", "%3F is a question mark in the file's name, and there is no such file", "Cut at the ? first, then undo the escapes. A ? that was escaped belongs to the name.");
        await Bad("/sub", "it is a folder, not a file", "File.Exists is false for a folder. Directory.Exists is another question.");
        await Bad("/../secret.txt", "it leads out of the folder", climb);
        await Bad("/sub/../../secret.txt", "it leads out of the folder", climb);
        await Bad("/%2e%2e/secret.txt", "it leads out of the folder", escape);
        await Bad("/%2E%2E%2Fsecret.txt", "it leads out of the folder", escape);
        await Bad("/%252e%252e/secret.txt", "undone once it is a name with percent signs", escape);
        await Bad("/a%2520b.txt", "undone once it is a%20b.txt, and there is no such file", "Undo the escapes once. Whoever repeats it until nothing changes serves files that nobody asked for.");
        await Bad("/../www-old/keys.txt", "it leads into a neighbour", neighbour);
        await Bad("/../wwwsecret.txt", "it leads to a neighbour", neighbour);
        if (casesDiffer)
        {
            await Bad("/../WWW/keys.txt", "on this system WWW is another folder than www",
                "StringComparison.Ordinal compares letter by letter. OrdinalIgnoreCase takes WWW for www, and here they are two folders.");
        }

        await Bad("/" + Path.Combine(box, "secret.txt"), "it is a whole path of its own", whole);
        await Bad("//" + Path.Combine(box, "secret.txt"), "it is a whole path of its own", whole);
        await Bad("/index.html%00.png", "there is a NUL in it", "A NUL ends a text for the operating system. Here it makes a call throw: answer null before that.");
        await Bad("/..\\secret.txt", "a backslash is a separator on Windows", "On Windows a backslash parts folders as well; elsewhere it is part of a name, and this file does not exist.");
        await Bad("", "there is nothing", "An empty target has no first character. Look before you take it off.");
        await Bad("index.html", "a target begins with a slash", "What does not begin with a slash is no path of this server.");
        await Bad("Xindex.html", "a target begins with a slash", "[1..] takes off the first character, whatever it is. Look whether it is a slash.");

        Task Good(string target, string file, string hint) => session.StepAsync(
            $"\"{target}\"",
            async stop =>
            {
                var expected = Path.GetFullPath(Path.Combine(folder, file));
                var got = await CallAsync(target, Short(expected), stop);
                if (got != expected) throw new CheckFailure(Short(expected), Short(got));
            },
            () => $"SafePath(\"{Short(folder)}\", \"{Short(target)}\")",
            hint: hint);

        Task Bad(string target, string why, string hint) => session.StepAsync(
            $"\"{Short(target)}\" is null",
            async stop =>
            {
                var got = await CallAsync(target, $"null: {why}", stop);
                if (got is null) return;
                var reads = File.Exists(got) && await File.ReadAllTextAsync(got, stop) == "SECRET";
                throw new CheckFailure($"null: {why}", Short(got), reads ? "That file is a secret, and your server has just sent it." : "");
            },
            () => $"SafePath(\"{Short(folder)}\", \"{Short(target)}\")",
            hint: hint);

        async Task<string?> CallAsync(string target, string expected, CancellationToken stop)
        {
            try
            {
                return await Task.Run(() => resolve(folder, target), stop).WaitAsync(stop);
            }
            catch (Exception e) when (e is not (NotImplementedException or OperationCanceledException))
            {
                throw new CheckFailure(expected, $"{e.GetType().Name}: {e.Message}");
            }
        }

        string Short(string? path) => path is null ? "null" : path.Replace(box, shownBox, StringComparison.Ordinal).Replace("\0", "\\0", StringComparison.Ordinal);
    }
}
