// expect: "/a+b.txt" | A plus is a plus
string SafePath(string folder, string target)
{
    if (!target.StartsWith('/')) return null;
    var path = WebUtility.UrlDecode(target.Split('?')[0])[1..];
    if (path.Contains('\0') || path.Contains('\\')) return null;
    if (path == "" || path.EndsWith('/')) path += "index.html";
    var full = Path.GetFullPath(Path.Combine(folder, path));
    return full.StartsWith(folder + Path.DirectorySeparatorChar) && File.Exists(full) ? full : null;
}
