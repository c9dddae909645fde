using System.Text.RegularExpressions;

namespace SocketSchool.Notebooks.Packages;

/// <summary>A package that a cell names with <c>#r "nuget: ID, VERSION"</c>.</summary>
/// <param name="Id">The package's id.</param>
/// <param name="Version">The version or range of versions; empty for the newest that is not a preview.</param>
public sealed partial record PackageReference(string Id, string Version)
{
    /// <summary>The error's name for a package that cannot be had; see <see cref="Kernels.KernelEvent.Error.Name"/>.</summary>
    public const string ErrorName = "Package";

    /// <summary>The tag of a section that needs a package begins with this, the package's id follows.</summary>
    public const string NeedsTag = "needs:";

    /// <summary>Id and version as a person reads them.</summary>
    public override string ToString() => Version.Length == 0 ? Id : $"{Id} {Version}";

    /// <summary>Whether a cell may name packages; quick, and wrong only when the directive stands in a comment or a string.</summary>
    /// <param name="code">The cell's source.</param>
    public static bool MayBeIn(string code) =>
        // Most cells never load the engine of regular expressions.
        code.Contains("nuget", StringComparison.OrdinalIgnoreCase) && Directive().IsMatch(code);

    /// <summary>Reads what stands between the quotes of <c>#r</c>.</summary>
    /// <param name="reference">The text, for example <c>nuget: Newtonsoft.Json, 13.0.3</c>.</param>
    /// <returns>The package, or <see langword="null"/> when the text names a file.</returns>
    /// <exception cref="PackageException">It begins with <c>nuget:</c>, and what follows is no id and version.</exception>
    internal static PackageReference? TryParse(string reference)
    {
        var text = reference.AsSpan().Trim();
        if (!text.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase))
            return null;
        text = text["nuget:".Length..].Trim();
        var comma = text.IndexOf(',');
        var id = (comma < 0 ? text : text[..comma]).Trim().ToString();
        var version = comma < 0 ? "" : text[(comma + 1)..].Trim().ToString();
        if (Identifier().IsMatch(id) && (comma < 0 || VersionOrRange().IsMatch(version)))
            return new(id, version);
        throw new PackageException(
            $"#r \"{reference}\": write it as #r \"nuget: ID, VERSION\", for example #r \"nuget: Newtonsoft.Json, 13.0.3\".");
    }

    // The rule for package ids: words of letters, digits and _, joined by single dots or hyphens, at most 100 characters.
    [GeneratedRegex(@"^(?=.{1,100}$)\w+([.-]\w+)*$")]
    private static partial Regex Identifier();

    [GeneratedRegex(@"^(?=.{1,100}$)(?:[\w.+*-]+|[\[(]\s*[\w.+*-]*\s*(?:,\s*[\w.+*-]*\s*)?[\])])$")]
    private static partial Regex VersionOrRange();

    [GeneratedRegex("""^\s*#r\s*"\s*nuget\s*:""", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex Directive();
}
