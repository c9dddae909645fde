using System.Net.Sockets;

namespace SocketSchool;

/// <summary>Calls on a non-blocking socket that say "not now" with a number and not with an exception.</summary>
internal static class NonBlocking
{
    /// <summary>Sends what fits.</summary>
    /// <returns>How many bytes; 0 when nothing fits now.</returns>
    /// <exception cref="SocketException">The connection is broken.</exception>
    public static int Send(Socket socket, ReadOnlySpan<byte> bytes)
    {
        var sent = socket.Send(bytes, SocketFlags.None, out var error);
        if (error == SocketError.Success) return sent;
        return error == SocketError.WouldBlock ? 0 : throw new SocketException((int)error);
    }

    /// <summary>Receives what is there.</summary>
    /// <returns>How many bytes; 0 when there is nothing now, -1 when the peer has closed.</returns>
    /// <exception cref="SocketException">The connection is broken.</exception>
    public static int Receive(Socket socket, Span<byte> into)
    {
        var got = socket.Receive(into, SocketFlags.None, out var error);
        if (error == SocketError.Success) return got == 0 ? -1 : got;
        return error == SocketError.WouldBlock ? 0 : throw new SocketException((int)error);
    }

    /// <summary>Ends both directions; everybody who waits on either end notices.</summary>
    public static void Shutdown(Socket socket)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Already at its end.
        }
    }
}
