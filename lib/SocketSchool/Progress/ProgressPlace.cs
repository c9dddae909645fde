namespace SocketSchool;

/// <summary>Where progress is kept, and where the lessons are that it is about.</summary>
/// <param name="File">The file; <c>null</c> when nothing is to be noted.</param>
/// <param name="Lessons">The folder of the notebooks; <c>null</c> when none is known.</param>
internal sealed record ProgressPlace(string? File, string? Lessons)
{
    /// <summary>The environment variable that says where: a path of a file, or <c>off</c> for runs that are not a learner's.</summary>
    public const string Variable = "SOCKETSCHOOL_PROGRESS";

    private const string Off = "off";
    private const string FileName = ".progress.json";
    private const string FirstLesson = "00-start-here.ipynb";

    /// <summary>The place for this process.</summary>
    public static ProgressPlace Current => Find(
        Environment.GetEnvironmentVariable(Variable),
        Environment.CurrentDirectory,
        Path.GetDirectoryName(typeof(ProgressPlace).Assembly.Location) ?? "",
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData));

    /// <summary>Beside the lessons, which front ends make the kernel's working directory; else in the user's own folder.</summary>
    public static ProgressPlace Find(string? setting, string workingFolder, string libraryFolder, string userFolder)
    {
        var lessons = HasLessons(workingFolder) ? workingFolder : BesideLibrary(libraryFolder);
        if (string.Equals(setting, Off, StringComparison.OrdinalIgnoreCase)) return new ProgressPlace(null, lessons);
        if (!string.IsNullOrWhiteSpace(setting)) return new ProgressPlace(Path.GetFullPath(setting, workingFolder), lessons);
        if (lessons is not null) return new ProgressPlace(Path.Combine(lessons, FileName), lessons);
        return new ProgressPlace(userFolder.Length > 0 ? Path.Combine(userFolder, "SocketSchool", "progress.json") : null, null);
    }

    // A notebook of the learner's own, in another folder, has named lib/bin/SocketSchool.dll with #r.
    private static string? BesideLibrary(string libraryFolder)
    {
        if (!libraryFolder.EndsWith(Path.Combine("lib", "bin"), StringComparison.OrdinalIgnoreCase)) return null;
        var notebooks = Path.GetFullPath(Path.Combine(libraryFolder, "..", "..", "notebooks"));
        return HasLessons(notebooks) ? notebooks : null;
    }

    private static bool HasLessons(string folder) => System.IO.File.Exists(Path.Combine(folder, FirstLesson));
}
