// expect: "/%252e%252e/secret.txt" is null | That file is a secret
string SafePath(string folder, string target)
{
    if (!target.StartsWith('/')) return null;
    var path = Uri.UnescapeDataString(target.Split('?')[0])[1..];
    if (path.Split('/').Contains("..") || path.Contains('\0') || Path.IsPathRooted(path)) return null;
    path = Uri.UnescapeDataString(path);
    if (path == "" || path.EndsWith('/')) path += "index.html";
    var full = Path.GetFullPath(Path.Combine(folder, path));
    return File.Exists(full) ? full : null;
}
