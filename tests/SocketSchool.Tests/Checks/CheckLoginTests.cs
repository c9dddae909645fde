namespace SocketSchool.Tests.Checks;

/// <summary>What the shared test of the wrong answers cannot show: it runs them as fast as the machine happens to be.</summary>
public class CheckLoginTests
{
    [Fact]
    public async Task What_code_does_after_its_client_has_left_is_not_held_against_the_next_step()
    {
        var next = new TaskCompletionSource();
        async Task Login(Connection client, Func<string, string, string> greetingFor, CancellationToken stop)
        {
            var spoke = false;
            for (var attempt = 1; attempt <= 3; attempt++)
            {
                await client.SendTextAsync("name: ", stop);
                var name = await client.ReadLineAsync(stop);
                if (!spoke) Interlocked.Exchange(ref next, new TaskCompletionSource()).TrySetResult();
                spoke = true;
                await client.SendTextAsync("password: ", stop);
                var password = await client.ReadLineAsync(stop);
                // The mistake is to ask with null. Asked only when the next client is there, it used to count as one of that client's.
                if (password is null) await Task.WhenAny(next.Task, Task.Delay(TimeSpan.FromMilliseconds(200), stop));
                var greeting = greetingFor(name!, password!);
                if (greeting != "")
                {
                    await client.SendLineAsync(greeting, stop);
                    return;
                }

                await client.SendLineAsync("refused", stop);
            }

            await client.SendLineAsync("goodbye", stop);
        }

        var report = await Check.Login(Login);

        Assert.Equal(CheckOutcome.Failed, report.Outcome);
        Assert.Equal("a client that leaves before the password", report.Steps[^1].Name);
        Assert.Contains("refused", report.Steps[^1].Got, StringComparison.Ordinal);
    }
}
