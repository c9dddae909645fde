// expect: is null | A NUL ends a text
string SafePath(string folder, string target)
{
    if (!target.StartsWith('/')) return null;
    var path = Uri.UnescapeDataString(target.Split('?')[0])[1..];
    if (path == "" || path.EndsWith('/')) path += "index.html";
    var full = Path.GetFullPath(Path.Combine(folder, path));
    return full.StartsWith(folder + Path.DirectorySeparatorChar) && File.Exists(full) ? full : null;
}
