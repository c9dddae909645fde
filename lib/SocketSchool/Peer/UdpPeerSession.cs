using System.Net;

namespace SocketSchool;

/// <summary>What one peer over UDP remembers of another one: its address, the numbers sent and the numbers received.</summary>
internal sealed class UdpPeerSession : IDisposable
{
    private readonly PeerOptions _options;
    private readonly ITimer _ping;
    private readonly Action _gone;

    public UdpPeerSession(
        uint id, string name, IPEndPoint address, PeerOptions options, Action<UdpPeerSession, string, long, string> transmit, Action<UdpPeerSession> gone)
    {
        (Id, Name, Address, _options, _gone) = (id, name, address, options, () => gone(this));
        Sender = new RepeatingSender(
            options,
            (number, message) =>
            {
                var cut = message.IndexOf(' ', StringComparison.Ordinal);
                transmit(this, cut < 0 ? message : message[..cut], number, cut < 0 ? "" : message[(cut + 1)..]);
            },
            _gone);
        _ping = options.TimeProvider.CreateTimer(_ => Ping(), null, options.PingAfter, Timeout.InfiniteTimeSpan);
    }

    public uint Id { get; }

    public string Name { get; }

    public IPEndPoint Address { get; }

    public RepeatingSender Sender { get; }

    /// <summary>Guards itself: datagrams come one after the other.</summary>
    public InOrder<PeerDatagram> Received { get; } = new();

    public PeerInfo Info => new(Id, Name, Address, "");

    public void Dispose()
    {
        _ping.Dispose();
        Sender.Dispose();
    }

    /// <summary>Something numbered and without content, so that a peer that says nothing is noticed when it is gone, like any other.</summary>
    private void Ping()
    {
        _ping.Change(_options.PingAfter, Timeout.InfiniteTimeSpan);
        // What is on its way already will tell as well.
        if (Sender.IsIdle) _ = SendPingAsync();
    }

    private async Task SendPingAsync()
    {
        try
        {
            await Sender.SendAsync("ping", CancellationToken.None);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // The session has ended.
        }
    }
}
