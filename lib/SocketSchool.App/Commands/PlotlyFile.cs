namespace SocketSchool.App.Commands;

/// <summary>The script that draws interactive figures, where the build has fetched it for the page (<c>npm ci</c> in the folder <c>Page</c>).</summary>
static class PlotlyFile
{
    const string Place = "Page/node_modules/plotly.js-basic-dist-min/plotly-basic.min.js";

    // From bin/Release/net10.0 up to the project.
    const int MostFoldersUp = 4;

    /// <summary>Its text; <see langword="null"/> when it is not there or cannot be read, and a page of figures then has pictures.</summary>
    public static string? Read() => Read(AppContext.BaseDirectory);

    /// <inheritdoc cref="Read()"/>
    /// <param name="from">The folder to begin in.</param>
    public static string? Read(string from)
    {
        var folder = new DirectoryInfo(from);
        for (var up = 0; up < MostFoldersUp && folder is not null; up++, folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, Place);
            try
            {
                if (File.Exists(file)) return File.ReadAllText(file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }

        return null;
    }
}
