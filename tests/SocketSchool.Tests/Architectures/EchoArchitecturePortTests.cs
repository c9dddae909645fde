using System.Net.Sockets;

namespace SocketSchool.Tests;

/// <summary>Ports that are given back and taken again. Alone, because a socket of another test could get a port in between.</summary>
[Collection(Alone.Name)]
public sealed class EchoArchitecturePortTests
{
    public static TheoryData<string> Names => Architecture.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_port_is_free_when_the_stop_returns_and_the_server_can_start_again(string name)
    {
        var server = Architecture.Start(name);
        for (var i = 0; i < 5; i++)
        {
            var port = server.Port;
            using var client = await Architecture.ConnectAsync(server);
            await client.SendTextAsync("x").Soon();
            Assert.NotNull(await client.ReceiveExactlyAsync(1).Soon());
            await server.StopAsync().Soon();
            Assert.Empty(server.Faults);
            var e = await Assert.ThrowsAnyAsync<SocketException>(() => Connection.ConnectAsync(server.EndPoint).Soon());
            Assert.Equal(SocketError.ConnectionRefused, e.SocketErrorCode);
            server = Architecture.Start(name, port);
            Assert.Equal(port, server.Port);
        }

        await server.StopAsync().Soon();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_same_cell_run_twice_replaces_the_first_server(string name)
    {
        var first = Architecture.Start(name);
        await using var second = Architecture.Start(name, first.Port);
        Assert.Equal(first.Port, second.Port);
        using var client = await Architecture.ConnectAsync(second);
        await client.SendTextAsync("x").Soon();
        Assert.NotNull(await client.ReceiveExactlyAsync(1).Soon());
        await first.Completion.Soon();
        Assert.Empty(first.Faults);
        Assert.Empty(second.Faults);
    }
}
