using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using SocketSchool.Notebooks.Documents;

namespace SocketSchool.Notebooks.Packages;

/// <summary>
/// Brings packages with the .NET SDK's own restore, from the package sources that count in the notebook's folder. What was found is
/// kept under the user's data folder, by packages, framework and machine: the next time needs neither the SDK nor a network.
/// </summary>
/// <param name="folder">The notebook's folder: the <c>NuGet.config</c> in it or above it counts.</param>
/// <param name="cache">Where to keep what was found. Default: <c>SocketSchool/packages</c> in the user's local data folder.</param>
public sealed class PackageRestore(string folder, string? cache = null)
{
    /// <summary>How long a restore may take: 3 minutes. A cell with a package may run that much longer.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(3);

    static readonly TimeSpan QuietTime = TimeSpan.FromSeconds(2);
    static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(20);

    readonly string cache = cache ?? Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "SocketSchool", "packages");

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
            files = await RestoreAsync(packages, tell, cancellationToken);
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

    async Task<PackageFiles> RestoreAsync(
        IReadOnlyList<PackageReference> packages, Action<string> tell, CancellationToken cancellationToken)
    {
        var place = Directory.CreateTempSubdirectory("socketschool-packages-");
        try
        {
            var project = Path.Combine(place.FullName, "packages.csproj");
            await File.WriteAllTextAsync(project, PackageProject.Text(packages, folder), cancellationToken);
            var (exitCode, output) = await RunSdkAsync(project, packages, tell, cancellationToken);
            if (exitCode != 0)
                throw new PackageException(PackageFailure.Describe(output, packages[^1].Id)
                    ?? string.Create(CultureInfo.InvariantCulture, $"package {packages[^1]} cannot be restored (dotnet restore ended with {exitCode}): {LastLine(output)}"));
            var assets = await File.ReadAllBytesAsync(Path.Combine(place.FullName, "obj", "project.assets.json"), cancellationToken);
            return PackageFiles.ReadAssets(assets, $"{PackageProject.Framework}/{PackageProject.Machine}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException)
        {
            throw new PackageException($"package {packages[^1]} cannot be restored: {e.Message}");
        }
        finally
        {
            Delete(place);
        }
    }

    static async Task<(int ExitCode, string Output)> RunSdkAsync(
        string project, IReadOnlyList<PackageReference> packages, Action<string> tell, CancellationToken cancellationToken)
    {
        var names = string.Join(", ", packages);
        using var process = Start(project, names);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeLimit);
        try
        {
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            var end = process.WaitForExitAsync(limit.Token);
            var clock = Stopwatch.StartNew();
            for (var wait = QuietTime; await Task.WhenAny(end, Task.Delay(wait, limit.Token)) != end && !limit.IsCancellationRequested; wait = TellEvery)
                tell(clock.Elapsed < TellEvery
                    ? $"Restoring {names} from your package source ..."
                    : string.Create(CultureInfo.InvariantCulture, $"Restoring {names} ... ({clock.Elapsed.TotalSeconds:0} s)"));
            await end;
            return (process.ExitCode, await output + await error);
        }
        catch (OperationCanceledException)
        {
            Kill(process);
            cancellationToken.ThrowIfCancellationRequested();
            throw new PackageException(string.Create(
                CultureInfo.InvariantCulture, $"{names} could not be restored within {TimeLimit.TotalSeconds:0} s. Is your package source slow or far? Run the cell again."));
        }
    }

    static Process Start(string project, string names)
    {
        var info = new ProcessStartInfo(DotnetProgram.Path, ["restore", project, "--nologo", "-v:quiet"])
        {
            WorkingDirectory = Path.GetDirectoryName(project)!,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        DotnetProgram.Quiet(info.Environment);
        try
        {
            return Process.Start(info)!;
        }
        catch (Win32Exception e)
        {
            throw new PackageException($"{names} cannot be restored: the .NET SDK cannot be started ({DotnetProgram.Path}): {e.Message}");
        }
    }

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

    static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // Ended already.
        }
    }

    static void Delete(DirectoryInfo place)
    {
        try
        {
            place.Delete(recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A file is still open somewhere: the system's temporary folder gets cleaned.
        }
    }

    static string LastLine(string output) =>
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "it said nothing";
}
