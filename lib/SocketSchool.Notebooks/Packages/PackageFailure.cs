using System.Text.RegularExpressions;

namespace SocketSchool.Notebooks.Packages;

/// <summary>Says in one line why a restore failed, from what the SDK said: its errors have codes that begin with NU.</summary>
public static partial class PackageFailure
{
    /// <summary>The line for what a restore printed.</summary>
    /// <param name="output">What <c>dotnet restore</c> printed, or a front end that called it.</param>
    /// <param name="asked">The package that was asked for, when it is known: a missing one may be another that it needs.</param>
    /// <returns>The line, or <see langword="null"/> when the text holds no error of a restore.</returns>
    public static string? Describe(string output, string? asked = null)
    {
        if (output.Contains("No .NET SDKs were found", StringComparison.Ordinal))
            return "packages are restored with the .NET SDK, and this machine has the runtime alone: install the SDK";
        // Reached or not comes first: a source that cannot be reached lacks every package.
        if (Code("NU1301").Match(output) is { Success: true } unreachable)
            return $"your package source cannot be reached: {Sentence(unreachable)}";
        if (Missing().Match(output) is { Success: true } missing)
            return $"package {missing.Groups["id"].Value} is not on your package source{NeededBy(missing, asked)}";
        if (MissingVersion().Match(output) is { Success: true } version)
        {
            var nearest = Nearest().Match(output) is { Success: true } match ? $"; the nearest is {match.Groups["version"].Value}" : "";
            return $"package {version.Groups["id"].Value} {version.Groups["range"].Value} is not on your package source{NeededBy(version, asked)}{nearest}";
        }

        if (Incompatible().Match(output) is { Success: true } incompatible)
            return $"package {incompatible.Groups["id"].Value} {incompatible.Groups["version"].Value} does not support .NET {Environment.Version.Major}";
        if (Downgrade().Match(output) is { Success: true } downgrade)
            return $"package {asked ?? "that the cell names"} needs {downgrade.Groups["id"].Value} {downgrade.Groups["newer"].Value}, and an earlier cell asked for {downgrade.Groups["older"].Value}; ask for the newer one there and restart the kernel";
        return Code(@"(?:NU|NETSDK)\d+").Match(output) is { Success: true } other
            ? $"the packages cannot be restored: {Sentence(other)} ({other.Groups["code"].Value})"
            : null;
    }

    static string NeededBy(Match match, string? asked) =>
        asked is null || string.Equals(match.Groups["id"].Value, asked, StringComparison.OrdinalIgnoreCase) ? "" : $" (package {asked} needs it)";

    static string Sentence(Match match) => match.Groups["text"].Value.Trim().TrimEnd('.');

    static Regex Code(string code) => new($@"error (?<code>{code}):(?<text>[^\r\n\[]+)", RegexOptions.CultureInvariant);

    [GeneratedRegex(@"error NU1101: Unable to find package (?<id>[\w.-]+?)\.? No packages exist")]
    private static partial Regex Missing();

    [GeneratedRegex(@"error NU110[23]: Unable to find (a stable )?package (?<id>[\w.-]+) with version (?<range>\([^)\r\n]*\)+)")]
    private static partial Regex MissingVersion();

    [GeneratedRegex(@"Nearest version: (?<version>[^\s\]]+)")]
    private static partial Regex Nearest();

    [GeneratedRegex(@"Detected package downgrade: (?<id>[\w.-]+) from (?<newer>\S+) to (?<older>\S*[^\s.])")]
    private static partial Regex Downgrade();

    [GeneratedRegex(@"error NU1202: Package (?<id>[\w.-]+) (?<version>\S+) is not compatible")]
    private static partial Regex Incompatible();
}
