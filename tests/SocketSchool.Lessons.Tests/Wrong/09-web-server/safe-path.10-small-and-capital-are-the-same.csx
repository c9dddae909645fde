// expect: "/../WWW/keys.txt" is null | two folders
// only: linux
string SafePath(string folder, string target)
{
    if (!target.StartsWith('/')) return null;
    var path = Uri.UnescapeDataString(target.Split('?')[0])[1..];
    if (path.Contains('\0') || path.Contains('\\')) return null;
    if (path == "" || path.EndsWith('/')) path += "index.html";
    var full = Path.GetFullPath(Path.Combine(folder, path));
    var inside = full.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.OrdinalIgnoreCase);
    return inside && File.Exists(full) ? full : null;
}
