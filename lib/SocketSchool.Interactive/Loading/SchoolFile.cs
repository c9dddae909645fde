namespace SocketSchool.Interactive;

/// <summary>Where the library is that notebooks refer to: <c>lib/bin/SocketSchool.dll</c> of the checkout around a folder.</summary>
internal static class SchoolFile
{
    private static readonly string s_inCheckout = Path.Combine("lib", "bin", "SocketSchool.dll");

    /// <summary>The path, or <see langword="null"/> when there is none near.</summary>
    /// <param name="workingFolder">The notebook's folder.</param>
    /// <param name="extensionFolder">The folder that this assembly was loaded from.</param>
    public static string? Find(string workingFolder, string extensionFolder) =>
        Above(workingFolder) ?? Above(extensionFolder);

    private static string? Above(string start)
    {
        if (start.Length == 0) return null;
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, s_inCheckout);
            if (File.Exists(path)) return path;
        }

        return null;
    }
}
