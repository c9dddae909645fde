// expect: "/notes..txt" | refuse too much
string SafePath(string folder, string target)
{
    var path = Uri.UnescapeDataString(target.Split('?')[0]).TrimStart('/');
    if (path.Contains("..")) return null;
    if (path == "" || path.EndsWith('/')) path += "index.html";
    var full = Path.GetFullPath(Path.Combine(folder, path));
    return File.Exists(full) ? full : null;
}
