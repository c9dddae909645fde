using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace SocketSchool;

/// <summary>The client that a check drives a learner's TLS server with.</summary>
internal sealed class TlsProbe : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);
    private readonly Socket _socket;
    private readonly SslStream _tls;
    private readonly CancellationToken _cancellationToken;
    private X509Certificate? _shown;

    private readonly Func<long> _serverHasRead;
    private long _written;

    private TlsProbe(Socket socket, Func<long> serverHasRead, CancellationToken cancellationToken)
    {
        _socket = socket;
        _serverHasRead = serverHasRead;
#pragma warning disable CA5359 // It accepts any certificate on purpose: the check compares the bytes itself and says what it was shown.
        _tls = new SslStream(
            new CountedStream(new NetworkStream(socket), null, count => Interlocked.Add(ref _written, count)), false, Remember);
#pragma warning restore CA5359
        _cancellationToken = cancellationToken;
    }

    /// <summary>Connects and shakes hands, and expects to be shown exactly this certificate.</summary>
    /// <param name="endPoint">The server.</param>
    /// <param name="expected">The certificate that it should show.</param>
    /// <param name="serverHasRead">How many bytes the server has read in all, from all its clients.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<TlsProbe> ConnectAsync(
        IPEndPoint endPoint, X509Certificate2 expected, Func<long> serverHasRead, CancellationToken cancellationToken)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(endPoint, cancellationToken);
            var probe = new TlsProbe(socket, serverHasRead, cancellationToken);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(s_patience);
            await probe._tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "vault.test" }, limit.Token);
            var shown = probe._shown;
            if (shown is null || !shown.GetRawCertData().AsSpan().SequenceEqual(expected.RawData))
            {
                throw new CheckFailure(
                    $"the certificate that your method was given ({expected.Subject})", shown is null ? "none" : $"another one ({shown.Subject})");
            }

            return probe;
        }
        catch (Exception e) when (e is IOException or AuthenticationException or OperationCanceledException)
        {
            socket.Dispose();
            if (cancellationToken.IsCancellationRequested) throw;
            throw new CheckFailure("a TLS handshake", e is OperationCanceledException
                ? $"no answer to the client's first message within {Say.Duration(s_patience)}" : $"the client's handshake failed: {e.Message}");
        }
        catch (CheckFailure)
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends each piece in a TLS record of its own, and the next one only when the server has read the one before.</summary>
    public async Task SendAsync(params byte[][] pieces)
    {
        foreach (var piece in pieces)
        {
            var (written, read) = (Interlocked.Read(ref _written), _serverHasRead());
            await _tls.WriteAsync(piece, _cancellationToken);
            if (pieces.Length == 1) return;
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(_cancellationToken);
            limit.CancelAfter(s_patience);
            try
            {
                while (_serverHasRead() - read < Interlocked.Read(ref _written) - written) await Task.Delay(1, limit.Token);
            }
            catch (OperationCanceledException) when (!_cancellationToken.IsCancellationRequested)
            {
                throw new CheckFailure("your code reads what the client sends", $"no read within {Say.Duration(s_patience)}");
            }
        }
    }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>Expects exactly this text next.</summary>
    public async Task ExpectAsync(string expected)
    {
        var wanted = Encoding.UTF8.GetBytes(expected);
        var got = new MemoryStream();
        while (got.Length < wanted.Length)
        {
            var piece = await ReadAsync(() => (ByteText.Quote(wanted), $"{ByteText.Quote(got.ToArray())}, and then nothing"));
            if (piece.Length == 0) throw new CheckFailure(ByteText.Quote(wanted), $"{ByteText.Quote(got.ToArray())}, then the end");
            got.Write(piece);
            if (!wanted.AsSpan().StartsWith(got.ToArray())) throw new CheckFailure(ByteText.Quote(wanted), ByteText.Quote(got.ToArray()));
        }
    }

    /// <summary>Says that it sends no more (TLS close_notify, then TCP's end), and expects the server to finish as well.</summary>
    public async Task ExpectEndAfterOursAsync()
    {
        await _tls.ShutdownAsync();
        _socket.Shutdown(SocketShutdown.Send);
        const string expected = "the end of the conversation";
        var piece = await ReadAsync(() => (expected, "nothing, and the connection stays open"));
        if (piece.Length > 0) throw new CheckFailure(expected, ByteText.Quote(piece));
    }

    public async ValueTask DisposeAsync()
    {
        await _tls.DisposeAsync();
        _socket.Dispose();
    }

    private async Task<byte[]> ReadAsync(Func<(string Expected, string Got)> late)
    {
        var buffer = new byte[4096];
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_cancellationToken);
        limit.CancelAfter(s_patience);
        try
        {
            return buffer[..await _tls.ReadAsync(buffer, limit.Token)];
        }
        catch (OperationCanceledException) when (!_cancellationToken.IsCancellationRequested)
        {
            var (expected, got) = late();
            throw new CheckFailure(expected, $"{got} within {Say.Duration(s_patience)}");
        }
        catch (IOException e)
        {
            var (expected, _) = late();
            throw new CheckFailure(expected, $"the connection broke: {e.Message}");
        }
    }

    // Whatever it is: the check itself says what it should have been.
    private bool Remember(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        _shown = certificate;
        return true;
    }
}
