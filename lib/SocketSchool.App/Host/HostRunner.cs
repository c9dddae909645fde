using System.Runtime.InteropServices;

namespace SocketSchool.App.Host;

/// <summary>Runs one server until a signal or the server itself ends it.</summary>
internal static class HostRunner
{
    /// <summary>Returns 0 when it ran and stopped.</summary>
    /// <param name="request">Which one, and where.</param>
    /// <param name="output">Gets the line <c>listening on tcp 127.0.0.1:7007</c>, and of a server with a keyboard what its clients say.</param>
    /// <param name="error">Gets who can reach the server, and what happens to it.</param>
    /// <param name="cancellationToken">Stops the server, as a signal does.</param>
    /// <exception cref="BadInputException">It could not start; the message says why and what to do.</exception>
    public static async Task<int> RunAsync(
        HostRequest request, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var server = Start(request);
        await using (server)
        await using (new HostEvents(server, error))
        {
            // Cancel says that the signal is dealt with: without it the runtime ends the process with 130 or 143 in its own way.
            void Stop(PosixSignalContext signal)
            {
                signal.Cancel = true;
                server.RequestStop();
            }

            using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
            using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
            using var cancelled = cancellationToken.Register(server.RequestStop);
            await output.WriteLineAsync($"listening on {server.Protocol} {server.EndPoint}");
            await output.FlushAsync(CancellationToken.None);
            if (Reach.Explain(server.EndPoint) is { } reach) await error.WriteLineAsync(reach);
            await UseKeyboardAsync(request.Server.Keyboard, server, output);
            await server.Completion;
        }

        return 0;
    }

    private static async Task UseKeyboardAsync(Keyboard? keyboard, Server server, TextWriter output)
    {
        if (keyboard is null) return;
        using var ended = new CancellationTokenSource();
        var running = keyboard(server, new TerminalLines(Console.In), output, ended.Token);
        await Task.WhenAny(running, server.Completion);
        await ended.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (running.Exception?.InnerException is { } failure and not OperationCanceledException) throw new BadInputException(failure.Message, failure);
    }

    private static Server Start(HostRequest request)
    {
        try
        {
            return request.Server.Start(request);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{request.Server.Name}: {e.Message}", e);
        }
    }
}
