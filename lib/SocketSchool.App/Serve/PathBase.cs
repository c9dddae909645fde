using System.Text.RegularExpressions;

namespace SocketSchool.App.Serve;

/// <summary>A path before all addresses, as a proxy has it.</summary>
static partial class PathBase
{
    /// <summary>Whether it is like <c>/x/y</c>.</summary>
    public static bool IsValid(string path) => path.Length is > 0 and < 200 && Pattern().IsMatch(path);

    [GeneratedRegex(@"^(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+$")]
    private static partial Regex Pattern();
}
