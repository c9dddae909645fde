using System.Runtime.InteropServices;
using System.Xml.Linq;

namespace SocketSchool.Notebooks.Packages;

/// <summary>The project file whose restore brings packages: made for this runtime, and for nothing else.</summary>
internal static class PackageProject
{
    /// <summary>The framework that cells run on, for example <c>net10.0</c>.</summary>
    public static string Framework { get; } = $"net{Environment.Version.Major}.{Environment.Version.Minor}";

    /// <summary>
    /// The portable name of this machine's kind, which packages use: a distribution's own build of .NET may call it otherwise.
    /// </summary>
    public static string Machine { get; } = $"{System()}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";

    /// <summary>The project's text.</summary>
    /// <param name="packages">What it refers to.</param>
    /// <param name="folder">Where the search for a <c>NuGet.config</c> starts: not beside the project.</param>
    public static string Text(IEnumerable<PackageReference> packages, string folder) => new XElement(
        "Project",
        // What stands in folders above, a learner's own Directory.Build.props for example, is not meant for this project.
        new XElement(
            "PropertyGroup",
            new XElement("ImportDirectoryBuildProps", false),
            new XElement("ImportDirectoryBuildTargets", false),
            new XElement("ImportDirectoryPackagesProps", false)),
        Import("Sdk.props"),
        new XElement(
            "PropertyGroup",
            new XElement("TargetFramework", Framework),
            new XElement("RuntimeIdentifier", Machine),
            new XElement("SelfContained", false),
            new XElement("UseAppHost", false),
            new XElement("RestoreRootConfigDirectory", Escape(folder)),
            new XElement("NuGetAudit", false)),
        new XElement("ItemGroup", packages.Select(package => new XElement(
            "PackageReference",
            new XAttribute("Include", package.Id),
            new XAttribute("Version", package.Version.Length == 0 ? "*" : package.Version)))),
        Import("Sdk.targets")).ToString();

    // MSBuild would read some characters of a path as its own.
    static string Escape(string path) => string.Concat(path.Select(c => "%$@'();?*".Contains(c) ? Uri.HexEscape(c) : c.ToString()));

    static XElement Import(string file) =>
        new("Import", new XAttribute("Project", file), new XAttribute("Sdk", "Microsoft.NET.Sdk"));

    static string System() => OperatingSystem.IsWindows() ? "win"
        : OperatingSystem.IsMacOS() ? "osx"
        : RuntimeInformation.RuntimeIdentifier is var own
            && (own.Contains("musl", StringComparison.Ordinal) || own.StartsWith("alpine", StringComparison.Ordinal)) ? "linux-musl"
        : "linux";
}
