namespace SocketSchool.Tests;

public class CheckHintsTests
{
    private readonly string _exercise = Guid.NewGuid().ToString();

    [Fact]
    public void Each_failing_run_of_a_kind_reveals_one_hint_more_until_one_passes()
    {
        Assert.Equal([1, 2, 3, 3], Enumerable.Range(0, 4).Select(_ => Fail("a")));
        Assert.Equal(1, Fail("b"));
        Assert.Equal(0, CheckHints.Reveal(_exercise, "", CheckOutcome.Passed, 3));
        Assert.Equal(1, Fail("a"));
    }

    [Fact]
    public void A_kernel_that_was_restarted_goes_on_where_the_progress_file_has_come_to()
    {
        Assert.Equal(2, CheckHints.Reveal(_exercise, "a", CheckOutcome.Failed, 3, noted: 2));
        Assert.Equal(3, Fail("a"));
    }

    [Fact]
    public void Forgetting_begins_with_the_first_hint()
    {
        Fail("a");
        CheckHints.Forget(_exercise);
        Assert.Equal(1, Fail("a"));
    }

    private int Fail(string kind) => CheckHints.Reveal(_exercise, kind, CheckOutcome.Failed, 3);
}
