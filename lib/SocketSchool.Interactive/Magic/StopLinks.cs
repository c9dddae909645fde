using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace SocketSchool.Interactive;

/// <summary>
/// Links that stop a server when they are followed, in any front end: a cell's output can hold a link, but cannot call the kernel.
/// Answered on loopback, at a port of its own, and only to whoever knows the secret in the link.
/// </summary>
/// <remarks>It listens from the first link on; a kernel that never lists its servers opens no port.</remarks>
internal sealed class StopLinks : IDisposable
{
    private const int LongestRequest = 8 * 1024;
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);
    private readonly string _secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    private readonly ConcurrentDictionary<string, Server> _servers = [];
    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _gate = new();
    private TcpListener? _listener;

    /// <summary>The address that stops this server.</summary>
    public Uri To(Server server)
    {
        var port = EnsureListening();
        var number = _servers.FirstOrDefault(entry => ReferenceEquals(entry.Value, server)).Key;
        if (number is null)
        {
            number = (_servers.Count + 1).ToString(CultureInfo.InvariantCulture);
            _servers[number] = server;
        }

        return new Uri($"http://{IPAddress.Loopback}:{port}/{_secret}/stop/{number}");
    }

    public void Dispose()
    {
        _closing.Cancel();
        lock (_gate) _listener?.Stop();
    }

    private int EnsureListening()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closing.IsCancellationRequested, this);
            if (_listener is null)
            {
                _listener = new TcpListener(IPAddress.Loopback, 0);
                _listener.Start();
                _ = AcceptAsync(_listener, _closing.Token);
            }

            return ((IPEndPoint)_listener.LocalEndpoint).Port;
        }
    }

    private async Task AcceptAsync(TcpListener listener, CancellationToken closing)
    {
        while (!closing.IsCancellationRequested)
        {
            try
            {
                _ = AnswerAsync(await listener.AcceptTcpClientAsync(closing), closing);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException || closing.IsCancellationRequested)
            {
                return;
            }
            catch (SocketException)
            {
                // The client was gone before it was accepted.
            }
        }
    }

    private async Task AnswerAsync(TcpClient client, CancellationToken closing)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(closing);
        limit.CancelAfter(s_limit);
        try
        {
            using (client)
            {
                var stream = client.GetStream();
                var (status, text) = await FollowAsync(await ReadRequestAsync(stream, limit.Token));
                var body = Encoding.UTF8.GetBytes($"<!doctype html><meta charset=utf-8><title>SocketSchool</title><p>{WebUtility.HtmlEncode(text)}</p>");
                var head = $"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {body.Length}\r\n" +
                    "Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nConnection: close\r\n\r\n";
                await stream.WriteAsync(Encoding.ASCII.GetBytes(head), limit.Token);
                await stream.WriteAsync(body, limit.Token);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The browser has gone, or never finished its request.
        }
    }

    private async Task<(string Status, string Text)> FollowAsync(string request)
    {
        var line = request.Split("\r\n")[0].Split(' ');
        // HEAD and the like must stop nothing: a program that only looks at links sends those.
        if (line is not ["GET", var target, _]) return ("405 Method Not Allowed", "A link is followed with GET.");
        var prefix = $"/{_secret}/stop/";
        if (!target.StartsWith(prefix, StringComparison.Ordinal) || !_servers.TryGetValue(target[prefix.Length..], out var server))
            return ("404 Not Found", "No such link. Run #!servers again for new ones.");
        await server.StopAsync();
        return ("200 OK", $"The {server.Name} server on {server.EndPoint} has stopped. You can close this page.");
    }

    private static async Task<string> ReadRequestAsync(NetworkStream stream, CancellationToken stop)
    {
        var buffer = new byte[LongestRequest];
        var length = 0;
        while (length < buffer.Length)
        {
            var count = await stream.ReadAsync(buffer.AsMemory(length), stop);
            if (count == 0) break;
            length += count;
            if (buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) >= 0) break;
        }

        return Encoding.ASCII.GetString(buffer, 0, length);
    }
}
