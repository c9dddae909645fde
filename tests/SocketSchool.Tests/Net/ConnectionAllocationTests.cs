namespace SocketSchool.Tests;

/// <summary>A call allocates a little and always the same: no timer, no token source and no buffer of its own.</summary>
[Collection(Alone.Name)]
public sealed class ConnectionAllocationTests
{
    // Measured: 390 in a debug build, which is the async methods' own; 825 when every call makes its token source and timer anew.
    private const double BytesPerExchange = 600;
    private const int Exchanges = 2000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_receive_that_waits_and_a_send_reuse_their_time_limits(bool withToken)
    {
        using var source = new CancellationTokenSource();
        var token = withToken ? source.Token : CancellationToken.None;
        using var pair = await Pair.Connect();
        // Away from the test runner's synchronization context, which allocates at every await.
        await Task.Run(() => Exchange(pair, token)).Soon();
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await Task.Run(() => Exchange(pair, token)).Soon();

        Assert.InRange((GC.GetTotalAllocatedBytes(precise: true) - before) / (double)Exchanges, 0, BytesPerExchange);
    }

    private static async Task Exchange(Pair pair, CancellationToken token)
    {
        var (here, there) = (new byte[64], new byte[64]);
        for (var i = 0; i < Exchanges; i++)
        {
            // No assertions in here: they allocate more than what is measured.
            var receiving = pair.Connection.ReceiveAsync(here, token);
            pair.Peer.Send(there);
            await receiving;
            await pair.Connection.SendAsync(here, token);
            pair.Peer.Receive(there);
        }
    }
}
