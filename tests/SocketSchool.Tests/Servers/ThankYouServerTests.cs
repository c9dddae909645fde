namespace SocketSchool.Tests;

public class ThankYouServerTests
{
    [Fact]
    public async Task Thanks_whoever_connects_and_closes_and_keeps_no_file_unless_told()
    {
        await using var server = ThankYouServer.Start();
        using var client = await PlainClient.ConnectAsync(server);
        Assert.Equal("Thank you for connecting\n", await client.ReadToEndAsync());
    }

    [Fact]
    public async Task The_clients_line_is_in_the_file_before_it_is_thanked()
    {
        using var folder = new TemporaryFolder();
        var clock = new HandClock(new DateTimeOffset(2026, 1, 4, 8, 5, 7, 123, TimeSpan.Zero));
        await File.WriteAllTextAsync(folder["peers.log"], "an older line\n");
        await using var server = ThankYouServer.Start(0, folder["peers.log"], new ServerOptions { TimeProvider = clock });
        using var client = await Connection.ConnectAsync(server);
        await client.ReadLineAsync();
        Assert.Equal(
            ["an older line", $"2026-01-04T08:05:07.123Z {client.LocalEndPoint}"],
            await File.ReadAllLinesAsync(folder["peers.log"]));
    }

    [Fact]
    public async Task Two_servers_on_one_file_lose_and_tear_no_line_of_300_clients()
    {
        using var folder = new TemporaryFolder();
        await using var one = ThankYouServer.Start(0, folder["peers.log"]);
        await using var two = ThankYouServer.Start(0, folder["peers.log"]);
        var clients = await Task.WhenAll(Enumerable.Range(0, 300).Select(async number =>
        {
            await using var client = await Connection.ConnectAsync(number % 2 == 0 ? one : two);
            Assert.Equal("Thank you for connecting", await client.ReadLineAsync());
            return client.LocalEndPoint.ToString();
        }));
        var lines = await File.ReadAllLinesAsync(folder["peers.log"]);
        Assert.All(lines, line => Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z 127\.0\.0\.1:\d+$", line));
        Assert.Equal(clients.Order(), lines.Select(line => line.Split(' ')[1]).Order());
        Assert.Empty(one.Faults.Concat(two.Faults));
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_said_at_the_start_and_no_server_runs()
    {
        using var folder = new TemporaryFolder();
        var e = Assert.Throws<DirectoryNotFoundException>(() => ThankYouServer.Start(0, folder["missing/peers.log"]));
        Assert.Contains("missing", e.Message, StringComparison.Ordinal);
    }
}
