using System.Text.Json.Nodes;
using SocketSchool.Notebooks.Documents;
using SocketSchool.Notebooks.Sessions;

namespace SocketSchool.Notebooks.Tests.Sessions;

public sealed class LearnerCopyTests : IDisposable
{
    readonly TempFolder folder = new();

    string Original => Path.Combine(folder.Path, "notebooks", "lesson.ipynb");

    string Mine => Path.Combine(folder.Path, "my");

    string CopyPath => Path.Combine(Mine, "lesson.ipynb");

    public LearnerCopyTests() => Write(Original, ("a", "1"), ("b", "2"), ("c", "3"));

    public void Dispose() => folder.Dispose();

    static void Write(string path, params (string Id, string Source)[] cells)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, new JsonObject
        {
            ["cells"] = new JsonArray([.. cells.Select(cell => new JsonObject
            {
                ["cell_type"] = "code",
                ["execution_count"] = null,
                ["id"] = cell.Id,
                ["metadata"] = new JsonObject(),
                ["outputs"] = new JsonArray(),
                ["source"] = cell.Source,
            })]),
            ["metadata"] = new JsonObject { ["kernelspec"] = new JsonObject { ["name"] = ".net-csharp", ["language"] = "C#" } },
            ["nbformat"] = 4,
            ["nbformat_minor"] = 5,
        }.ToJsonString());
    }

    LearnerCopy Open() => LearnerCopy.Open(Original, Mine, TimeProvider.System);

    static NotebookCell Cell(LearnerCopy copy, string id) => copy.Document.Cells.Single(cell => cell.Id == id);

    static void Edit(LearnerCopy copy, string id, string source) => copy.Edit(Cell(copy, id), source);

    static string Sources(LearnerCopy copy) => string.Join(' ', copy.Document.Cells.Select(cell => $"{cell.Id}={cell.Source}"));

    void SaveEdit(string id, string source)
    {
        var copy = Open();
        Edit(copy, id, source);
        copy.Save();
    }

    string[] Aside(string why) => [.. Directory.EnumerateFiles(Mine).Where(path => path.Contains($".{why}-", StringComparison.Ordinal))];

    [Fact]
    public void Looking_writes_nothing()
    {
        var copy = Open();

        Assert.Equal("a=1 b=2 c=3", Sources(copy));
        Assert.Null(copy.TakeOutsideChange());
        Assert.False(Directory.Exists(Mine));
    }

    [Fact]
    public void An_edit_goes_into_the_copy_and_never_into_the_original()
    {
        var before = File.ReadAllBytes(Original);

        SaveEdit("b", "20");

        Assert.Equal(before, File.ReadAllBytes(Original));
        Assert.Equal("a=1 b=20 c=3", Sources(Open()));
        Assert.Equal("2", Open().OriginalSource("b"));
        Assert.Equal("20", Notebook.Load(CopyPath).Cells[1].Source);
    }

    [Fact]
    public void What_another_program_wrote_is_taken_in_and_unsaved_edits_of_other_cells_stay()
    {
        SaveEdit("a", "10");
        var copy = Open();
        Edit(copy, "b", "mine");
        Write(CopyPath, ("a", "theirs"), ("b", "2"), ("c", "3"));

        Assert.Equal(["a"], copy.TakeOutsideChange());
        Assert.Equal("a=theirs b=mine c=3", Sources(copy));

        copy.Save();
        Assert.Equal("a=theirs b=mine c=3", Sources(Open()));
    }

    [Fact]
    public void A_cell_that_another_program_changed_too_is_theirs()
    {
        SaveEdit("a", "10");
        var copy = Open();
        Edit(copy, "a", "mine");
        Write(CopyPath, ("a", "theirs"), ("b", "2"), ("c", "3"));

        Assert.Equal(["a"], copy.TakeOutsideChange());
        Assert.Equal("a=theirs b=2 c=3", Sources(copy));
    }

    [Fact]
    public void A_file_that_was_only_touched_has_not_changed()
    {
        SaveEdit("a", "10");
        var copy = Open();
        File.SetLastWriteTimeUtc(CopyPath, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Assert.Null(copy.TakeOutsideChange());
    }

    [Fact]
    public void A_copy_half_written_by_another_program_is_waited_for_and_then_kept_aside()
    {
        SaveEdit("a", "10");
        var copy = Open();
        File.WriteAllText(CopyPath, "{ \"cells\": [");

        Assert.Throws<IOException>(copy.TakeOutsideChange);
        Assert.Null(copy.TakeOutsideChange());

        Edit(copy, "b", "20");
        copy.Save();
        Assert.Equal("a=10 b=20 c=3", Sources(Open()));
        Assert.Equal("{ \"cells\": [", File.ReadAllText(Assert.Single(Aside("broken"))));
    }

    [Fact]
    public void A_copy_that_cannot_be_read_is_kept_aside_and_named()
    {
        Directory.CreateDirectory(Mine);
        File.WriteAllText(CopyPath, "my only answer");

        var copy = Open();

        Assert.Equal("a=1 b=2 c=3", Sources(copy));
        var aside = Assert.Single(Aside("broken"));
        Assert.Equal("my only answer", File.ReadAllText(aside));
        Assert.Contains(Path.GetFileName(aside), copy.Notice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_newer_lesson_brings_its_text_and_keeps_the_learners_edits()
    {
        var copy = Open();
        Edit(copy, "b", "mine");
        Cell(copy, "b").Outputs = [new JsonObject { ["output_type"] = "stream", ["name"] = "stdout", ["text"] = "out" }];
        Cell(copy, "c").Outputs = [new JsonObject { ["output_type"] = "stream", ["name"] = "stdout", ["text"] = "old" }];
        copy.Save();
        Write(Original, ("a", "1 new"), ("b", "2"), ("b2", "added"), ("c", "3 new"));

        var updated = Open();

        Assert.Equal("a=1 new b=mine b2=added c=3 new", Sources(updated));
        Assert.Single(Cell(updated, "b").Outputs);
        Assert.Empty(Cell(updated, "c").Outputs);
        Assert.Contains("updated", updated.Notice, StringComparison.Ordinal);
        Assert.Single(Aside("bak"));

        updated.Save();
        var again = Open();
        Assert.Equal("a=1 new b=mine b2=added c=3 new", Sources(again));
        Assert.Null(again.Notice);
    }

    [Fact]
    public void A_cell_that_the_learner_and_the_newer_lesson_changed_keeps_the_learners_text_and_is_named()
    {
        SaveEdit("b", "mine");
        Write(Original, ("a", "1"), ("b", "2 new"), ("c", "3"));

        var copy = Open();

        Assert.Equal("a=1 b=mine c=3", Sources(copy));
        Assert.Equal("2 new", copy.OriginalSource("b"));
        Assert.Contains("(b)", copy.Notice, StringComparison.Ordinal);
    }

    [Fact]
    public void Cells_that_the_learner_added_or_removed_stay_so_in_a_newer_lesson()
    {
        SaveEdit("a", "1");
        Write(CopyPath, ("a", "1"), ("own", "my own"), ("c", "3"));
        Write(Original, ("zero", "0"), ("a", "1"), ("b", "2"), ("c", "3 new"));

        Assert.Equal("zero=0 a=1 own=my own c=3 new", Sources(Open()));
    }

    [Fact]
    public void A_cell_with_edits_that_the_newer_lesson_no_longer_has_stays()
    {
        SaveEdit("b", "mine");
        Write(Original, ("a", "1"), ("c", "3"));

        Assert.Equal("a=1 b=mine c=3", Sources(Open()));
    }

    [Fact]
    public void A_copy_that_cannot_be_saved_says_so_in_one_line_and_is_saved_later()
    {
        var copy = Open();
        Edit(copy, "a", "10");
        File.WriteAllText(Mine, "a file where the folder should be");

        var problem = Assert.Throws<IOException>(copy.Save);

        Assert.StartsWith("Not saved: ", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem.Message);
        File.Delete(Mine);
        copy.Save();
        Assert.Equal("a=10 b=2 c=3", Sources(Open()));
    }

    [Fact]
    public void Starting_over_keeps_what_was_there_aside()
    {
        SaveEdit("a", "10");
        var copy = Open();

        var kept = copy.KeepAside();
        copy.StartOver();
        copy.Save();

        Assert.Equal("a=1 b=2 c=3", Sources(Open()));
        Assert.Equal("10", Notebook.Load(Path.Combine(Mine, kept!)).Cells[0].Source);
    }
}
