using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SocketSchool.Tests;

public sealed class UdpServerTests
{
    private static Task Echo(Datagram datagram, CancellationToken stop) => datagram.ReplyAsync(datagram.Bytes, stop).AsTask();

    [Fact]
    public async Task A_datagram_comes_back_to_its_sender_whole()
    {
        await using var server = UdpServer.Start(Echo, name: "udp echo");
        using var client = Client(server);
        await client.SendAsync(Encoding.UTF8.GetBytes("hé")).Soon();

        Assert.Equal("hé", Encoding.UTF8.GetString((await client.ReceiveAsync().Soon()).Buffer));
        // The other end may have its bytes before this one's send returns and is counted.
        await Waiting.Until(() => server.BytesSent == 3, "what was sent is counted");
        var info = Assert.Single(server.Connections);
        Assert.Equal(((IPEndPoint)client.Client.LocalEndPoint!, 3L, 3L), (info.Client, info.BytesReceived, info.BytesSent));
        Assert.Equal((1L, 3L, 3L), (server.TotalConnections, server.BytesReceived, server.BytesSent));
        Assert.Equal(
            [WireEventKind.Listen, WireEventKind.Receive, WireEventKind.Send], server.Log.Events.Select(e => e.Kind));
        Assert.Equal($"udp echo server on udp {server.EndPoint}, running", server.ToString());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(9000)]
    public async Task Datagrams_of_every_size_keep_their_edges(int size)
    {
        await using var server = UdpServer.Start(Echo);
        using var client = Client(server);
        var bytes = new byte[size];
        Random.Shared.NextBytes(bytes);
        await client.SendAsync(bytes).Soon();
        await client.SendAsync(bytes).Soon();

        for (var i = 0; i < 2; i++)
        {
            var got = await client.ReceiveAsync().Soon();
            Assert.Equal(bytes, got.Buffer);
        }
    }

    [NotOnMacFact("macOS sends at most 9,216 bytes in a datagram unless net.inet.udp.maxdgram is raised.")]
    public async Task The_largest_datagram_goes_there_and_back_and_one_more_byte_is_a_fault()
    {
        await using var server = UdpServer.Start(async (datagram, stop) =>
        {
            await datagram.ReplyAsync(datagram.Bytes, stop);
            await datagram.ReplyAsync(new byte[65508], stop);
        });
        using var client = Client(server);
        var bytes = new byte[65507];
        Random.Shared.NextBytes(bytes);
        await client.SendAsync(bytes).Soon();

        Assert.Equal(bytes, (await client.ReceiveAsync().Soon()).Buffer);
        await Waiting.Until(() => server.FaultCount == 1, "the fault is there");
        var e = Assert.IsType<SocketException>(server.Faults[0].Exception, exactMatch: false);
        Assert.Equal(SocketError.MessageSize, e.SocketErrorCode);
    }

    [Fact]
    public async Task A_datagram_that_is_longer_than_the_buffer_is_cut_and_says_so()
    {
        var seen = new BlockingCollection<Datagram>();
        await using var server = UdpServer.Start(
            (datagram, _) =>
            {
                seen.Add(datagram, CancellationToken.None);
                return Task.CompletedTask;
            },
            options: new ServerOptions { MaxDatagramBytes = 4 });
        using var client = Client(server);
        await client.SendAsync("1234"u8.ToArray()).Soon();
        await client.SendAsync("12345"u8.ToArray()).Soon();
        await Waiting.Until(() => seen.Count == 2, "both have come");

        var (whole, cut) = (seen.Take(), seen.Take());
        Assert.Equal(("1234", false), (whole.Text, whole.Truncated));
        Assert.Equal(("1234", true), (cut.Text, cut.Truncated));
        Assert.EndsWith(": 4 bytes, truncated: 1234", cut.ToString(), StringComparison.Ordinal);
        Assert.Equal("truncated", server.Log.Events[^1].Text);
    }

    [Fact]
    public async Task A_handler_that_throws_is_a_fault_of_that_datagram_only()
    {
        await using var server = UdpServer.Start(async (datagram, stop) =>
        {
            if (datagram.Text == "bad") throw new InvalidDataException("cannot read that");
            await datagram.ReplyAsync("fine", stop);
        });
        using var client = Client(server);
        await client.SendAsync("bad"u8.ToArray()).Soon();
        await client.SendAsync("good"u8.ToArray()).Soon();

        Assert.Equal("fine"u8.ToArray(), (await client.ReceiveAsync().Soon()).Buffer);
        var fault = Assert.Single(server.Faults);
        Assert.Equal((IPEndPoint)client.Client.LocalEndPoint!, fault.Client);
        Assert.Equal("InvalidDataException: cannot read that", fault.Message);
    }

    [Fact]
    public async Task Datagrams_are_served_one_after_the_other_in_their_order()
    {
        var order = new ConcurrentQueue<int>();
        var inside = 0;
        var most = 0;
        await using var server = UdpServer.Start(async (datagram, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await Task.Yield();
            order.Enqueue(datagram.Bytes.Span[0]);
            Interlocked.Decrement(ref inside);
        });
        using var client = Client(server);
        for (var i = 0; i < 50; i++) await client.SendAsync(new[] { (byte)i }).Soon();
        await Waiting.Until(() => order.Count == 50, "all have come");

        Assert.Equal(Enumerable.Range(0, 50), order);
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task The_table_of_senders_is_bounded_and_keeps_the_newest()
    {
        await using var server = UdpServer.Start(Echo, options: new ServerOptions { MaxConnections = 3 });
        var clients = Enumerable.Range(0, 6).Select(_ => Client(server)).ToList();
        foreach (var client in clients)
        {
            await client.SendAsync(new byte[2]).Soon();
            await client.ReceiveAsync().Soon();
        }

        Assert.Equal(
            clients.TakeLast(3).Select(client => (IPEndPoint)client.Client.LocalEndPoint!), server.Connections.Select(info => info.Client));
        // The other end may have its bytes before this one's send returns and is counted.
        await Waiting.Until(() => server.BytesSent == 12, "what was sent is counted");
        Assert.Equal((6L, 12L), (server.TotalConnections, server.BytesReceived));
        Assert.Empty(server.Faults);
        clients.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task An_answer_to_a_port_that_is_closed_by_then_harms_nobody()
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = UdpServer.Start(async (datagram, stop) =>
        {
            if (datagram.Text == "leaving") await gone.Task.WaitAsync(stop);
            await datagram.ReplyAsync("x", stop);
            await datagram.ReplyAsync("x", stop);
        });
        using (var leaving = Client(server)) await leaving.SendAsync("leaving"u8.ToArray()).Soon();
        gone.SetResult();
        using var staying = Client(server);
        await staying.SendAsync("staying"u8.ToArray()).Soon();

        Assert.Equal("x"u8.ToArray(), (await staying.ReceiveAsync().Soon()).Buffer);
        Assert.Empty(server.Faults);
    }

    [IPv6Fact]
    public async Task A_dual_mode_server_calls_an_IPv4_sender_by_its_IPv4_name_and_can_answer_it()
    {
        await using var server = UdpServer.Start(Echo, options: new ServerOptions { Address = IPAddress.IPv6Any });
        using var four = new UdpClient("127.0.0.1", server.Port);
        using var six = new UdpClient("::1", server.Port);
        foreach (var client in new[] { four, six })
        {
            await client.SendAsync(new byte[1]).Soon();
            await client.ReceiveAsync().Soon();
        }

        Assert.Equal(
            [(IPEndPoint)four.Client.LocalEndPoint!, (IPEndPoint)six.Client.LocalEndPoint!],
            server.Connections.Select(info => info.Client));
    }

    [Fact]
    public async Task A_stop_cancels_a_handler_that_waits_and_names_one_that_does_not_return()
    {
        var entered = new SemaphoreSlim(0);
        var obeying = UdpServer.Start(async (_, stop) =>
        {
            entered.Release();
            await Task.Delay(Timeout.Infinite, stop);
        });
        var time = new ManualTime();
        var deaf = UdpServer.Start(
            (_, _) =>
            {
                entered.Release();
                return new TaskCompletionSource().Task;
            },
            options: new ServerOptions { StopTimeout = TimeSpan.FromSeconds(3), TimeProvider = time });
        foreach (var server in new[] { obeying, deaf })
        {
            using var client = Client(server);
            await client.SendAsync(new byte[1]).Soon();
            await entered.WaitAsync().Soon();
        }

        await obeying.StopAsync().Soon();
        Assert.Empty(obeying.Faults);
        var stopping = deaf.StopAsync();
        await time.TimerOf(TimeSpan.FromSeconds(3));
        time.Advance(TimeSpan.FromSeconds(3));
        await stopping.Soon();
        Assert.Equal("StopTimeout", Assert.Single(deaf.Faults).Limit);
    }

    [Fact]
    public void A_port_that_somebody_else_holds_is_an_error_that_says_what_to_do()
    {
        using var other = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var taken = (IPEndPoint)other.Client.LocalEndPoint!;

        var e = Assert.Throws<PortUnavailableException>(() => UdpServer.Start(Echo, taken.Port));
        Assert.StartsWith($"UDP port {taken.Port} on 127.0.0.1 is already in use", e.Message, StringComparison.Ordinal);
    }

    private static UdpClient Client(UdpServer server) => new(server.EndPoint.Address.ToString(), server.Port);
}
