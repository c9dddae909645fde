namespace SocketSchool;

/// <summary>Where a path really leads: every symbolic link on the way is followed (as <c>realpath</c> does).</summary>
internal static class RealPath
{
    private const int MostLinks = 40;

    /// <returns>The path without links in it; <c>null</c> when they lead in a circle.</returns>
    public static string? Of(string path)
    {
        path = Path.GetFullPath(path);
        var at = Path.GetPathRoot(path)!;
        var names = new Stack<string>();
        Push(names, path[at.Length..]);
        var links = 0;
        while (names.TryPop(out var name))
        {
            if (name == "..")
            {
                at = Path.GetDirectoryName(at) ?? at;
                continue;
            }

            var next = Path.Combine(at, name);
            var target = new FileInfo(next).LinkTarget;
            if (target is null)
            {
                at = next;
                continue;
            }

            if (++links > MostLinks) return null;
            if (Path.IsPathRooted(target))
            {
                at = Path.GetPathRoot(target)!;
                target = target[at.Length..];
            }

            Push(names, target);
        }

        return at;
    }

    private static void Push(Stack<string> names, string path)
    {
        foreach (var name in path.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar).Reverse())
        {
            if (name is not ("" or ".")) names.Push(name);
        }
    }
}
