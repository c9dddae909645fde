using System.Net.Sockets;

namespace SocketSchool;

/// <summary>Sends from a thread of its own, so that the caller can receive meanwhile. Allocates nothing per message.</summary>
internal sealed class BackgroundSender : IDisposable
{
    private readonly SemaphoreSlim _begin = new(0);
    private readonly SemaphoreSlim _end = new(0);
    private readonly Action<PageBuffer, int> _send;
    private readonly Thread _thread;
    private PageBuffer? _bytes;
    private int _count;
    private Exception? _failure;
    private volatile bool _disposed;
    private int _disposals;

    /// <param name="send">Sends that many bytes whole. Closing what it sends through ends it.</param>
    public BackgroundSender(Action<PageBuffer, int> send)
    {
        _send = send;
        _thread = new Thread(Work) { IsBackground = true, Name = "latency: sender" };
        _thread.Start();
    }

    /// <summary>Starts to send; follow with <see cref="End"/>, or close the socket and dispose.</summary>
    public void Begin(PageBuffer bytes, int count)
    {
        _bytes = bytes;
        _count = count;
        _begin.Release();
    }

    /// <summary>Returns when everything is sent.</summary>
    /// <exception cref="SocketException">It could not be sent.</exception>
    /// <exception cref="IOException">It could not be sent.</exception>
    public void End()
    {
        _end.Wait();
        if (_failure is { } failure) throw failure;
    }

    /// <summary>Ends the thread. The socket has to be closed before.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposals, 1) == 1) return;
        _disposed = true;
        _begin.Release();
        if (_thread.Join(TimeSpan.FromSeconds(2)))
        {
            _begin.Dispose();
            _end.Dispose();
        }
    }

    private void Work()
    {
        while (true)
        {
            _begin.Wait();
            if (_disposed) return;
            try
            {
                _send(_bytes!, _count);
            }
            catch (Exception e) when (e is SocketException or IOException)
            {
                _failure = e;
            }
            catch (ObjectDisposedException)
            {
                _failure = new SocketException((int)SocketError.OperationAborted);
            }

            _end.Release();
        }
    }
}
