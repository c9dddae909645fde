namespace SocketSchool.Tests.Checks;

/// <summary>What the shared test of the wrong answers cannot show: it checks each of them once.</summary>
public class CheckAtMostThreeTests
{
    [Fact]
    public async Task Code_that_is_checked_a_second_time_is_told_that_its_variables_have_kept_their_values()
    {
        var came = 0;
        async Task Limit(Connection client, Func<Connection, CancellationToken, Task> serve, CancellationToken stop)
        {
            if (Interlocked.Increment(ref came) <= 3) await serve(client, stop);
            else await client.SendLineAsync("busy", stop);
        }

        var first = await Check.AtMostThree(Limit);
        var second = await Check.AtMostThree(Limit);

        Assert.DoesNotContain("Run your cell again", first.ToText(), StringComparison.Ordinal);
        Assert.Equal("one client has its conversation", second.Steps[^1].Name);
        Assert.Contains("variables above your method have kept their values", second.ToText(), StringComparison.Ordinal);
    }
}
