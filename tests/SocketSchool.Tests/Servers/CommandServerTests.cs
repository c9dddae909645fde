using System.Globalization;
using System.Security.Cryptography;

namespace SocketSchool.Tests;

public class CommandServerTests
{
    [Fact]
    public async Task R_answers_each_number_from_1_to_10_and_no_other()
    {
        await using var server = CommandServer.Start();
        var answer = await PlainClient.AskAsync(server, string.Concat(Enumerable.Repeat("R\n", 1000)));
        var numbers = answer.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => int.Parse(line, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(1000, numbers.Count);
        Assert.Equal(Enumerable.Range(1, 10), numbers.Distinct().Order());
    }

    [Fact]
    public async Task T_answers_the_local_time_with_its_distance_from_utc()
    {
        var clock = new HandClock(new DateTimeOffset(2026, 1, 4, 8, 5, 7, TimeSpan.Zero), TimeSpan.FromHours(1));
        await using var server = CommandServer.Start(options: new ServerOptions { TimeProvider = clock });
        Assert.Equal("2026-01-04 09:05:07 +01:00\n", await PlainClient.AskAsync(server, "T\n"));
    }

    [Fact]
    public async Task L_answers_the_languages_version()
    {
        await using var server = CommandServer.Start();
        Assert.Matches(@"^C# 14 on \.NET 10\.", await PlainClient.AskAsync(server, "L\n"));
    }

    [Fact]
    public async Task E_says_goodbye_and_ends_the_server_and_frees_its_port()
    {
        var server = CommandServer.Start();
        Assert.Equal("bye\n", await PlainClient.AskAsync(server, "E\n"));
        await server.Completion.WaitAsync(PlainClient.Patience);
        Assert.Equal(ServerState.Stopped, server.State);
        Assert.Empty(server.Faults);
        await using var next = CommandServer.Start(server.Port);
    }

    [Fact]
    public async Task E_ends_the_conversations_of_the_others_too()
    {
        var server = CommandServer.Start();
        using var other = await PlainClient.ConnectAsync(server);
        await other.SendAsync("L\n");
        await other.ReadLineAsync();
        await PlainClient.AskAsync(server, "E\n");
        Assert.Equal("", await other.ReadToEndAsync());
        await server.Completion.WaitAsync(PlainClient.Patience);
    }

    [Theory]
    [InlineData("l\n")]
    [InlineData("  L \r\n")]
    [InlineData("L")]
    public async Task Small_letters_blanks_and_a_missing_line_end_will_do(string sent)
    {
        await using var server = CommandServer.Start(pause: Timeout.InfiniteTimeSpan);
        Assert.StartsWith("C# 14", await PlainClient.AskAsync(server, sent));
    }

    [Theory]
    [InlineData("X\n", "error: no such command: \"X\"; send R (random number), T (time), L (language) or E (exit)\n")]
    [InlineData("\n", "error: no such command: \"\"; send R (random number), T (time), L (language) or E (exit)\n")]
    [InlineData("RT\n", "error: no such command: \"RT\"; send R (random number), T (time), L (language) or E (exit)\n")]
    [InlineData("a\u001b[2J\a\n", "error: no such command: \"A?[2J?\"; send R (random number), T (time), L (language) or E (exit)\n")]
    public async Task Anything_else_gets_an_error_line_and_the_conversation_goes_on(string sent, string expected)
    {
        await using var server = CommandServer.Start();
        using var client = await PlainClient.ConnectAsync(server);
        await client.SendAsync(sent);
        Assert.Equal(expected, await client.ReadLineAsync());
        await client.SendAsync("L\n");
        Assert.StartsWith("C# 14", await client.ReadLineAsync());
        Assert.Empty(server.Faults);
    }

    [Fact]
    public async Task Garbage_gets_one_error_a_line_and_no_fault()
    {
        await using var server = CommandServer.Start();
        var garbage = RandomNumberGenerator.GetBytes(20_000).Select(one => one is (byte)'\n' or (byte)'\r' ? (byte)'.' : one).Chunk(100);
        using var client = await PlainClient.ConnectAsync(server);
        foreach (var line in garbage)
        {
            await client.SendAsync([(byte)'#', .. line, (byte)'\n']);
            Assert.StartsWith("error: no such command: \"#", await client.ReadLineAsync());
        }

        Assert.Empty(server.Faults);
    }

    [Fact]
    public async Task A_client_that_ended_one_line_is_never_guessed_about_again()
    {
        var clock = new HandClock(DateTimeOffset.UnixEpoch);
        await using var server = CommandServer.Start(
            options: new ServerOptions { TimeProvider = clock, IdleTimeout = Timeout.InfiniteTimeSpan });
        using var client = await PlainClient.ConnectAsync(server);
        await client.SendAsync("L\n");
        await client.ReadLineAsync();
        await client.DripAsync(server, "x");
        clock.Advance(TimeSpan.FromHours(1));
        await client.DripAsync(server, "y\n");
        Assert.StartsWith("error: no such command: \"XY\"", await client.ReadLineAsync());
    }
}
