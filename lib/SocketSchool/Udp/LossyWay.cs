namespace SocketSchool;

/// <summary>One direction of one client's traffic through a <see cref="LossyNetwork"/>.</summary>
/// <param name="options">How badly it behaves.</param>
/// <param name="client">The client's number, from 0.</param>
/// <param name="toServer">The direction.</param>
/// <param name="send">Sends one datagram on; must not throw.</param>
/// <param name="tell">Is told what became of each one.</param>
internal sealed class LossyWay(
    LossyNetworkOptions options, int client, bool toServer,
    Func<ReadOnlyMemory<byte>, Task> send, Action<int, DatagramFate, ReadOnlyMemory<byte>> tell) : IDisposable
{
    private readonly Lock _gate = new();
    private ReadOnlyMemory<byte>? _held;
    private ITimer? _timer;
    private int _number;
    private int _heldNumber;

    /// <summary>Lets one datagram through, or not.</summary>
    public async Task PassAsync(ReadOnlyMemory<byte> bytes)
    {
        var (number, fate, leaving) = Judge(bytes);
        tell(number, fate, bytes);
        foreach (var one in leaving) await send(one);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _timer?.Dispose();
            _held = null;
        }
    }

    private (int Number, DatagramFate Fate, List<ReadOnlyMemory<byte>> Leaving) Judge(ReadOnlyMemory<byte> bytes)
    {
        lock (_gate)
        {
            var fate = options.FateOf(client, toServer, ++_number);
            // One waits already, and this one overtakes it.
            if (fate == DatagramFate.Late && _held is not null) fate = DatagramFate.Passed;
            List<ReadOnlyMemory<byte>> leaving = fate switch
            {
                DatagramFate.Passed => [bytes],
                DatagramFate.Twice => [bytes, bytes],
                _ => [],
            };
            if (fate == DatagramFate.Late) Hold(bytes);
            else if (leaving.Count > 0 && TakeHeld() is { } held) leaving.Add(held);
            return (_number, fate, leaving);
        }
    }

    private void Hold(ReadOnlyMemory<byte> bytes)
    {
        _held = bytes;
        var number = _number;
        _timer?.Dispose();
        _timer = options.TimeProvider.CreateTimer(_ => Release(number), null, options.HoldTime, Timeout.InfiniteTimeSpan);
        _heldNumber = number;
    }

    private void Release(int number)
    {
        ReadOnlyMemory<byte>? held;
        // The timer of one that has left already must not let the next one go.
        lock (_gate) held = _heldNumber == number ? TakeHeld() : null;
        if (held is { } bytes) _ = send(bytes);
    }

    private ReadOnlyMemory<byte>? TakeHeld()
    {
        var held = _held;
        _held = null;
        return held;
    }
}
