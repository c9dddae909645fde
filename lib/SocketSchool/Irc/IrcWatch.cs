namespace SocketSchool;

/// <summary>Watches one client: it has to register in time, and to answer a PING when it is silent.</summary>
internal static class IrcWatch
{
    public static async Task RunAsync(IrcWorld world, IrcClient client, TimeProvider time, CancellationToken over)
    {
        var options = world.Options;
        try
        {
            await client.Registration.WaitAsync(options.RegistrationTimeout, time, over);
            while (options.PingInterval != Timeout.InfiniteTimeSpan)
            {
                var heard = world.LastHeard(client);
                var silent = time.GetUtcNow() - heard;
                if (silent < options.PingInterval)
                {
                    await Task.Delay(options.PingInterval - silent, time, over);
                    continue;
                }

                world.Ping(client);
                await Task.Delay(options.PingTimeout, time, over);
                if (world.LastHeard(client) != heard) continue;
                world.Dismiss(client, $"Ping timeout: {Say.Duration(options.PingTimeout)}", nameof(options.PingTimeout),
                    $"did not answer a PING within {Say.Duration(options.PingTimeout)}");
                return;
            }
        }
        catch (TimeoutException)
        {
            world.Dismiss(client, "Registration timed out", nameof(options.RegistrationTimeout),
                $"did not register within {Say.Duration(options.RegistrationTimeout)}");
        }
        catch (OperationCanceledException)
        {
            // The conversation is over.
        }
    }
}
