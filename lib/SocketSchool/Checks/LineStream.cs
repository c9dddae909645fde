namespace SocketSchool;

/// <summary>A learner's stream of lines, read from outside step by step with a time limit.</summary>
internal sealed class LineStream(Func<IAsyncEnumerable<string>> start)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);
    private IAsyncEnumerator<string>? _lines;

    /// <summary>The next line, or <c>null</c> at the end.</summary>
    public async Task<string?> NextAsync(string expected, CancellationToken cancellationToken)
    {
        // On a thread of its own: code that blocks must not block the check.
        var moving = Task.Factory.StartNew(
            async () => await (_lines ??= start().GetAsyncEnumerator(CancellationToken.None)).MoveNextAsync(),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
        try
        {
            return await moving.WaitAsync(s_patience, cancellationToken) ? _lines!.Current ?? "" : null;
        }
        catch (TimeoutException)
        {
            throw new CheckFailure(expected, $"nothing within {Say.Duration(s_patience)}");
        }
        catch (Exception e) when (e is not NotImplementedException && !cancellationToken.IsCancellationRequested)
        {
            throw new CheckFailure(expected, $"{e.GetType().Name}: {e.Message}");
        }
    }
}
