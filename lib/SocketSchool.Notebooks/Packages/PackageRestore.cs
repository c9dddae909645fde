using System.Text.Json;
using SocketSchool.Notebooks.Documents;

namespace SocketSchool.Notebooks.Packages;

/// <summary>
/// Brings packages with the .NET SDK's own restore, from the package sources that count in the notebook's folder. What was found is
/// kept under the user's data folder, by packages, framework and machine: the next time needs neither the SDK nor a network. So a package
/// that is named without a version stays at the one that was found first, until that folder is deleted.
/// </summary>
/// <param name="folder">The notebook's folder: the <c>NuGet.config</c> in it or above it counts.</param>
/// <param name="cache">Where to keep what was found. Default: <c>SocketSchool/packages</c> in the user's local data folder.</param>
public sealed class PackageRestore(string folder, string? cache = null)
{
    /// <summary>How long a restore may take: 3 minutes. A cell with a package may run that much longer.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(3);

    readonly string cache = cache ?? Path.Combine(UserData(), "SocketSchool", "packages");

    /// <summary>Restores packages, all in one so that their needs agree.</summary>
    /// <param name="packages">The packages.</param>
    /// <param name="tell">Is told in a line when it takes long, and when another version than the one asked for was taken.</param>
    /// <param name="cancellationToken">Ends the restore; nothing is kept.</param>
    /// <exception cref="PackageException">They cannot be had; nothing is kept.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    internal async Task<PackageFiles> RunAsync(
        IReadOnlyList<PackageReference> packages, Action<string> tell, CancellationToken cancellationToken = default)
    {
        var kept = Path.Combine(cache, PackageProject.Framework + "-" + PackageProject.Machine, PackageKey.Of(packages), "files.json");
        var files = ReadKept(kept);
        if (files is null)
        {
            files = await SdkRestore.RunAsync(packages, folder, tell, cancellationToken);
            Keep(kept, files);
        }

        foreach (var package in packages)
        {
            if (PackageKey.IsOneVersion(package.Version) && files.Versions.TryGetValue(package.Id, out var version)
                && !PackageKey.AreEqual(version, package.Version))
                tell($"Package {package} is not on your package source; {version} was taken.");
        }

        return files;
    }

    // A user without a home, as services are, has no such folder.
    static string UserData() =>
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } folder
            ? folder
            : Path.GetTempPath();

    static PackageFiles? ReadKept(string path)
    {
        try
        {
            return File.Exists(path) && PackageFiles.Read(File.ReadAllText(path)) is { AllExist: true } files ? files : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    static void Keep(string path, PackageFiles files)
    {
        try
        {
            AtomicFile.Write(path, files.ToJson());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next time restores again.
        }
    }
}
