using System.Text.RegularExpressions;

namespace SocketSchool.Lessons.Tests;

/// <summary>A row of <c>COVERAGE.md</c>.</summary>
/// <param name="Id">The syllabus row, for instance <c>P03</c>.</param>
/// <param name="What">What it is, in words.</param>
/// <param name="IsOpen">Whether it says that it is not taught yet.</param>
/// <param name="Cells">Notebooks, each with the ids of the cells that are named behind its link.</param>
/// <param name="Tests">Tests as <c>Class.Method</c>.</param>
internal sealed partial record CoverageRow(
    string Id, string What, bool IsOpen, IReadOnlyList<(string Notebook, IReadOnlyList<string> Cells)> Cells, IReadOnlyList<string> Tests)
{
    public static IReadOnlyList<CoverageRow> Read(string path) =>
        [.. File.ReadAllLines(path).Where(line => Row().IsMatch(line)).Select(Parse)];

    private static CoverageRow Parse(string line)
    {
        var columns = line.Trim().Trim('|').Split('|').Select(column => column.Trim()).ToArray();
        Assert.True(columns.Length == 4, $"COVERAGE.md, four columns are needed: {line}");
        var lessons = Link().Matches(columns[2]).Select(match =>
            (match.Groups[1].Value, (IReadOnlyList<string>)[.. Code().Matches(match.Groups[2].Value).Select(code => code.Groups[1].Value)]));
        return new CoverageRow(
            columns[0], columns[1], columns[2].StartsWith("**open**", StringComparison.Ordinal), [.. lessons],
            [.. Code().Matches(columns[3]).Select(code => code.Groups[1].Value)]);
    }

    [GeneratedRegex(@"^\| *[A-Z]\d\d *\|")]
    private static partial Regex Row();

    [GeneratedRegex(@"\]\(([^)]+)\)([^\[]*)")]
    private static partial Regex Link();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
