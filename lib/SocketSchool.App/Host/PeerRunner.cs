using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace SocketSchool.App.Host;

/// <summary>Runs one peer until <c>[e]</c>, the end of the input or a signal: lines typed are said, lines heard are printed.</summary>
internal static class PeerRunner
{
    private static readonly TimeSpan s_tryAgain = TimeSpan.FromMilliseconds(500);

    /// <summary>Returns 0 when it ran and left.</summary>
    /// <param name="request">Who, and where.</param>
    /// <param name="input">What is said: each line. It is read on a thread of its own.</param>
    /// <param name="output">Gets the line <c>listening on tcp 127.0.0.1:7016</c> first, then what is heard.</param>
    /// <param name="error">Gets who can reach the peer, and what goes wrong.</param>
    /// <param name="cancellationToken">Leaves, as a signal does.</param>
    /// <exception cref="BadInputException">It could not start; the message says why and what to do.</exception>
    public static async Task<int> RunAsync(
        PeerRequest request, TextReader input, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var peer = Start(request);
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using (peer)
        {
            void Leave(PosixSignalContext signal)
            {
                signal.Cancel = true;
                leaving.Cancel();
            }

            using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Leave);
            using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Leave);
            await output.WriteLineAsync($"listening on {peer.Server.Protocol} {peer.EndPoint}");
            await output.FlushAsync(CancellationToken.None);
            if (Reach.Explain(peer.EndPoint) is { } reach) await error.WriteLineAsync(reach);
            if (!Console.IsInputRedirected) await error.WriteLineAsync("what you type is said to everybody who is there; [e] leaves");
            var printing = PrintAsync(peer, output);
            var connecting = request.Connect is { } other ? ConnectAsync(peer, other, error, leaving.Token) : Task.CompletedTask;
            try
            {
                await TalkAsync(peer, connecting, input, error, leaving.Token);
            }
            catch (OperationCanceledException) when (leaving.IsCancellationRequested)
            {
                // Ctrl+C: leave as with [e].
            }

            await leaving.CancelAsync();
            await connecting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await peer.StopAsync();
            await printing;
        }

        return 0;
    }

    private static PeerChat Start(PeerRequest request)
    {
        var options = new PeerOptions { Address = request.Address };
        try
        {
            return request.Udp
                ? PeerChat.StartUdp(request.Name, request.Port, options)
                : PeerChat.Start(request.Name, request.Port, options);
        }
        catch (ArgumentException e)
        {
            throw new BadInputException(e.Message.Split(" (Parameter", 2)[0], e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"peer: {e.Message}", e);
        }
    }

    /// <summary>Tries until somebody is there: of two peers that connect to each other, one has to be the first to start.</summary>
    private static async Task ConnectAsync(PeerChat peer, (string Host, int Port) other, TextWriter error, CancellationToken leaving)
    {
        for (var first = true; peer.Peers.Count == 0; first = false)
        {
            try
            {
                await peer.ConnectAsync(other.Host, other.Port, leaving);
                return;
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain)
            {
                throw new BadInputException($"peer: the name {other.Host} does not resolve to an address ({e.Message}).", e);
            }
            catch (Exception e) when (e is SocketException or TimeoutException or IOException)
            {
                if (first) await error.WriteLineAsync($"nobody at {other.Host}:{other.Port} yet; trying until somebody is, or connects to you");
            }
            catch (InvalidOperationException e)
            {
                throw new BadInputException($"peer: {e.Message}", e);
            }

            await Task.Delay(s_tryAgain, leaving);
        }
    }

    private static async Task TalkAsync(PeerChat peer, Task connecting, TextReader input, TextWriter error, CancellationToken leaving)
    {
        while (true)
        {
            var next = NextLineAsync(input).WaitAsync(leaving);
            // An address that cannot be right ends the program although nobody types.
            if (await Task.WhenAny(next, connecting) == connecting) await connecting;
            if (await next is not { } line || line == PeerChat.LeaveText) return;
            if (line.Length == 0) continue;
            await connecting;
            try
            {
                if (await peer.SayAsync(line, leaving) == 0) await error.WriteLineAsync("(nobody is there to hear it)");
            }
            catch (LimitExceededException e)
            {
                await error.WriteLineAsync(e.Message);
            }
        }
    }

    // Reading a terminal blocks, whatever the method is called; a thread that still blocks when the program ends is no obstacle to it.
    private static Task<string?> NextLineAsync(TextReader input) =>
        Task.Factory.StartNew(input.ReadLine, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static async Task PrintAsync(PeerChat peer, TextWriter output)
    {
        try
        {
            await foreach (var message in peer.ListenAsync())
            {
                await output.WriteLineAsync(message.ToString());
                await output.FlushAsync(CancellationToken.None);
            }
        }
        catch (IOException)
        {
            // Nobody reads the output any more.
        }
    }
}
