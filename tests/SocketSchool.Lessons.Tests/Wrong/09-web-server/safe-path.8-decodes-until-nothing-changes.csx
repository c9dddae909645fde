// expect: "/a%2520b.txt" is null | Undo the escapes once
string SafePath(string folder, string target)
{
    if (!target.StartsWith('/')) return null;
    var path = target.Split('?')[0][1..];
    for (var before = ""; before != path;) (before, path) = (path, Uri.UnescapeDataString(path));
    if (path.Contains('\0') || path.Contains('\\')) return null;
    if (path == "" || path.EndsWith('/')) path += "index.html";
    var full = Path.GetFullPath(Path.Combine(folder, path));
    return full.StartsWith(folder + Path.DirectorySeparatorChar) && File.Exists(full) ? full : null;
}
