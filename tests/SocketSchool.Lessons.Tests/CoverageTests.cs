using System.Text.RegularExpressions;
using SocketSchool.Notebooks.Documents;

namespace SocketSchool.Lessons.Tests;

/// <summary><c>notebooks/COVERAGE.md</c>: every row of the syllabus is there, and what a row names exists.</summary>
public partial class CoverageTests
{
    /// <summary>Rows that may say "open" instead of naming cells and tests. P24 and P25 are a later issue's.</summary>
    private static readonly HashSet<string> s_mayBeOpen = ["P24", "P25"];

    private static readonly IReadOnlyList<CoverageRow> s_rows = CoverageRow.Read(Path.Combine(Repository.Notebooks, "COVERAGE.md"));

    private static readonly string[] s_ids =
        [.. Enumerable.Range(1, 26).Select(n => $"P{n:00}"), .. Enumerable.Range(1, 11).Select(n => $"I{n:00}"), .. Enumerable.Range(1, 9).Select(n => $"C{n:00}")];

    public static TheoryData<string> Ids => new(s_ids);

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_row_names_a_lesson_its_cells_and_tests_that_exist(string id)
    {
        var row = Assert.Single(s_rows, row => row.Id == id);
        Assert.NotEqual("", row.What);
        if (row.IsOpen)
        {
            Assert.True(s_mayBeOpen.Contains(id), $"{id} is open, and must not be any more");
            return;
        }

        Assert.True(row.Cells.Count > 0, $"{id} names no lesson");
        Assert.True(row.Tests.Count > 0, $"{id} names no test");
        foreach (var (notebook, cells) in row.Cells)
        {
            var path = Path.Combine(Repository.Notebooks, notebook);
            Assert.True(File.Exists(path), $"{id}: there is no {notebook}");
            Assert.True(cells.Count > 0, $"{id}: no cell of {notebook} is named");
            Assert.Empty(cells.Except(Notebook.Load(path).Cells.Select(cell => cell.Id)).Select(cell => $"{id}: {notebook} has no cell {cell}"));
        }

        Assert.Empty(row.Tests.Where(test => !Exists(test)).Select(test => $"{id}: there is no test {test}"));
    }

    [Fact]
    public void There_is_no_row_that_the_syllabus_does_not_have() =>
        Assert.Equal(s_ids.Order(StringComparer.Ordinal), s_rows.Select(row => row.Id).Order(StringComparer.Ordinal));

    [Fact]
    public void A_row_that_has_been_filled_in_may_not_be_open_again() =>
        Assert.Empty(s_rows.Where(row => !row.IsOpen && s_mayBeOpen.Contains(row.Id)).Select(row => $"take {row.Id} from the list of open rows"));

    // In the sources, because the tests of the other projects are not loaded here: a file of the class's name, in it the method, and right
    // above the method an attribute that makes it a test.
    private static bool Exists(string test)
    {
        var parts = test.Split('.');
        if (parts.Length != 2) return false;
        var method = new Regex($@"\[\w*(Fact|Theory)\b[^\n]*\](\s*\[[^\n]*\])*\s*public (async )?\w+ {Regex.Escape(parts[1])}\(");
        return Directory.GetFiles(Path.Combine(Repository.Root, "tests"), parts[0] + ".cs", SearchOption.AllDirectories)
            .Any(path => method.IsMatch(File.ReadAllText(path)));
    }
}
