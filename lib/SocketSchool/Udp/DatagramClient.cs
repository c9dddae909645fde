using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace SocketSchool;

/// <summary>
/// A connectionless client: it sends datagrams to one server, and can ask until it gets an answer. Its socket is connected, so the
/// operating system throws away what comes from anybody else.
/// </summary>
/// <remarks>
/// A question travels as <c>ID TEXT</c> and counts as answered by a datagram that begins with the same id and a blank, as
/// a server that copies the id back sends it. A repeated question keeps its id, so that a server can recognise it. Ids begin at a random
/// number: who cannot see the traffic has to guess them. One question at a time.
/// </remarks>
public sealed class DatagramClient : IDisposable
{
    private readonly Socket _socket;
    private readonly TimeProvider _time;
    private readonly byte[] _buffer = new byte[65535];
    private long _id = RandomNumberGenerator.GetInt32(1, 1_000_000_000);

    /// <summary>Makes a client for one server; nothing is sent.</summary>
    /// <param name="server">The server's address.</param>
    /// <param name="time">The clock of the time limits; the system's by default.</param>
    public DatagramClient(IPEndPoint server, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(server);
        _time = time ?? TimeProvider.System;
        _socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        _socket.Connect(server);
    }

    /// <summary>This client's own address.</summary>
    public IPEndPoint LocalEndPoint => (IPEndPoint)_socket.LocalEndPoint!;

    /// <summary>How many datagrams came that answered nothing: late, repeated or senseless ones.</summary>
    public long Ignored { get; private set; }

    /// <summary>Sends one datagram and forgets it, as the first client of every tutorial does. Nobody promises that it arrives.</summary>
    /// <param name="text">At most 65,507 bytes of UTF-8 over IPv4.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <exception cref="SocketException">It is too large, or an earlier one met a closed port.</exception>
    public async Task SendAsync(string text, CancellationToken cancellationToken = default) =>
        await _socket.SendAsync(Encoding.UTF8.GetBytes(text), cancellationToken);

    /// <summary>Asks, and asks again with twice the patience each time, until the answer has come.</summary>
    /// <param name="question">The text that follows the id.</param>
    /// <param name="patience">How long to wait for an answer to the first attempt; 250 ms by default.</param>
    /// <param name="attempts">How many times to ask; 4 by default.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What followed the id in the answer.</returns>
    /// <exception cref="TimeoutException">No answer after all attempts. Whether the server has got the question is not known.</exception>
    public async Task<string> AskAsync(
        string question, TimeSpan? patience = null, int attempts = 4, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        Limits.AtLeast(1, attempts);
        var limit = patience ?? TimeSpan.FromMilliseconds(250);
        Limits.Time(limit);
        var id = (++_id).ToString(CultureInfo.InvariantCulture);
        var request = Encoding.UTF8.GetBytes($"{id} {question}");
        for (var attempt = 1; attempt <= attempts; attempt++, limit *= 2)
        {
            using var clock = new CancellationTokenSource(limit, _time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellationToken);
            try
            {
                return await AttemptAsync(request, id + " ", either.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // Silence: once more, with more patience.
            }
        }

        throw new TimeoutException($"No answer to \"{question}\" after {Say.Count(attempts, "attempt")}.");
    }

    /// <summary>Closes the socket.</summary>
    public void Dispose() => _socket.Dispose();

    private async Task<string> AttemptAsync(byte[] request, string prefix, CancellationToken cancellationToken)
    {
        for (var unsent = true; ;)
        {
            try
            {
                // The error of an earlier datagram is reported by the next call, whichever that is: the question itself has then not left.
                if (unsent) await _socket.SendAsync(request, cancellationToken);
                unsent = false;
                var text = Encoding.UTF8.GetString(_buffer, 0, await _socket.ReceiveAsync(_buffer, cancellationToken));
                if (text.StartsWith(prefix, StringComparison.Ordinal)) return text[prefix.Length..];
                Ignored++;
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionRefused or SocketError.ConnectionReset)
            {
                // Nobody listens (yet): the same as silence. Not again at once, or this loop would be a flood.
                if (!unsent) continue;
                await Task.Delay(TimeSpan.FromMilliseconds(10), _time, cancellationToken);
            }
        }
    }
}
