using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_freePortHints =
    [
        "How do you find out whether a port is free? Bind tells you: it throws when it is not.",
        "A socket that failed to bind is still a socket, and still open. Dispose it before you try the next port.",
        "Bind succeeds on one port of the range at the most once: the loop returns right there, after Listen. Only after the loop do you throw.",
    ];

    /// <summary>Checks lesson 02's search for the first free port of a range.</summary>
    /// <param name="listen">
    /// Your function: first and last port of the range in, a socket out that listens there on loopback; an
    /// <see cref="InvalidOperationException"/> that names the range when all are taken.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> FirstFreePort(Func<int, int, Socket> listen, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(listen);
        return CheckSession.RunAsync(
            "first-free-port", s_freePortHints, session => FreePortSteps(session, listen), cancellationToken);
    }

    private static async Task FreePortSteps(CheckSession session, Func<int, int, Socket> listen)
    {
        var (first, holders) = ReserveRange(4);
        try
        {
            holders[1].Dispose();
            using (var found = Ask("the second of four ports is free: it is the one", first, first + 3))
            {
                var port = (found.LocalEndPoint as IPEndPoint)?.Port ?? 0;
                session.Verify("the second of four ports is free: it is the one", port == first + 1,
                    $"port {first + 1}", port == 0 ? "a socket that is not bound" : $"port {port}",
                    hint: "Begin with the first port of the range and try one after the other.");
                await session.StepAsync("it listens on loopback", async token =>
                {
                    await using var probe = await Probe.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), null, token);
                    var address = ((IPEndPoint)found.LocalEndPoint!).Address;
                    if (!IPAddress.IsLoopback(address)) throw new CheckFailure("127.0.0.1", address.ToString());
                }, hint: "Bind to IPAddress.Loopback, and call Listen before you return the socket.");
                holders[3].Dispose();
                using var other = Ask("asked again while that one is held: the fourth", first, first + 3);
                session.Verify("asked again while that one is held: the fourth",
                    (other.LocalEndPoint as IPEndPoint)?.Port == first + 3, $"port {first + 3}", $"{other.LocalEndPoint}");
                ExpectNone("all four are taken");
            }

            // Held again by the check: possible only if nothing of the learner's stayed open.
            foreach (var i in new[] { 1, 3 })
            {
                session.Verify($"port {first + i} is free again after your socket was closed", TryHold(first + i) is { } held && Release(held),
                    "no other socket is left open", "something still holds the port", "Dispose every socket that you do not return.");
            }

            using (var single = Ask("a range of one port", first + 1, first + 1))
            {
                session.Verify("a range of one port", (single.LocalEndPoint as IPEndPoint)?.Port == first + 1,
                    $"port {first + 1}", $"{single.LocalEndPoint}");
            }
        }
        finally
        {
            foreach (var holder in holders) holder.Dispose();
        }

        Socket Ask(string step, int from, int to)
        {
            var before = OpenSockets();
            try
            {
                if (listen(from, to) is { } socket)
                {
                    var left = OpenSockets() - before - 1;
                    session.Verify($"{step}; no socket that failed to bind is left open", left <= 0, "no other socket left open",
                        Say.Count(left, "socket") + " left open", hint: "A socket that failed to bind is still open. Dispose it before you try the next port.");
                    return socket;
                }

                session.Verify(step, false, "a socket", "null");
            }
            catch (Exception e) when (e is not (NotImplementedException or CheckFailure))
            {
                session.Verify(step, false, "a socket", $"{e.GetType().Name}: {e.Message}");
            }

            throw new InvalidOperationException("A step that does not hold ends the check.");
        }

        void ExpectNone(string name)
        {
            var got = "a socket";
            var message = "";
            try
            {
                listen(first, first + 3).Dispose();
            }
            catch (Exception e) when (e is not NotImplementedException)
            {
                got = $"{e.GetType().Name}: {e.Message}";
                message = e is InvalidOperationException ? e.Message : "";
            }

            session.Verify(name, message.Contains($"{first}", StringComparison.Ordinal) && message.Contains($"{first + 3}", StringComparison.Ordinal),
                $"an InvalidOperationException whose message names {first} and {first + 3}", got);
        }
    }

    /// <summary>Holds a run of neighbouring ports, so that the check alone decides which of them is free.</summary>
    private static (int First, Socket[] Holders) ReserveRange(int count)
    {
        // Below the ports that systems hand out by themselves, where other programs' connections come and go.
        for (var attempt = 0; attempt < 100; attempt++)
        {
            var first = RandomNumberGenerator.GetInt32(10_000, 30_000);
            var holders = new List<Socket>();
            while (holders.Count < count && TryHold(first + holders.Count) is { } next) holders.Add(next);
            if (holders.Count == count) return (first, [.. holders]);
            holders.ForEach(holder => holder.Dispose());
        }

        throw new InvalidOperationException("Could not find neighbouring free ports on this machine. Run the check again.");
    }

    private static Socket? TryHold(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen(1);
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }

    /// <summary>How many sockets this process has open; 0 where the system does not tell cheaply.</summary>
    private static int OpenSockets()
    {
        const string folder = "/proc/self/fd";
        if (!Directory.Exists(folder)) return 0;
        return Directory.GetFiles(folder).Count(file =>
            new FileInfo(file).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) ?? false);
    }

    private static bool Release(Socket socket)
    {
        socket.Dispose();
        return true;
    }
}
