using System.Diagnostics;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_connectFirstHints =
    [
        "A socket belongs to one address family and to one attempt. How many sockets does a list of three addresses need?",
        "For each candidate: a new socket, ConnectAsync with a token that is cancelled after the limit, and a try around it. " +
            "What has to happen to the socket when it fails?",
        "One candidate; after the loop, throw `last`:\n" +
            "try\n" +
            "{\n" +
            "    await socket.ConnectAsync(candidate, limitSource.Token);\n" +
            "    return socket;\n" +
            "}\n" +
            "catch (Exception e)\n" +
            "{\n" +
            "    socket.Dispose();\n" +
            "    last = e;\n" +
            "}",
    ];

    /// <summary>
    /// Checks a function that connects to the first of several addresses that answers, in their order, and waits for each no longer
    /// than a limit. What it returns is a connected socket; when nobody answers it throws.
    /// </summary>
    /// <param name="connect">Your code: the candidates and the longest time to wait for each.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> ConnectFirst(
        Func<IPEndPoint[], TimeSpan, Task<Socket>> connect, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connect);
        return CheckSession.RunAsync(
            "connect-first", s_connectFirstHints, session => ConnectFirstSteps(session, connect), cancellationToken);
    }

    private static async Task ConnectFirstSteps(CheckSession session, Func<IPEndPoint[], TimeSpan, Task<Socket>> connect)
    {
        using var refusing = RefusingSocket();
        var nobody = (IPEndPoint)refusing.LocalEndPoint!;
        await using var first = EchoServer.Start();
        await using var second = EchoServer.Start();
        // Long where every candidate answers somehow, so that a busy machine is no wrong answer.
        var limit = TimeSpan.FromSeconds(3);

        await Step("one address, and it answers", [first.EndPoint], first.EndPoint);
        await Step("the first refuses, the second answers", [nobody, second.EndPoint], second.EndPoint,
            "A refusal is an exception, and it ended your loop. Where does the try have to stand so that the next candidate has its turn?");
        var before = second.TotalConnections;
        await Step("both answer: the first is taken", [first.EndPoint, second.EndPoint], first.EndPoint,
            "In order, and the first that answers is taken: what does your loop do once a socket is connected?");
        var others = await CountSinceAsync(second, before);
        session.Verify(
            "both answer: the second is left alone", others == 0, "no connection at the second address",
            Say.Count(others, "connection"), "Stop at the first that answers.",
            "A second connection was made that nobody needs. When does your code begin with the next candidate?");
        if (StartIPv6() is { } six)
        {
            await using (six) await Step("IPv4 refuses, IPv6 answers", [nobody, six.EndPoint], six.EndPoint,
                "A socket is made for one address family. Which one does the candidate need? (candidate.AddressFamily)");
        }

        using (var deaf = new DeafListener())
        {
            limit = TimeSpan.FromMilliseconds(700);
            // On a busy machine the one that answers may take longer than that: then the step is tried again with more patience.
            await Step(
                "one that never answers, then one that does", [deaf.EndPoint, first.EndPoint], first.EndPoint,
                "The first candidate is silent, and only a limit of your own gets you past it: a CancellationTokenSource(limit) for each attempt.",
                longer: TimeSpan.FromSeconds(2));
            var left = StillConnecting(deaf.EndPoint);
            session.Verify(
                "the socket that got no answer is closed", left.Count == 0, "no attempt under way any more",
                $"{Say.Count(left.Count, "socket")} still connecting ({string.Join(", ", left)})",
                "The operating system goes on trying until the socket is closed.",
                "Giving up the wait is not giving up the attempt. What has to happen to the socket in your catch?");
            limit = TimeSpan.FromMilliseconds(200);
            await session.StepAsync(
                "nobody answers: an exception", stop => NobodyAsync([nobody, deaf.EndPoint, nobody], stop),
                hint: "What does your method do when the loop is over and no socket is connected? Keep the last exception and throw it there.");
        }

        Task Step(string name, IPEndPoint[] candidates, IPEndPoint expected, string? hint = null, TimeSpan? longer = null) => session.StepAsync(
            name,
            async stop =>
            {
                try
                {
                    await TryAsync(candidates, expected, stop);
                }
                catch (Exception e) when (longer is { } more && e is not (CheckFailure or NotImplementedException) && !stop.IsCancellationRequested)
                {
                    limit = more;
                    await TryAsync(candidates, expected, stop);
                }
            },
            () => $"candidates {string.Join(", ", candidates.Select(one => one.ToString()))}, limit {Say.Duration(limit)}",
            hint: hint);

        async Task TryAsync(IPEndPoint[] candidates, IPEndPoint expected, CancellationToken stop)
        {
            using var socket = await RunAsync(candidates, stop)
                ?? throw new CheckFailure($"a socket connected to {expected}", "null");
            if (!socket.Connected) throw new CheckFailure($"a socket connected to {expected}", "a socket that is not connected");
            if (!expected.Equals(Plain(socket.RemoteEndPoint))) throw new CheckFailure($"{expected}", $"{socket.RemoteEndPoint}");
            await socket.SendAsync("hello"u8.ToArray(), stop);
            var echo = new byte[5];
            var count = await socket.ReceiveAsync(echo, stop);
            if (count == 0) throw new CheckFailure("an echo through the socket", "the end of the stream");
        }

        async Task NobodyAsync(IPEndPoint[] candidates, CancellationToken stop)
        {
            Socket? got;
            try
            {
                got = await RunAsync(candidates, stop);
            }
            catch (Exception e) when (e is not (CheckFailure or NotImplementedException) && !stop.IsCancellationRequested)
            {
                return;
            }

            got?.Dispose();
            throw new CheckFailure("an exception", got is null ? "null" : "a socket", "The caller would find out much later.");
        }

        async Task<Socket?> RunAsync(IPEndPoint[] candidates, CancellationToken stop)
        {
            var longest = limit * candidates.Length + TimeSpan.FromSeconds(3);
            var clock = Stopwatch.StartNew();
            var running = Task.Run(() => connect(candidates, limit), stop);
            var patience = Task.Delay(longest, stop);
            // Which task ended says whose limit it was; a TimeoutException might be the learner's own, and a clock read afterwards may
            // differ by a tick from the timer that fired.
            if (await Task.WhenAny(running, patience) == running) return await running;
            // The step's limit is longer: when both have passed on a machine that stood still, this one came first.
            if (clock.Elapsed < longest) await patience;
            throw new CheckFailure(
                $"an end within {Say.Duration(limit)} for each address", $"no result; the check gave up after {Say.Duration(longest)}",
                "Without a limit of your own, a connect may wait for minutes.");
        }
    }

    /// <summary>How many clients came since. The one that asks comes after them in the queue, so none of them is missed.</summary>
    private static async Task<long> CountSinceAsync(TcpServer server, long before)
    {
        await using var last = await Connection.ConnectAsync(server);
        await last.SendLineAsync("last");
        await last.ReadLineAsync();
        return server.TotalConnections - before - 1;
    }

    /// <summary>A port that refuses for certain: it is taken, so that nobody else can listen there, and does not listen itself.</summary>
    private static Socket RefusingSocket()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    private static TcpServer? StartIPv6()
    {
        try
        {
            return Socket.OSSupportsIPv6 ? EchoServer.Start(options: new ServerOptions { Address = IPAddress.IPv6Loopback }) : null;
        }
        catch (PortUnavailableException)
        {
            // The system knows IPv6 and has no loopback address for it: containers are often like that.
            return null;
        }
    }

    private static IPEndPoint? Plain(EndPoint? endPoint) => endPoint is IPEndPoint { Address.IsIPv4MappedToIPv6: true } mapped
        ? new IPEndPoint(mapped.Address.MapToIPv4(), mapped.Port)
        : endPoint as IPEndPoint;

    private static List<IPEndPoint> StillConnecting(IPEndPoint server)
    {
        try
        {
            return [.. IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections()
                .Where(one => one.State == TcpState.SynSent && server.Equals(Plain(one.RemoteEndPoint)))
                .Select(one => one.LocalEndPoint)];
        }
        catch (Exception e) when (e is NetworkInformationException or PlatformNotSupportedException or IOException)
        {
            return [];
        }
    }

    /// <summary>
    /// A listener that nobody accepts from and whose queue is full. Linux and macOS leave a further client without any answer; Windows
    /// refuses it, and then a check of time limits sees one more refusal.
    /// </summary>
    private sealed class DeafListener : IDisposable
    {
        private readonly List<Socket> _sockets = [];

        public DeafListener()
        {
            var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            _sockets.Add(listener);
            listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            listener.Listen(1);
            EndPoint = (IPEndPoint)listener.LocalEndPoint!;
            for (var i = 0; i < 64; i++)
            {
                var filler = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
                _sockets.Add(filler);
                try
                {
                    filler.Connect(EndPoint);
                }
                catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
                {
                    // Under way; Poll says how it ended.
                }
                catch (SocketException)
                {
                    break;
                }

                if (filler.Poll(TimeSpan.FromMilliseconds(100), SelectMode.SelectWrite)) continue;
                // This one hangs, so the next one will. It must not be taken for an attempt of the learner's.
                filler.Dispose();
                break;
            }
        }

        public IPEndPoint EndPoint { get; }

        public void Dispose()
        {
            foreach (var socket in _sockets) socket.Dispose();
        }
    }
}
