using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace SocketSchool.Notebooks.Packages;

/// <summary>A restore by the .NET SDK: of a project that is made for it, in a folder that is gone afterwards.</summary>
internal static class SdkRestore
{
    static readonly TimeSpan QuietTime = TimeSpan.FromSeconds(2);
    static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(20);

    /// <summary>Restores packages.</summary>
    /// <param name="packages">The packages.</param>
    /// <param name="folder">Where the search for a <c>NuGet.config</c> starts.</param>
    /// <param name="tell">Is told in a line when it takes long.</param>
    /// <param name="cancellationToken">Ends the restore.</param>
    /// <exception cref="PackageException">They cannot be had.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static async Task<PackageFiles> RunAsync(
        IReadOnlyList<PackageReference> packages, string folder, Action<string> tell, CancellationToken cancellationToken)
    {
        var place = Directory.CreateTempSubdirectory("socketschool-packages-");
        try
        {
            var project = Path.Combine(place.FullName, "packages.csproj");
            await File.WriteAllTextAsync(project, PackageProject.Text(packages, folder), cancellationToken);
            var (exitCode, output) = await ExecuteAsync(project, packages, tell, cancellationToken);
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

    static async Task<(int ExitCode, string Output)> ExecuteAsync(
        string project, IReadOnlyList<PackageReference> packages, Action<string> tell, CancellationToken cancellationToken)
    {
        var names = string.Join(", ", packages);
        using var process = Start(project, names);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(PackageRestore.TimeLimit);
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
                CultureInfo.InvariantCulture, $"{names} could not be restored within {PackageRestore.TimeLimit.TotalSeconds:0} s. Is your package source slow or far? Run the cell again."));
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
