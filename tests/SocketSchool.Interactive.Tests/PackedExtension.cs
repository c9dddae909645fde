using System.Diagnostics;
using System.Reflection;

namespace SocketSchool.Interactive.Tests;

/// <summary>The extension as a package, in a folder of its own, with a version that no other run has.</summary>
internal sealed class PackedExtension : IDisposable
{
    private const string Id = "SocketSchool.Interactive";
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(4);

    private PackedExtension(string folder, string version) => (Folder, Version) = (folder, version);

    public string Folder { get; }

    public string Version { get; }

    public string File => Path.Combine(Folder, $"{Id}.{Version}.nupkg");

    public static async Task<PackedExtension> MakeAsync()
    {
        var made = new PackedExtension(
            Directory.CreateTempSubdirectory("socketschool-package-").FullName, $"0.1.0-test.{Guid.NewGuid():N}");
        var configuration = typeof(PackedExtension).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == "Configuration").Value!;
        var start = new ProcessStartInfo("dotnet",
        [
            "pack", Path.Combine(Repository.Root, "lib", Id), "--no-build", "--nologo", "-v", "quiet",
            "-c", configuration, "-o", made.Folder, $"-p:PackageVersion={made.Version}",
        ])
        { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync().WaitAsync(s_limit);
        await process.WaitForExitAsync().WaitAsync(s_limit);
        Assert.True(process.ExitCode == 0, output);
        return made;
    }

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        // What the tool unpacked of it: nobody will ask for this version again.
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var unpacked = Path.Combine(packages, Id.ToLowerInvariant(), Version);
        if (Directory.Exists(unpacked)) Directory.Delete(unpacked, recursive: true);
    }
}
