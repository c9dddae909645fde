using System.Net.Sockets;

namespace SocketSchool;

/// <summary>The other end of a measurement on a thread of its own.</summary>
internal sealed class EchoEnd : IDisposable
{
    private readonly Action _close;
    private readonly Thread _thread;

    /// <param name="name">What the transport is called.</param>
    /// <param name="echo">Echoes until <paramref name="close"/> ends it.</param>
    /// <param name="close">Ends it.</param>
    public EchoEnd(string name, Action echo, Action close)
    {
        _close = close;
        _thread = new Thread(() => Run(echo)) { IsBackground = true, Name = $"echo: {name}" };
        _thread.Start();
    }

    public void Dispose()
    {
        _close();
        _thread.Join(TimeSpan.FromSeconds(2));
    }

    private static void Run(Action echo)
    {
        try
        {
            echo();
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException or InvalidOperationException)
        {
            // Closed: the measurement is over.
        }
    }
}
