// expect: "Xindex.html" is null | Look whether it is a slash
string SafePath(string folder, string target)
{
    if (target == "") return null;
    var path = Uri.UnescapeDataString(target.Split('?')[0])[1..];
    if (path.Contains('\0') || path.Contains('\\')) return null;
    if (path == "" || path.EndsWith('/')) path += "index.html";
    var full = Path.GetFullPath(Path.Combine(folder, path));
    return full.StartsWith(folder + Path.DirectorySeparatorChar) && File.Exists(full) ? full : null;
}
