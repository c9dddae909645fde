using System.Net.Sockets;

namespace SocketSchool;

/// <summary>One connection between two peers, in use or still in its hellos.</summary>
internal sealed class TcpLink(Connection connection, bool mine)
{
    private static readonly TimeSpan s_farewell = TimeSpan.FromMilliseconds(500);

    public Connection Connection => connection;

    /// <summary>Whether this end opened it.</summary>
    public bool IsMine => mine;

    /// <summary>Who is at the other end, once it has said so.</summary>
    public PeerHello? Hello { get; set; }

    /// <summary>Whether it is the one in use.</summary>
    public bool IsOpen { get; set; }

    public PeerInfo Info => new(Hello!.Id, Hello.Name, connection.RemoteEndPoint, mine ? "I did" : "they did");

    /// <summary>Has the operating system ask a silent peer whether it is still there: a pulled cable sends no FIN.</summary>
    public void KeepAlive(TimeSpan after)
    {
        var seconds = Math.Max(1, (int)after.TotalSeconds);
        try
        {
            connection.Socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            connection.Socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, seconds);
            connection.Socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, Math.Max(1, seconds / 2));
            connection.Socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
        }
        catch (SocketException)
        {
            // A system without these options notices later; a connection that is gone already says so at the first receive.
        }
    }

    /// <summary>Says one line; <c>false</c> when the peer is gone, which the receiving side will notice and tell.</summary>
    public async Task<bool> SayAsync(string text, CancellationToken cancellationToken)
    {
        try
        {
            await connection.SendLineAsync($"say {text}", cancellationToken);
            return true;
        }
        catch (Exception e) when (e is PeerResetException or ObjectDisposedException or InvalidOperationException or SocketException)
        {
            return false;
        }
        catch (ConnectionTimeoutException)
        {
            // Half a line may have left: nothing more can be said here.
            connection.Abort();
            return false;
        }
    }

    /// <summary>Leaves: says so, and takes what is still on its way, because a close with unread bytes would reset the goodbye away.</summary>
    public async Task GoodbyeAsync()
    {
        using var limit = new CancellationTokenSource(s_farewell);
        try
        {
            await connection.SendLineAsync("bye", limit.Token);
            connection.ShutdownSend();
            while (await connection.ReadLineAsync(limit.Token) is not null)
            {
                // Nobody listens any more.
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or IOException or ObjectDisposedException
            or InvalidOperationException or LimitExceededException)
        {
            // It is gone before us.
        }
    }

    /// <summary>A newer connection with the same peer takes over.</summary>
    public void Replace()
    {
        IsOpen = false;
        connection.Abort();
    }
}
