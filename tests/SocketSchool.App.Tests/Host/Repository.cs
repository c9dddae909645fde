namespace SocketSchool.App.Tests.Hosting;

/// <summary>Where this checkout is.</summary>
internal static class Repository
{
    public static string Folder { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SocketSchool.slnx"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
