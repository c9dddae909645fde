using System.Net;
using System.Net.Sockets;

namespace SocketSchool.Tests.Checks;

/// <summary>What the shared test of the wrong answers cannot hold everywhere: only some systems leave a client without any answer.</summary>
public class CheckConnectFirstTests
{
    [SilentQueueFact]
    public async Task A_connect_without_a_time_limit_fails_at_the_address_that_never_answers()
    {
        var report = await Check.ConnectFirst((candidates, _) => FirstAsync(
            candidates, async (socket, candidate) => await socket.ConnectAsync(candidate)));

        Assert.Equal("one that never answers, then one that does", report.Steps[^1].Name);
        Assert.StartsWith("no result; the check gave up after", report.Steps[^1].Got, StringComparison.Ordinal);
    }

    [SilentQueueFact]
    public async Task An_attempt_that_goes_on_in_the_background_is_found()
    {
        List<Socket> kept = [];
        var report = await Check.ConnectFirst((candidates, limit) => FirstAsync(candidates, async (socket, candidate) =>
        {
            kept.Add(socket);
            await socket.ConnectAsync(candidate).WaitAsync(limit);
        }, dispose: false));

        Assert.Equal("the socket that got no answer is closed", report.Steps[^1].Name);
        Assert.Contains("still connecting", report.Steps[^1].Got, StringComparison.Ordinal);
        kept.ForEach(socket => socket.Dispose());
    }

    private static async Task<Socket> FirstAsync(
        IPEndPoint[] candidates, Func<Socket, IPEndPoint, Task> connect, bool dispose = true)
    {
        Exception last = new InvalidOperationException();
        foreach (var candidate in candidates)
        {
            var socket = new Socket(candidate.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await connect(socket, candidate);
                return socket;
            }
            catch (Exception e)
            {
                if (dispose) socket.Dispose();
                last = e;
            }
        }

        throw last;
    }

    /// <summary>Runs where a full queue is known to answer with silence; where it refuses, no wait has to be limited.</summary>
    private sealed class SilentQueueFactAttribute : FactAttribute
    {
        public SilentQueueFactAttribute()
        {
            if (!OperatingSystem.IsLinux()) Skip = "Only Linux is known to leave a client at a full queue without an answer.";
        }
    }
}
