namespace SocketSchool.App.Host;

/// <summary>One person of the two at the terminal: the first line is the name, then both may speak at any time.</summary>
internal static class TalkKeyboard
{
    public static async Task RunAsync(Server server, TerminalLines typed, TextWriter output, CancellationToken ended)
    {
        var desk = (TalkServer)server;
        var screen = TextWriter.Synchronized(output);
        await screen.WriteLineAsync($"Enter your name (an empty line: {desk.Person}):");
        if (await typed.ReadAsync(ended) is { } name && ChatText.Clean(name).Trim() is { Length: > 0 } clean) desk.Person = clean;
        await screen.WriteLineAsync($"{desk.Person}, waiting for somebody to call ...");
        while (true)
        {
            await using var talk = await desk.NextTalkAsync(Timeout.InfiniteTimeSpan, ended);
            await screen.WriteLineAsync($"{talk.PeerName} has joined. {Talk.LeaveWord} leaves.");
            using var over = CancellationTokenSource.CreateLinkedTokenSource(ended);
            var hearing = HearAsync(talk, screen, over.Token);
            var speaking = SpeakAsync(talk, typed, over.Token);
            await Task.WhenAny(hearing, speaking);
            await over.CancelAsync();
            await hearing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await ((Task)speaking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await talk.LeaveAsync(ended);
            if (speaking is { IsCompletedSuccessfully: true, Result: false })
            {
                // The input has ended, and nobody is left to talk.
                server.RequestStop();
                return;
            }

            await screen.WriteLineAsync($"The talk with {talk.PeerName} is over. Waiting for the next call; Ctrl+C ends.");
        }
    }

    private static async Task HearAsync(Talk talk, TextWriter screen, CancellationToken over)
    {
        try
        {
            while (await talk.HearAsync(over) is { } line) await screen.WriteLineAsync($"{talk.PeerName}: {line}");
        }
        catch (PeerResetException)
        {
            await screen.WriteLineAsync($"{talk.PeerName} is gone.");
        }
    }

    /// <summary>Says what is typed; false when the input has ended.</summary>
    private static async Task<bool> SpeakAsync(Talk talk, TerminalLines typed, CancellationToken over)
    {
        while (!talk.IsOver)
        {
            if (await typed.ReadAsync(over) is not { } line) return false;
            if (!talk.PeerHasLeft) await talk.SayAsync(line, over);
        }

        return true;
    }
}
