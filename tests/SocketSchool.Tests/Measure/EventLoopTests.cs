using System.Net;

namespace SocketSchool.Tests;

public sealed class EventLoopTests
{
    [Fact]
    public async Task What_follows_an_await_runs_on_the_loops_own_thread()
    {
        var threads = await Task.Factory.StartNew(() =>
        {
            var (client, server) = ConnectedPair.Tcp(IPAddress.Loopback);
            using (client)
            using (server)
            {
                client.Blocking = false;
                var loop = new EventLoop(client);
                var seen = new HashSet<int>();
                SynchronizationContext.SetSynchronizationContext(new SynchronizationContext());
                loop.Run(async () =>
                {
                    for (var i = 0; i < 5; i++)
                    {
                        seen.Add(Environment.CurrentManagedThreadId);
                        server.Send([1]);
                        await loop.ReadyAsync(read: true, write: false);
                        seen.Add(Environment.CurrentManagedThreadId);
                        Assert.Equal(1, NonBlocking.Receive(client, new byte[10]));
                    }

                    await loop.ReadyAsync(read: true, write: true);
                    await loop.ReadyAsync(read: false, write: true);
                });
                Assert.NotNull(SynchronizationContext.Current);
                return (seen.Single(), Environment.CurrentManagedThreadId);
            }
        }, TaskCreationOptions.LongRunning).Soon();

        Assert.Equal(threads.Item2, threads.Item1);
    }
}
