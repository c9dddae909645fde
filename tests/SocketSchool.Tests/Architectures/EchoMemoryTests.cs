namespace SocketSchool.Tests;

/// <summary>What a connection costs that says nothing. Alone, because the memory that is counted is the whole process's.</summary>
[Collection(Alone.Name)]
public sealed class EchoMemoryTests
{
    private const int Connections = 2000;

    [Theory]
    [InlineData("async")]
    [InlineData("select")]
    [InlineData("saea")]
    [InlineData("echo")]
    public async Task An_idle_connection_holds_no_buffer_and_at_most_3_KiB(string name)
    {
        // Whatever else the process holds just now is counted as well, so the least of three runs is nearest to the truth.
        var (least, leastAfter) = (double.MaxValue, double.MaxValue);
        for (var run = 0; run < 3 && (least > 3072 || leastAfter > 3072); run++)
        {
            await using var server = Architecture.Start(name, options: ServerLoad.LimitsFor(new ServerLoadOptions { Connections = [Connections] }));
            var point = await ServerLoad.IdleAsync(ServerLoadTarget.Of(name, server), Connections, TimeSpan.FromSeconds(20)).Soon();

            Assert.Equal(Connections, point.Answered);
            Assert.Empty(server.Faults);
            least = Math.Min(least, point.ManagedBytesEach!.Value);
            leastAfter = Math.Min(leastAfter, point.ManagedBytesEachAfter!.Value);
        }

        Assert.InRange(least, 200, 3072);
        Assert.InRange(leastAfter, 200, 3072);
    }

    [Fact]
    public async Task A_thread_for_each_client_holds_its_buffer_all_the_time()
    {
        const int Clients = 200;
        await using var server = ThreadPerClientEcho.Start(options: ServerLoad.LimitsFor(new ServerLoadOptions { Connections = [Clients] }));
        var point = await ServerLoad.IdleAsync(ServerLoadTarget.Of("threads", server), Clients, TimeSpan.FromSeconds(20)).Soon();

        Assert.Equal(Clients, point.Answered);
        Assert.InRange(point.ManagedBytesEach!.Value, 16 * 1024, 32 * 1024);
    }
}
