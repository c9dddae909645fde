namespace SocketSchool.App.Engines;

/// <summary>Where <c>dotnet tool run</c> finds its tools: the nearest folder above that has a manifest.</summary>
static class ToolManifest
{
    static readonly string[] Names = [Path.Combine(".config", "dotnet-tools.json"), "dotnet-tools.json"];

    /// <summary>The folder to start a tool in: of the manifest above the notebook, above the working directory, or above this program.</summary>
    /// <param name="folder">The notebook's folder, which is also the answer when there is no manifest anywhere.</param>
    public static string FolderFor(string folder)
    {
        foreach (var start in new[] { folder, Environment.CurrentDirectory, AppContext.BaseDirectory })
        {
            for (var at = new DirectoryInfo(start); at is not null; at = at.Parent)
            {
                if (Names.Any(name => File.Exists(Path.Combine(at.FullName, name))))
                    return at.FullName;
            }
        }

        return folder;
    }
}
