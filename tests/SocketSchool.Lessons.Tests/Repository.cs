namespace SocketSchool.Lessons.Tests;

/// <summary>The folders of the checkout that the tests were built in.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Notebooks { get; } = Path.Combine(Root, "notebooks");

    public static string Answers { get; } = Path.Combine(Notebooks, "answers");

    public static string WrongAnswers { get; } = Path.Combine(Root, "tests", "SocketSchool.Lessons.Tests", "Wrong");

    public static IReadOnlyList<string> Lessons { get; } =
        [.. Directory.GetFiles(Notebooks, "*.ipynb").Order(StringComparer.Ordinal).Select(path => Path.GetFileNameWithoutExtension(path))];

    public static string LessonPath(string lesson) => Path.Combine(Notebooks, lesson + ".ipynb");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "SocketSchool.slnx"))) return folder.FullName;
        }

        throw new InvalidOperationException($"No SocketSchool.slnx above {AppContext.BaseDirectory}.");
    }
}
