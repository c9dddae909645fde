namespace SocketSchool.App.Running;

/// <summary>Finds the notebooks that the arguments of <c>run</c> mean.</summary>
static class NotebookPaths
{
    /// <summary>The notebooks, those of a folder sorted by name.</summary>
    /// <param name="arguments">Paths of notebooks and folders; none for the notebooks/ folder above.</param>
    /// <param name="mayShareNames">Whether two in different folders may have the same name.</param>
    /// <exception cref="BadInputException">A path is not there, a folder has no notebook, or two notebooks have the same name.</exception>
    public static IReadOnlyList<string> Find(IReadOnlyList<string> arguments, bool mayShareNames = false)
    {
        var paths = arguments.Count == 0 ? InFolder(DefaultFolder()) : [.. arguments.SelectMany(Expand)];
        if (mayShareNames)
            return paths;
        // Outputs are named after their notebook, so names must differ.
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var path in paths)
        {
            if (!names.TryAdd(Path.GetFileNameWithoutExtension(path), path))
                throw new BadInputException(
                    $"{path}: has the same name as {names[Path.GetFileNameWithoutExtension(path)]}; their outputs would overwrite each other. Run one at a time.");
        }

        return paths;
    }

    /// <summary>The folder of the lessons.</summary>
    /// <param name="argument">The folder that was named; <see langword="null"/> for <c>notebooks/</c> found from here upward.</param>
    /// <exception cref="BadInputException">There is none, or it has no notebook.</exception>
    public static string Folder(string? argument)
    {
        var folder = argument ?? DefaultFolder();
        if (!Directory.Exists(folder))
            throw new BadInputException($"{folder}: there is no such folder. Check the name and the folder you are in.");
        InFolder(folder);
        return folder;
    }

    static string[] Expand(string argument) =>
        Directory.Exists(argument) ? InFolder(argument)
        : File.Exists(argument) ? [argument]
        : throw new BadInputException($"{argument}: there is no such file or folder. Check the name and the folder you are in.");

    static string[] InFolder(string folder)
    {
        string[] paths = [.. Directory.EnumerateFiles(folder, "*.ipynb").Order(StringComparer.Ordinal)];
        return paths.Length > 0 ? paths : throw new BadInputException($"{folder}: there is no notebook (.ipynb) in this folder.");
    }

    static string DefaultFolder()
    {
        foreach (var start in new[] { Environment.CurrentDirectory, AppContext.BaseDirectory })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                var candidate = Path.Combine(folder.FullName, "notebooks");
                if (Directory.Exists(candidate))
                    return Path.GetRelativePath(Environment.CurrentDirectory, candidate);
            }
        }

        throw new BadInputException("There is no notebooks/ folder here or above. Name the notebooks: run PATH..., or serve --notebooks DIR.");
    }
}
