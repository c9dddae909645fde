namespace SocketSchool;

/// <summary>Keeps every processor busy until it is disposed: one spinning thread for each.</summary>
internal sealed class PlacementSpinners : IDisposable
{
    private readonly Thread[] _threads;
    private volatile bool _stop;

    public PlacementSpinners(IReadOnlyList<int> processors)
    {
        using var started = new CountdownEvent(processors.Count);
        _threads = [.. processors.Select(processor => new Thread(() => Spin(processor, started)) { IsBackground = true, Name = "placement: busy" })];
        foreach (var thread in _threads) thread.Start();
        // With the processors taken by others a thread may start late; the measurement then begins without it.
        started.Wait(TimeSpan.FromSeconds(1));
    }

    public void Dispose()
    {
        _stop = true;
        foreach (var thread in _threads) thread.Join(TimeSpan.FromSeconds(2));
    }

    private void Spin(int processor, CountdownEvent started)
    {
        PlacementAffinity.HoldThread([processor]);
        try
        {
            started.Signal();
        }
        catch (ObjectDisposedException)
        {
            // Nobody waits any more.
        }

        while (!_stop) Thread.SpinWait(1000);
    }
}
