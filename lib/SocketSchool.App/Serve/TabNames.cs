using System.Text.Json;
using SocketSchool.Notebooks.Sessions;

namespace SocketSchool.App.Serve;

/// <summary>The names that one tab's editor asks for. Whoever types on wants the newest ones only.</summary>
sealed class TabNames(LessonSession session, Tab tab) : IAsyncDisposable
{
    // The first answer on a busy machine, where the compiler has not looked anything up yet; an editor that waits shows nothing of it.
    static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(5);

    CancellationTokenSource? newest;
    Task asking = Task.CompletedTask;

    /// <summary>Asks, and sends the answer when it comes.</summary>
    /// <param name="id">The page's number for the question.</param>
    /// <param name="source">The cell, as it is being written.</param>
    /// <param name="at">Where the caret is.</param>
    public void Ask(long id, string source, int at)
    {
        newest?.Cancel();
        newest?.Dispose();
        newest = new CancellationTokenSource();
        asking = AnswerAsync(asking, id, source, at, newest.Token);
    }

    /// <summary>Asks no more.</summary>
    public async ValueTask DisposeAsync()
    {
        newest?.Cancel();
        newest?.Dispose();
        newest = null;
        await asking;
    }

    async Task AnswerAsync(Task before, long id, string source, int at, CancellationToken cancellationToken)
    {
        await before;
        JsonElement? names = null;
        try
        {
            names = PageMessages.TryParse(await session.CompleteAsync(source, at, AnswerLimit, cancellationToken));
        }
        catch (OperationCanceledException)
        {
            // Another question has come.
        }

        tab.Send(PageMessages.Names(id, names));
    }
}
