namespace SocketSchool.Tests;

public class CrowdServerTests
{
    [Fact]
    public async Task Each_client_is_welcomed_with_the_number_of_threads_that_run_now()
    {
        await using var server = CrowdServer.Start();
        using var one = await PlainClient.ConnectAsync(server);
        Assert.Equal("Welcome. 1 thread is running.\n", await one.ReadLineAsync());
        using var two = await PlainClient.ConnectAsync(server);
        Assert.Equal("Welcome. 2 threads are running.\n", await two.ReadLineAsync());
        using var three = await PlainClient.ConnectAsync(server);
        Assert.Equal("Welcome. 3 threads are running.\n", await three.ReadLineAsync());
    }

    [Fact]
    public async Task Who_leaves_is_no_longer_counted()
    {
        await using var server = CrowdServer.Start();
        using var stays = await PlainClient.ConnectAsync(server);
        await stays.ReadLineAsync();
        Assert.Equal("Welcome. 2 threads are running.\n", await PlainClient.AskAsync(server, "quit\n"));
        Assert.Equal("Welcome. 2 threads are running.\n", await PlainClient.AskAsync(server, ""));
        await stays.SendAsync("alone?\n");
        Assert.Equal("1: alone?\n", await stays.ReadLineAsync());
    }

    [Fact]
    public async Task A_client_that_resets_is_no_longer_counted_either()
    {
        await using var server = CrowdServer.Start();
        using (var rude = await PlainClient.ConnectAsync(server))
        {
            await rude.ReadLineAsync();
            rude.Reset();
        }

        await Until.TrueAsync(() => server.Connections.Count == 0);
        using var next = await PlainClient.ConnectAsync(server);
        Assert.Equal("Welcome. 1 thread is running.\n", await next.ReadLineAsync());
        Assert.Single(server.Faults);
    }

    [Fact]
    public async Task One_hundred_clients_are_served_while_none_of_them_leaves()
    {
        await using var server = CrowdServer.Start();
        var clients = new List<PlainClient>();
        try
        {
            for (var i = 1; i <= 100; i++)
            {
                clients.Add(await PlainClient.ConnectAsync(server));
                Assert.Equal(i == 1 ? "Welcome. 1 thread is running.\n" : $"Welcome. {i} threads are running.\n", await clients[^1].ReadLineAsync());
            }

            foreach (var client in Enumerable.Reverse(clients))
            {
                await client.SendAsync("hello\n");
                Assert.Equal("100: hello\n", await client.ReadLineAsync());
            }
        }
        finally
        {
            foreach (var client in clients) client.Dispose();
        }

        Assert.Empty(server.Faults);
    }

    [Fact]
    public async Task Lines_however_they_are_cut_and_the_last_one_without_its_end_come_back()
    {
        await using var server = CrowdServer.Start(pause: Timeout.InfiniteTimeSpan);
        using var client = await PlainClient.ConnectAsync(server);
        await client.ReadLineAsync();
        await client.DripAsync(server, "zoë\r\n");
        Assert.Equal("1: zoë\n", await client.ReadLineAsync());
        await client.SendAsync("one\ntwo\nthree");
        client.Finish();
        Assert.Equal("1: one\n1: two\n1: three\n", await client.ReadToEndAsync());
    }

    [Fact]
    public async Task A_stop_ends_threads_that_wait_for_their_clients_without_a_fault()
    {
        var server = CrowdServer.Start();
        using var client = await PlainClient.ConnectAsync(server);
        await client.ReadLineAsync();
        await server.StopAsync().WaitAsync(PlainClient.Patience);
        Assert.Equal("", await client.ReadToEndAsync());
        Assert.Empty(server.Faults);
    }
}
