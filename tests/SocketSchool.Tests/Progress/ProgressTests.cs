namespace SocketSchool.Tests;

public class ProgressTests
{
    private static ProgressFolder TwoLessons() =>
        new(("01-one.ipynb", "01 One", ["first", "second"]), ("02-two.ipynb", "02 Two", ["third"]), ("glossary.ipynb", "Glossary", []));

    [Fact]
    public void Before_anything_is_done_all_exercises_are_listed_and_the_first_is_next()
    {
        using var folder = TwoLessons();

        var view = folder.Show();

        Assert.Equal((0, 3), (view.Done, view.Total));
        Assert.Equal("first", view.Next?.Name);
        Assert.Equal(["01 One", "02 Two"], view.Lessons.Select(lesson => lesson.Title));
        Assert.StartsWith("0 of 3 exercises done. Next: first, in 01 One.", view.ToText());
        Assert.False(File.Exists(folder.Place.File));
    }

    [Fact]
    public void A_pass_and_failing_tries_are_shown_with_their_times()
    {
        using var folder = TwoLessons();

        folder.Failed("first");
        folder.Failed("first");
        folder.Passed("first");
        folder.Now = folder.Now.AddDays(1);
        folder.Failed("third");
        var view = folder.Show();

        Assert.Equal("second", view.Next?.Name);
        Assert.Equal(
            """
            1 of 3 exercises done. Next: second, in 01 One.
            01 One: 1 of 2
              [x] first               done, 2026-11-20 14:03, 2 failed runs
              [ ] second              not yet
            02 Two: 0 of 1
              [-] third               tried, 1 failed run, the last 2026-11-21 14:03
            """.ReplaceLineEndings("\n"),
            view.ToText());
        Assert.Contains("<progress value=\"1\" max=\"3\" aria-label=\"exercises done\">", view.ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_pass_keeps_its_time_and_a_later_failure_does_not_undo_it()
    {
        using var folder = TwoLessons();
        var then = folder.Now;

        folder.Passed("first");
        folder.Now = then.AddDays(2);
        folder.Passed("first");
        folder.Failed("first");

        var first = folder.Show().Lessons[0].Exercises[0];
        Assert.True(first.IsDone);
        Assert.Equal(then, first.Passed);
        Assert.Equal(folder.Now, first.LastRun);
    }

    [Fact]
    public void When_all_are_done_nothing_is_next()
    {
        using var folder = TwoLessons();
        foreach (var name in new[] { "first", "second", "third" }) folder.Passed(name);

        Assert.Null(folder.Show().Next);
        Assert.StartsWith("3 of 3 exercises done. That is all of them.", folder.Show().ToText());
    }

    [Fact]
    public void What_belongs_to_no_lesson_is_shown_apart_and_not_counted()
    {
        using var folder = TwoLessons();
        folder.Passed("echo");

        var view = folder.Show();

        Assert.Equal((0, 3), (view.Done, view.Total));
        Assert.Equal("echo", Assert.Single(view.Others).Name);
        Assert.Contains("Other checks: 1 of 1", view.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_stub_that_was_not_touched_leaves_no_trace()
    {
        using var folder = TwoLessons();

        Assert.Equal((0, ""), Progress.Note(folder.Place, folder, "first", CheckOutcome.NotYet, ""));

        Assert.False(File.Exists(folder.Place.File));
    }

    [Fact]
    public void Failing_runs_are_counted_for_each_kind_of_mistake_until_one_passes()
    {
        using var folder = TwoLessons();

        Assert.Equal(1, folder.Failed("first", "forgot the loop").Failures);
        Assert.Equal(2, folder.Failed("first", "forgot the loop").Failures);
        Assert.Equal(1, folder.Failed("first", "something else").Failures);
        folder.Passed("first");
        Assert.Equal(1, folder.Failed("first", "forgot the loop").Failures);
    }

    [Fact]
    public void Forgetting_one_exercise_leaves_the_others()
    {
        using var folder = TwoLessons();
        folder.Passed("first");
        folder.Passed("second");

        var view = Progress.Reset(folder.Place, folder, "first");

        Assert.Contains("Forgotten: first.", view.ToText(), StringComparison.Ordinal);
        Assert.Equal(1, view.Done);
        Assert.Contains("Nothing was noted of an exercise \"frist\"", Progress.Reset(folder.Place, folder, "frist").ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Starting_over_keeps_what_was_noted_under_another_name()
    {
        using var folder = TwoLessons();
        folder.Passed("first");
        var before = folder.Text;

        var view = Progress.Reset(folder.Place, folder, null);

        Assert.Equal(0, view.Done);
        Assert.Equal(".progress.before-reset-20261120-140300.json", Assert.Single(folder.KeptAside));
        Assert.Equal(before, File.ReadAllText(folder.PathOf(folder.KeptAside[0])));
        Assert.Contains(folder.KeptAside[0], view.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Switched_off_it_notes_nothing_and_says_so()
    {
        using var folder = TwoLessons();
        var off = new ProgressPlace(null, folder.Root);

        Assert.Equal((0, ""), Progress.Note(off, folder, "first", CheckOutcome.Passed, ""));

        Assert.Contains("notes nothing", Progress.Show(off, folder).ToText(), StringComparison.Ordinal);
        Assert.Equal(3, Progress.Show(off, folder).Total);
    }

    [Fact]
    public void A_notebook_that_cannot_be_read_is_named_and_the_others_are_shown()
    {
        using var folder = TwoLessons();
        File.WriteAllText(folder.PathOf("03-three.ipynb"), "{ \"cells\": 7 }");

        Assert.Equal(3, folder.Show().Total);
        Assert.Contains("03-three.ipynb", folder.Show().ToText(), StringComparison.Ordinal);
    }
}
