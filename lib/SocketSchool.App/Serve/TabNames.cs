using System.Text.Json;
using SocketSchool.Notebooks.Sessions;

namespace SocketSchool.App.Serve;

/// <summary>The names that one tab's editor asks for, answered in the order they were asked for.</summary>
sealed class TabNames(LessonSession session, Tab tab) : IAsyncDisposable
{
    // The first answer on a busy machine, where the compiler has not looked anything up yet; an editor that waits shows nothing of it.
    static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(5);

    readonly CancellationTokenSource closing = new();
    Task asking = Task.CompletedTask;

    /// <summary>Asks, and sends the answer when it comes.</summary>
    /// <param name="id">The page's number for the question.</param>
    /// <param name="source">The cell, as it is being written.</param>
    /// <param name="at">Where the caret is.</param>
    public void Ask(long id, string source, int at) => asking = AnswerAsync(asking, id, source, at);

    /// <summary>Asks no more.</summary>
    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await asking;
        closing.Dispose();
    }

    async Task AnswerAsync(Task before, long id, string source, int at)
    {
        await before;
        try
        {
            tab.Send(PageMessages.Names(id, PageMessages.TryParse(await session.CompleteAsync(source, at, AnswerLimit, closing.Token))));
        }
        catch (OperationCanceledException)
        {
            // The tab has gone.
        }
    }
}
