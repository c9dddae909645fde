using System.Runtime.CompilerServices;

namespace SocketSchool.Interactive.Tests;

/// <summary>The folders of the checkout that the tests were built in.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Notebooks { get; } = Path.Combine(Root, "notebooks");

    public static IReadOnlyList<string> Lessons { get; } =
        [.. Directory.GetFiles(Notebooks, "*.ipynb").Order(StringComparer.Ordinal).Select(path => Path.GetFileNameWithoutExtension(path))];

    // Front ends start a kernel in the notebook's folder, and a relative #r counts from there. What the tests solve is no learner's progress.
#pragma warning disable CA2255 // A library must not do this to its host; this is the host.
    [ModuleInitializer]
    internal static void BeAFrontEnd()
    {
        Environment.CurrentDirectory = Notebooks;
        Environment.SetEnvironmentVariable("SOCKETSCHOOL_PROGRESS", "off");
    }
#pragma warning restore CA2255

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "SocketSchool.slnx"))) return folder.FullName;
        }

        throw new InvalidOperationException($"No SocketSchool.slnx above {AppContext.BaseDirectory}.");
    }
}
