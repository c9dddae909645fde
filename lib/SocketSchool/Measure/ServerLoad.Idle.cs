using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SocketSchool;

public static partial class ServerLoad
{
    private static readonly byte[] s_wakeUp = "good morning, are you still there?\n"u8.ToArray();

    /// <summary>Opens many connections that say nothing, asks for the server's memory, then sends a message on each and counts the answers.</summary>
    /// <param name="target">
    /// The server. In this process both ends' memory is one number; what a client needs is then measured with clients of a socket that
    /// accepts nobody, and taken off. A server in a process of its own needs no such correction.
    /// </param>
    /// <param name="connections">How many.</param>
    /// <param name="patience">How long nobody may get an answer.</param>
    /// <param name="cancellationToken">Ends the measurement.</param>
    /// <exception cref="MeasurementException">The server does not answer, or this process may not open so many files.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Task<ServerIdlePoint> IdleAsync(
        ServerLoadTarget target, int connections, TimeSpan patience, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        Limits.AtLeast(1, connections);
        Limits.Time(patience);
        ServerLoadDescriptors.Check(connections * (target.IsInThisProcess ? 2L : 1L), connections);
        return Task.Run(() => MeasureIdleAsync(target, connections, patience, cancellationToken), cancellationToken);
    }

    private static async Task<ServerIdlePoint> MeasureIdleAsync(
        ServerLoadTarget target, int count, TimeSpan patience, CancellationToken cancellationToken)
    {
        using (var first = ServerLoadConnections.Open(target.EndPoint, 1, patience, cancellationToken))
        {
            // What a server makes once, for its first client, is not part of what it needs for each.
            if (Exchange(first.Sockets, patience) == 0) throw new MeasurementException($"{target.EndPoint} does not echo. Start an echo server first.");
        }

        var client = target is { IsInThisProcess: true, Memory: not null } ? ClientBytesEach(patience, cancellationToken) : 0;
        var before = await ReadAsync(target, cancellationToken);
        var began = Stopwatch.GetTimestamp();
        using var connections = ServerLoadConnections.Open(target.EndPoint, count, patience, cancellationToken);
        // Servers accept in the order of the queue: when the last one has its answer, all others have been accepted.
        var accepted = Exchange([connections.Sockets[^1]], patience);
        var openTime = Stopwatch.GetElapsedTime(began);
        var idle = await ReadAsync(target, cancellationToken);
        began = Stopwatch.GetTimestamp();
        var answered = accepted == 0 ? 0 : Exchange(connections.Sockets, patience);
        var answerTime = Stopwatch.GetElapsedTime(began);
        var after = await ReadAsync(target, cancellationToken);
        return new ServerIdlePoint(
            target.Name, count, answered,
            (idle?.Managed - before?.Managed) / (double)count - client,
            (after?.Managed - before?.Managed) / (double)count - client,
            (after?.Resident - before?.Resident) / (double)count,
            openTime, answerTime);
    }

    private static async Task<ServerMemory?> ReadAsync(ServerLoadTarget target, CancellationToken cancellationToken) =>
        target.Memory is { } ask ? await ask(cancellationToken) : null;

    /// <summary>Sends a message on every connection, then reads all answers.</summary>
    /// <returns>How many came back whole and right.</returns>
    private static int Exchange(Socket[] sockets, TimeSpan patience)
    {
        var answer = new byte[s_wakeUp.Length];
        foreach (var socket in sockets)
        {
            socket.ReceiveTimeout = (int)patience.TotalMilliseconds;
            TrySend(socket);
        }

        var answered = 0;
        var end = Stopwatch.GetTimestamp() + 3 * Ticks(patience);
        foreach (var socket in sockets)
        {
            if (Stopwatch.GetTimestamp() > end) break;
            if (TryReceive(socket, answer) && answer.AsSpan().SequenceEqual(s_wakeUp)) answered++;
        }

        return answered;
    }

    private static void TrySend(Socket socket)
    {
        try
        {
            socket.Send(s_wakeUp);
        }
        catch (SocketException)
        {
            // The server has closed it. That counts as not answered.
        }
    }

    private static bool TryReceive(Socket socket, byte[] answer)
    {
        try
        {
            for (var have = 0; have < answer.Length;)
            {
                var got = socket.Receive(answer.AsSpan(have), SocketFlags.None);
                if (got == 0) return false;
                have += got;
            }

            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static double ClientBytesEach(TimeSpan patience, CancellationToken cancellationToken)
    {
        const int Clients = 400;
        using var nobody = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        nobody.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        nobody.Listen(Clients + 10);
        var before = ServerMemory.OfThisProcess().Managed;
        using var clients = ServerLoadConnections.Open((IPEndPoint)nobody.LocalEndPoint!, Clients, patience, cancellationToken);
        return (ServerMemory.OfThisProcess().Managed - before) / (double)Clients;
    }
}
