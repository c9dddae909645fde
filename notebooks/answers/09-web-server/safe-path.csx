string SafePath(string folder, string target)
{
    if (!target.StartsWith('/')) return null;
    var path = Uri.UnescapeDataString(target.Split('?')[0])[1..];    // once, and after the ? is gone
    if (path.Contains('\0') || path.Contains('\\')) return null;
    if (path == "" || path.EndsWith('/')) path += "index.html";
    // Not the text is judged but where it leads. (Combine forgets the folder when path is rooted: the next line sees that.)
    var full = Path.GetFullPath(Path.Combine(folder, path));
    var inside = full.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
    return inside && File.Exists(full) ? full : null;
}
