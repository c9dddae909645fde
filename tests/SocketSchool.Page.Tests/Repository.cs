namespace SocketSchool.Page.Tests;

/// <summary>Where this checkout is.</summary>
internal static class Repository
{
    public static string Folder { get; } = Find();

    public static string Notebooks { get; } = Path.Combine(Folder, "notebooks");

    /// <summary>The lessons' names, in their order.</summary>
    public static IReadOnlyList<string> Lessons { get; } =
        [.. Directory.GetFiles(Notebooks, "*.ipynb").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    /// <summary>Whether the editor and plotly.js are here, or would have to come from elsewhere.</summary>
    public static bool HasPackages => Directory.Exists(Packages);

    /// <summary>Where npm has put them.</summary>
    public static string Packages => Path.Combine(Folder, "lib", "SocketSchool.App", "Page", "node_modules");

    public static string Answer(string lesson, string exercise) =>
        File.ReadAllText(Path.Combine(Notebooks, "answers", lesson, exercise + ".csx")).TrimEnd();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SocketSchool.slnx"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
