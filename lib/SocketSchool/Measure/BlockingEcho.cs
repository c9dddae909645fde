using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace SocketSchool;

/// <summary>The other end of a measurement: an echo server on a thread of its own, with blocking calls, without a log, one client after the other.</summary>
internal sealed class BlockingEcho : IDisposable
{
    /// <summary>The size of its buffer in bytes: what it reads at most before it echoes.</summary>
    public const int BufferSize = 64 * 1024;

    private readonly Socket _listener;
    private readonly Thread _thread;
    private volatile Socket? _client;
    private volatile bool _stopping;

    public BlockingEcho(IPAddress address)
    {
        _listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            _listener.Bind(new IPEndPoint(address, 0));
            _listener.Listen(1);
        }
        catch (SocketException e)
        {
            _listener.Dispose();
            throw new PortUnavailableException("TCP", new IPEndPoint(address, 0), e);
        }

        EndPoint = (IPEndPoint)_listener.LocalEndPoint!;
        _thread = new Thread(Serve) { IsBackground = true, Name = "latency: echo server" };
        _thread.Start();
    }

    public IPEndPoint EndPoint { get; }

    public void Dispose()
    {
        _stopping = true;
        _listener.Dispose();
        _client?.Dispose();
        _thread.Join(TimeSpan.FromSeconds(2));
    }

    private void Serve()
    {
        var buffer = new PageBuffer(BufferSize);
        while (!_stopping)
        {
            try
            {
                using var client = _listener.Accept();
                _client = client;
                client.NoDelay = true;
                // Disposed between the accept and the line above it: then nobody else closes this client.
                if (_stopping) return;
                Echo(client, buffer);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // The client is gone, which is how a measurement ends; or the listener is, and with it this loop.
                if (_stopping) return;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Echo(Socket client, PageBuffer buffer)
    {
        int got;
        while ((got = client.Receive(buffer.Slice(0, BufferSize), SocketFlags.None)) > 0)
        {
            TcpRoundTrip.SendAll(client, buffer.Slice(0, got));
        }
    }
}
