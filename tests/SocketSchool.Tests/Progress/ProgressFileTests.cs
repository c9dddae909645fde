namespace SocketSchool.Tests;

public class ProgressFileTests
{
    [Fact]
    public async Task Many_writers_at_once_lose_nothing()
    {
        using var folder = new ProgressFolder(("01-one.ipynb", "01 One", []));
        const int writers = 4, each = 12;

        // Threads of their own: a pool that is busy elsewhere would let them wait one after the other.
        var notices = await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Factory.StartNew(
            () => Enumerable.Range(0, each).Select(i => (i % 2 == 0 ? Note(folder, "shared") : Note(folder, $"mine-{writer}")).Notice).ToArray(),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        Assert.All(notices.SelectMany(lines => lines), line => Assert.Equal("", line));
        var found = folder.Show().Others.ToDictionary(exercise => exercise.Name, exercise => exercise.FailedRuns);
        Assert.Equal(writers * each / 2, found["shared"]);
        Assert.All(Enumerable.Range(0, writers), writer => Assert.Equal(each / 2, found[$"mine-{writer}"]));
        Assert.Empty(folder.KeptAside);

        static (int, string Notice) Note(ProgressFolder folder, string exercise) => Progress.Note(
            folder.Place, folder, exercise, CheckOutcome.Failed, "", TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData("{ \"version\": 1, \"exer")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{ \"version\": 1 }")]
    [InlineData("{ \"version\": \"one\", \"exercises\": {} }")]
    [InlineData("{ \"version\": 1, \"exercises\": { \"a\": 5 } }")]
    [InlineData("{ \"version\": 1, \"exercises\": { \"a\": { \"passed\": \"yesterday\" } } }")]
    [InlineData("{ \"version\": 1, \"exercises\": { \"a\": { \"failed\": \"twice\" } } }")]
    [InlineData("{ \"version\": 1, \"exercises\": { \"a\": {}, \"a\": {} } }")]
    [InlineData("\0\0\0\0")]
    public void A_broken_file_is_kept_aside_and_said_in_one_line(string broken)
    {
        using var folder = new ProgressFolder(("01-one.ipynb", "01 One", ["first"]));
        File.WriteAllText(folder.Place.File!, broken);

        var (_, notice) = folder.Passed("first");

        Assert.Equal(".progress.broken-20261120-140300.json", Assert.Single(folder.KeptAside));
        Assert.Equal(broken, File.ReadAllText(folder.PathOf(folder.KeptAside[0])));
        Assert.Contains(folder.KeptAside[0], notice, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', notice);
        Assert.Equal(1, folder.Show().Done);
        Assert.DoesNotContain("kept", folder.Show().ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Looking_at_a_broken_file_keeps_it_aside_too_and_a_second_one_gets_another_name()
    {
        using var folder = new ProgressFolder(("01-one.ipynb", "01 One", ["first"]));

        File.WriteAllText(folder.Place.File!, "one");
        Assert.Contains("is kept as .progress.broken-20261120-140300.json", folder.Show().ToText(), StringComparison.Ordinal);
        File.WriteAllText(folder.Place.File!, "two");
        Assert.Contains("is kept as .progress.broken-20261120-140300-2.json", folder.Show().ToText(), StringComparison.Ordinal);

        Assert.Equal(2, folder.KeptAside.Length);
    }

    [Fact]
    public void A_file_of_a_later_version_is_left_alone()
    {
        using var folder = new ProgressFolder(("01-one.ipynb", "01 One", ["first"]));
        const string later = "{ \"version\": 2, \"exercises\": [] }";
        File.WriteAllText(folder.Place.File!, later);

        Assert.Contains("a later version", folder.Passed("first").Notice, StringComparison.Ordinal);

        Assert.Equal(later, folder.Text);
        Assert.Contains("a later version", folder.Show().ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_this_version_does_not_know_stays_in_the_file()
    {
        using var folder = new ProgressFolder(("01-one.ipynb", "01 One", ["first"]));
        File.WriteAllText(folder.Place.File!, "{ \"version\": 1, \"color\": \"red\", \"exercises\": { \"first\": { \"stars\": 3 } } }");

        folder.Passed("first");

        Assert.Contains("\"color\": \"red\"", folder.Text, StringComparison.Ordinal);
        Assert.Contains("\"stars\": 3", folder.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_can_be_written_there_is_a_notice_and_no_exception()
    {
        using var folder = new ProgressFolder(("01-one.ipynb", "01 One", ["first"]));
        // A file where a folder should be, and a folder where the file should be: no rights open either, not even an administrator's.
        var under = new ProgressPlace(Path.Combine(folder.PathOf("01-one.ipynb"), "progress.json"), folder.Root);
        var taken = new ProgressPlace(Directory.CreateDirectory(folder.PathOf("taken")).FullName, folder.Root);

        foreach (var place in new[] { under, taken })
        {
            var notice = Progress.Note(place, folder, "first", CheckOutcome.Passed, "", TimeSpan.Zero).Notice;
            Assert.StartsWith($"{place.File} could not be written, so this run is not noted: ", notice);
            Assert.DoesNotContain('\n', notice);
        }

        Assert.Contains("could not be read", Progress.Show(taken, folder).ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_kernel_that_does_not_let_go_costs_a_notice_and_not_the_check()
    {
        using var folder = new ProgressFolder(("01-one.ipynb", "01 One", ["first"]));
        folder.Failed("first");
        using (new FileStream(folder.Place.File + ".lock", FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            var notice = Progress.Note(folder.Place, folder, "first", CheckOutcome.Passed, "", TimeSpan.FromMilliseconds(50)).Notice;
            Assert.Contains("this run is not noted", notice, StringComparison.Ordinal);
            Assert.Equal(1, folder.Show().Lessons[0].Exercises[0].FailedRuns);
        }

        Assert.Equal("", folder.Passed("first").Notice);
    }

    [Fact]
    public void Its_names_are_valid_on_every_system()
    {
        using var folder = new ProgressFolder(("01-one.ipynb", "01 One", ["first"]));
        File.WriteAllText(folder.Place.File!, "broken");
        folder.Passed("first");
        Progress.Reset(folder.Place, folder, null);

        foreach (var name in Directory.GetFiles(folder.Root).Select(path => Path.GetFileName(path)))
        {
            Assert.Matches("^[a-z0-9.-]+$", name);
            Assert.False(name.EndsWith('.'), name);
        }
    }
}
