// expect: "/../secret.txt" is null | That file is a secret
string SafePath(string folder, string target)
{
    var path = Uri.UnescapeDataString(target.Split('?')[0]).TrimStart('/');
    if (path == "" || path.EndsWith('/')) path += "index.html";
    var full = Path.GetFullPath(Path.Combine(folder, path));
    return File.Exists(full) ? full : null;
}
