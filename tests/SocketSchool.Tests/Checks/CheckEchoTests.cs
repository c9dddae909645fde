namespace SocketSchool.Tests.Checks;

public class CheckEchoTests
{
    [Fact]
    public async Task A_right_answer_passes_every_step()
    {
        var report = await Check.Echo(async (client, stop) =>
        {
            var buffer = new byte[100];
            int got;
            while ((got = await client.ReceiveAsync(buffer, stop)) > 0) await client.SendAsync(buffer.AsMemory(0, got), stop);
        });

        Assert.True(report.Passed, report.ToText());
        Assert.Equal(7, report.Steps.Count);
    }

    [Fact]
    public async Task An_untouched_stub_is_not_yet_and_no_failure()
    {
        var empty = await Check.Echo((_, _) => Task.CompletedTask);
        var throwing = await Check.Echo((_, _) => throw new NotImplementedException());

        Assert.Equal(CheckOutcome.NotYet, empty.Outcome);
        Assert.Equal(CheckOutcome.NotYet, throwing.Outcome);
        Assert.Null(empty.Hint);
    }

    [Fact]
    public async Task Sending_the_whole_buffer_back_fails_with_the_bytes_shown()
    {
        var report = await Check.Echo(async (client, stop) =>
        {
            var buffer = new byte[16];
            while (await client.ReceiveAsync(buffer, stop) > 0) await client.SendAsync(buffer, stop);
        });

        Assert.Equal(CheckOutcome.Failed, report.Outcome);
        var failed = report.Steps[^1];
        Assert.Equal("a second message on the same connection", failed.Name);
        Assert.Contains("00 00 00", failed.Got, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answering_only_once_fails_at_the_second_message()
    {
        var report = await Check.Echo(async (client, stop) =>
        {
            var buffer = new byte[16];
            var got = await client.ReceiveAsync(buffer, stop);
            await client.SendAsync(buffer.AsMemory(0, got), stop);
        });

        Assert.Equal("a second message on the same connection", report.Steps[^1].Name);
        Assert.Contains("end of the stream", report.Steps[^1].Got, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decoding_each_piece_as_text_fails_at_bytes_that_are_not_text()
    {
        var report = await Check.Echo(async (client, stop) =>
        {
            var buffer = new byte[1000];
            int got;
            while ((got = await client.ReceiveAsync(buffer, stop)) > 0)
            {
                await client.SendTextAsync(System.Text.Encoding.UTF8.GetString(buffer, 0, got), stop);
            }
        });

        Assert.Equal("bytes that are not text", report.Steps[^1].Name);
    }

    [Fact]
    public async Task Serving_one_client_after_the_other_fails_with_many_at_once()
    {
        using var oneAtATime = new SemaphoreSlim(1);
        var report = await Check.Echo(async (client, stop) =>
        {
            await oneAtATime.WaitAsync(stop);
            try
            {
                var buffer = new byte[1000];
                int got;
                while ((got = await client.ReceiveAsync(buffer, stop)) > 0) await client.SendAsync(buffer.AsMemory(0, got), stop);
            }
            finally
            {
                oneAtATime.Release();
            }
        });

        Assert.StartsWith("20 clients", report.Steps[^1].Name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exception_in_the_learners_code_is_named_in_the_report()
    {
        var report = await Check.Echo((_, _) => throw new FormatException("odd"));

        Assert.Contains("FormatException: odd", report.Steps[^1].Note, StringComparison.Ordinal);
    }
}
