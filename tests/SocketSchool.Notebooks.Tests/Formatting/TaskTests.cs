using SocketSchool.Notebooks.Formatting;

namespace SocketSchool.Notebooks.Tests.Formatting;

public class TaskTests
{
    static string Text(object? value) => ValueFormatter.Format(value)[MimeBundle.PlainText]!;

    [Fact]
    public void A_running_task_says_to_await_it()
    {
        var text = Text(new TaskCompletionSource<int>().Task);

        Assert.StartsWith("a Task<int> that has not been awaited - put await before it (still running", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_finished_task_shows_its_result_too()
    {
        Assert.Equal("a Task<int> that has not been awaited - put await before it (finished: 42)", Text(Task.FromResult(42)));
        Assert.EndsWith("(finished: [ 1, 2 ])", Text(Task.FromResult(new[] { 1, 2 })), StringComparison.Ordinal);
        Assert.Equal("a Task that has not been awaited - put await before it (finished)", Text(Task.CompletedTask));
    }

    [Fact]
    public void A_failed_task_shows_why() =>
        Assert.EndsWith("(failed: broken)", Text(Task.FromException<int>(new InvalidOperationException("broken"))), StringComparison.Ordinal);

    [Fact]
    public void A_ValueTask_is_a_task() =>
        Assert.StartsWith("a Task<int> that has not been awaited", Text(new ValueTask<int>(1)), StringComparison.Ordinal);
}
