namespace SocketSchool.Tests.Web;

/// <summary>Each limit: the answer, and the fault with its name.</summary>
public class WebLimitTests
{
    private static readonly WebLimits s_small = new() { MaxTargetBytes = 100, MaxHeadBytes = 500, MaxFields = 10, MaxBodyBytes = 1000 };

    public static TheoryData<string, int, string> TooMuch => new()
    {
        { $"GET /{new string('a', 100)} HTTP/1.1\r\nHost: x\r\n\r\n", 414, "MaxTargetBytes" },
        { $"GET /{new string('a', 400)}", 414, "MaxTargetBytes" },
        { $"GET / HTTP/1.1\r\nHost: x\r\nX: {new string('a', 500)}\r\n\r\n", 431, "MaxHeadBytes" },
        { $"GET / HTTP/1.1\r\nHost: x\r\nX: {new string('a', 500)}", 431, "MaxHeadBytes" },
        { $"GET / HTTP/1.1\r\nHost: x\r\n{string.Concat(Enumerable.Repeat("a: b\r\n", 10))}\r\n", 431, "MaxFields" },
        { "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\n", 413, "MaxBodyBytes" },
        { "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n", 413, "MaxBodyBytes" },
        { $"POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3e8\r\n{new string('b', 1000)}\r\n1\r\n", 413, "MaxBodyBytes" },
        { $"POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: {new string('t', 500)}\r\n\r\n", 431, "MaxHeadBytes" },
    };

    [Theory]
    [MemberData(nameof(TooMuch))]
    public async Task Too_much_is_refused_without_waiting_for_its_end(string bytes, int status, string limit)
    {
        await using var server = WebServer.Start(limits: s_small);
        using var client = await RawClient.ConnectAsync(server);

        await client.SendAsync(bytes);

        var answer = await client.ReadAsync();
        Assert.Equal((status, "close"), (answer.Status, answer["Connection"]));
        Assert.Contains(server.Faults, fault => fault.Limit == limit);
    }

    [Fact]
    public async Task What_just_fits_is_taken()
    {
        await using var server = WebServer.Start(limits: s_small);
        using var client = await RawClient.ConnectAsync(server);

        await client.SendAsync($"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{new string('b', 1000)}");
        Assert.Equal(1000, (await client.ReadAsync()).Body.Length);
        await client.SendAsync($"GET /{new string('a', 99)} HTTP/1.1\r\nHost: x\r\n\r\n");
        Assert.Equal(404, (await client.ReadAsync()).Status);
        Assert.Equal(0, server.FaultCount);
    }

    [Theory]
    [InlineData("GET /hello HTT")]
    [InlineData("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhel")]
    public async Task A_request_that_takes_too_long_gets_a_408(string part)
    {
        var time = new ManualTime();
        await using var server = WebServer.Start(options: new ServerOptions { TimeProvider = time }, limits: new WebLimits { RequestTimeout = TimeSpan.FromSeconds(20) });
        using var client = await RawClient.ConnectAsync(server);

        await client.SendAsync(part);
        var reading = client.ReadAsync();
        var seconds = await AdvanceUntil(time, () => reading.IsCompleted);

        Assert.Equal((408, "close"), ((await reading).Status, (await reading)["Connection"]));
        Assert.True(seconds >= 20, $"after {seconds} s already");
        Assert.Contains(server.Faults, fault => fault.Limit == "RequestTimeout");
    }

    [Fact]
    public async Task A_byte_now_and_then_wins_no_time()
    {
        var time = new ManualTime();
        await using var server = WebServer.Start(options: new ServerOptions { TimeProvider = time }, limits: new WebLimits { RequestTimeout = TimeSpan.FromSeconds(20) });
        using var client = await RawClient.ConnectAsync(server);

        await client.SendAsync("GET /hello HTTP/1.1\r\nX: ");
        await Waiting.Until(() => server.BytesReceived > 0, "the server read the beginning");
        for (var i = 0; i < 10 && server.FaultCount == 0; i++)
        {
            await client.DripAsync(server, "a");
            time.Advance(TimeSpan.FromSeconds(1.9));
        }

        var reading = client.ReadAsync();
        var seconds = await AdvanceUntil(time, () => reading.IsCompleted);
        Assert.Equal(408, (await reading).Status);
        Assert.True(seconds < 10, $"it got {19 + seconds} s");
    }

    [Fact]
    public async Task A_connection_without_requests_is_closed_after_the_idle_time()
    {
        var time = new ManualTime();
        await using var server = WebServer.Start(options: new ServerOptions { TimeProvider = time, IdleTimeout = TimeSpan.FromMinutes(1) });
        using var client = await RawClient.ConnectAsync(server);
        await client.SendAsync("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");
        Assert.Equal(200, (await client.ReadAsync()).Status);

        var reading = client.ReadToEndAsync();
        var seconds = await AdvanceUntil(time, () => reading.IsCompleted);

        Assert.Equal("", await reading);
        Assert.True(seconds >= 60, $"after {seconds} s already");
        Assert.Equal("IdleTimeout", Assert.Single(server.Faults).Limit);
    }

    [Fact]
    public async Task A_client_that_does_not_read_is_dropped_after_the_send_time()
    {
        var time = new ManualTime();
        await using var server = WebServer.Start(options: new ServerOptions { TimeProvider = time, SendTimeout = TimeSpan.FromSeconds(30) });
        var large = HttpResponse.Content(new byte[64 << 20], "application/octet-stream");
        server.Map("GET", "/large", _ => large);
        using var client = await RawClient.ConnectAsync(server);
        await client.SendAsync("GET /large HTTP/1.1\r\nHost: x\r\n\r\n");

        await AdvanceUntil(time, () => server.FaultCount > 0);

        Assert.Equal("SendTimeout", server.Faults[0].Limit);
        await Waiting.Until(() => server.Connections.Count == 0, "the client was dropped");
    }

    [Fact]
    public async Task One_client_too_many_is_turned_away()
    {
        await using var server = WebServer.Start(options: new ServerOptions { MaxConnections = 1 });
        using var first = await RawClient.ConnectAsync(server);
        await first.SendAsync("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");
        await first.ReadAsync();
        using var second = await RawClient.ConnectAsync(server);

        Assert.Equal("", await second.ReadToEndAsync());
        Assert.Equal("MaxConnections", Assert.Single(server.Faults).Limit);
    }

    [Fact]
    public async Task Stop_ends_idle_clients_at_once_and_frees_the_port()
    {
        var server = WebServer.Start();
        using var client = await RawClient.ConnectAsync(server);
        await client.SendAsync("GET /hello HTTP/1.1\r\nHost: x\r\n\r\nGET /hel");
        await client.ReadAsync();

        await server.StopAsync().Soon();

        Assert.Equal("", await client.ReadToEndAsync());
        Assert.Equal((0, ServerState.Stopped), (server.FaultCount, server.State));
        await using var again = WebServer.Start(server.Port);
    }

    private static async Task<double> AdvanceUntil(ManualTime time, Func<bool> happened)
    {
        var start = time.GetTimestamp();
        await Waiting.Until(() =>
        {
            if (!happened()) time.Advance(TimeSpan.FromSeconds(0.25));
            return happened();
        }, "the limit was hit");
        return TimeSpan.FromTicks(time.GetTimestamp() - start).TotalSeconds;
    }
}
