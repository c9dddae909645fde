using System.Net;
using System.Net.Sockets;

namespace SocketSchool;

/// <content>What servers with a listening socket have in common: letting clients in, and waiting for them at the stop.</content>
public abstract partial class Server
{
    /// <summary>Accepts until the server stops, and hands each socket over. What goes wrong with one client is a fault, and no end.</summary>
    private protected async Task AcceptLoopAsync(Socket listener, Action<Socket> begin)
    {
        while (!IsStopping)
        {
            try
            {
                begin(await listener.AcceptAsync(StopToken));
            }
            catch (Exception) when (IsStopping)
            {
                return;
            }
            catch (Exception e)
            {
                // A client that gave up in the queue, or no more file descriptors: the listener itself is fine, so go on, after a
                // breath in case the cause lasts.
                AddFault(null, e);
                await Task.Delay(TimeSpan.FromMilliseconds(50), Options.TimeProvider, StopToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>
    /// Waits for the code that serves clients. What has not returned after <see cref="ServerOptions.StopTimeout"/> loses its connection,
    /// with a fault, and gets that time once more.
    /// </summary>
    private protected async Task WaitForClientsAsync(Task serving, Func<IEnumerable<(IPEndPoint Client, IDisposable Connection)>> left)
    {
        try
        {
            await serving.WaitAsync(Options.StopTimeout, Options.TimeProvider);
        }
        catch (TimeoutException)
        {
            foreach (var (client, connection) in left())
            {
                AddFault(client, nameof(Options.StopTimeout),
                    $"The code that serves {client} did not return within {Say.Duration(Options.StopTimeout)} of the stop (StopTimeout). " +
                    "Pass the token that it gets to everything it waits for.");
                connection.Dispose();
            }

            // A handler that blocks its thread or waits for something else cannot be helped; the server ends without it.
            await serving.WaitAsync(Options.StopTimeout, Options.TimeProvider).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
