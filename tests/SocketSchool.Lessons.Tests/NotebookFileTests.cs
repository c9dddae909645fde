using System.Globalization;
using System.Text.RegularExpressions;
using SocketSchool.Notebooks.Documents;
using SocketSchool.Notebooks.Sessions;

namespace SocketSchool.Lessons.Tests;

/// <summary>What every committed lesson has in common.</summary>
public partial class NotebookFileTests
{
    public static TheoryData<string> Lessons => new(Repository.Lessons);

    [Theory]
    [MemberData(nameof(Lessons))]
    public void It_is_committed_without_outputs(string lesson)
    {
        foreach (var cell in Code(lesson))
        {
            Assert.True(cell.Outputs.Count == 0, $"{lesson}, cell {cell.Id} carries outputs");
            Assert.True(cell.ExecutionCount is null, $"{lesson}, cell {cell.Id} carries an execution count");
        }
    }

    [Theory]
    [MemberData(nameof(Lessons))]
    public void It_asks_for_the_dotnet_interactive_kernel(string lesson)
    {
        var metadata = Notebook.Load(Repository.LessonPath(lesson)).Metadata;

        Assert.Equal(".net-csharp", (string?)metadata["kernelspec"]!["name"]);
        Assert.Equal("csharp", (string?)metadata["polyglot_notebook"]!["kernelInfo"]!["defaultKernelName"]);
    }

    [Theory]
    [MemberData(nameof(Lessons))]
    public void Its_cells_have_readable_ids(string lesson)
    {
        foreach (var cell in Notebook.Load(Repository.LessonPath(lesson)).Cells)
        {
            Assert.Matches("^[a-z][a-z0-9-]{2,39}$", cell.Id);
        }
    }

    [Theory]
    [MemberData(nameof(Lessons))]
    public void It_begins_with_the_library_and_ends_by_stopping_all_servers(string lesson)
    {
        var code = Code(lesson);
        var lines = code[0].Source.Split('\n');

        // .NET Interactive hangs when anything follows the path on this line.
        Assert.Contains("#r \"../lib/bin/SocketSchool.dll\"", lines);
        Assert.Contains("using SocketSchool;", lines);
        Assert.Contains("dotnet build", code[0].Source, StringComparison.Ordinal);
        Assert.Equal("await Servers.StopAllAsync()", code[^1].Source.Trim());
    }

    [Theory]
    [MemberData(nameof(Lessons))]
    public void It_needs_no_particular_kernel(string lesson)
    {
        foreach (var cell in Code(lesson))
        {
            Assert.DoesNotMatch(KernelOnly(), cell.Source);
            foreach (var line in cell.Source.Split('\n').Where(line => line.StartsWith("#r", StringComparison.Ordinal)))
            {
                Assert.EndsWith("\"", line, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Lessons))]
    public void It_says_how_long_its_text_and_its_exercises_take_as_the_readme_does(string lesson)
    {
        if (lesson == "glossary") return;
        var first = Notebook.Load(Repository.LessonPath(lesson)).Cells[0].Source;
        var time = Time().Match(first);

        Assert.True(time.Success, $"{lesson}: the first cell must say \"**Time** 60 minutes, and another 30 for the exercises.\"");
        var readme = File.ReadAllLines(Path.Combine(Repository.Root, "README.md"));
        var row = Assert.Single(readme, line => line.StartsWith('|') && line.Contains($"(notebooks/{lesson}.ipynb)", StringComparison.Ordinal));
        Assert.EndsWith($"| {time.Groups[1].Value} + {time.Groups[2].Value} |", row.TrimEnd(), StringComparison.Ordinal);
        // The contents of the page and of the site show the sum.
        var sum = int.Parse(time.Groups[1].Value, CultureInfo.InvariantCulture) + int.Parse(time.Groups[2].Value, CultureInfo.InvariantCulture);
        Assert.Equal($"{sum} minutes", LessonText.Summary(Notebook.Load(Repository.LessonPath(lesson))).Time);
    }

    [Theory]
    [MemberData(nameof(Lessons))]
    public void Its_code_cells_fit_on_half_a_screen(string lesson)
    {
        foreach (var cell in Code(lesson))
        {
            var lines = cell.Source.Split('\n');
            Assert.True(lines.Length <= 26, $"{lesson}, cell {cell.Id} has {lines.Length} lines");
            Assert.All(lines, line => Assert.True(line.Length <= 115, $"{lesson}, cell {cell.Id}: {line.Length} characters: {line}"));
        }
    }

    [Theory]
    [MemberData(nameof(Lessons))]
    public void Its_links_and_pictures_lead_somewhere(string lesson)
    {
        foreach (var cell in Notebook.Load(Repository.LessonPath(lesson)).Cells.Where(cell => cell.Kind == CellKind.Markdown))
        {
            foreach (var target in Link().Matches(cell.Source).Select(match => match.Groups[1].Value))
            {
                if (target.Contains("://", StringComparison.Ordinal) || target.StartsWith('#')) continue;
                var file = Path.Combine(Repository.Notebooks, target.Split('#')[0]);
                Assert.True(File.Exists(file) || Directory.Exists(file), $"{lesson}, cell {cell.Id}: {target} does not exist");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Lessons))]
    public void Its_pictures_have_a_text_alternative(string lesson)
    {
        foreach (var cell in Notebook.Load(Repository.LessonPath(lesson)).Cells.Where(cell => cell.Kind == CellKind.Markdown))
        {
            foreach (var alternative in Picture().Matches(cell.Source).Select(match => match.Groups[1].Value))
            {
                Assert.True(alternative.Length >= 20, $"{lesson}, cell {cell.Id}: \"{alternative}\" says too little for somebody who cannot see it");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Lessons))]
    public void Each_column_of_its_tables_has_a_name(string lesson)
    {
        foreach (var cell in Notebook.Load(Repository.LessonPath(lesson)).Cells.Where(cell => cell.Kind == CellKind.Markdown))
        {
            var lines = cell.Source.Split('\n');
            foreach (var header in lines.Where((_, i) => i + 1 < lines.Length && lines[i + 1].StartsWith("|---", StringComparison.Ordinal)))
            {
                // Somebody who cannot see the table hears the name of a column before each of its cells.
                Assert.All(header.Trim().Trim('|').Split('|'), name =>
                    Assert.True(name.Trim().Length > 0, $"{lesson}, cell {cell.Id}: a column without a name in {header}"));
            }
        }
    }

    private static List<NotebookCell> Code(string lesson) =>
        [.. Notebook.Load(Repository.LessonPath(lesson)).Cells.Where(cell => cell.Kind == CellKind.Code)];

    [GeneratedRegex(@"^\s*#!|\bdisplay\(|\bKernel\.|\bHTML\(", RegexOptions.Multiline)]
    private static partial Regex KernelOnly();

    [GeneratedRegex(@"^\*\*Time\*\* (\d+) minutes, and another (\d+) for the exercises\.", RegexOptions.Multiline)]
    private static partial Regex Time();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"!\[([^\]]*)\]\(")]
    private static partial Regex Picture();
}
