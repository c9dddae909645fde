namespace SocketSchool.Tests;

public sealed class LoginServerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly UserStore _users;

    public LoginServerTests()
    {
        // Few rounds: the tests are about the conversation.
        _users = UserStore.Create(_folder["users.json"]);
        _users.Add("ada", "analytical engine", "Good to see you, Ada.", iterations: 100);
        _users.Add("zoë", "naïve café", "Salut Zoë.", iterations: 100);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("ada\nanalytical engine\n", "Good to see you, Ada.")]
    [InlineData("ada\r\nanalytical engine\r\n", "Good to see you, Ada.")]
    [InlineData("ada\nanalytical engine", "Good to see you, Ada.")]
    [InlineData("zoë\nnaïve café\n", "Salut Zoë.")]
    public async Task The_right_password_gets_the_users_own_greeting(string sent, string greeting)
    {
        await using var server = LoginServer.Start(0, _users);
        Assert.Equal($"name: password: {greeting}\n", await PlainClient.AskAsync(server, sent));
    }

    [Fact]
    public async Task A_wrong_name_and_a_wrong_password_get_the_same_answer()
    {
        await using var server = LoginServer.Start(0, _users, attempts: 1);
        var wrongName = await PlainClient.AskAsync(server, "eve\nanalytical engine\n");
        var wrongPassword = await PlainClient.AskAsync(server, "ada\nguess\n");
        Assert.Equal("name: password: refused: wrong name or password\ntoo many attempts, goodbye\n", wrongName);
        Assert.Equal(wrongName, wrongPassword);
    }

    [Theory]
    [InlineData("ada\nANALYTICAL ENGINE\n")]
    [InlineData("Ada\nanalytical engine\n")]
    [InlineData("ada\nanalytical engine \n")]
    [InlineData("ada\nnaïve café\n")]
    [InlineData("zoe\u0308\nnaïve café\n")]
    [InlineData("\n\n")]
    [InlineData("ada\n\n")]
    [InlineData("\0\u0007\uFFFE\n\uFFFF\n")]
    public async Task Anything_else_is_refused(string sent)
    {
        await using var server = LoginServer.Start(0, _users);
        Assert.Equal("name: password: refused: wrong name or password\nname: ", await PlainClient.AskAsync(server, sent));
        Assert.Empty(server.Faults);
    }

    [Fact]
    public async Task The_second_attempt_may_be_right_and_a_fourth_is_not_heard()
    {
        await using var server = LoginServer.Start(0, _users);
        Assert.EndsWith("Good to see you, Ada.\n", await PlainClient.AskAsync(server, "ada\nno\nada\nanalytical engine\n"));
        var answer = await PlainClient.AskAsync(server, "ada\n1\nada\n2\nada\n3\nada\nanalytical engine\n");
        Assert.EndsWith("too many attempts, goodbye\n", answer);
        Assert.Equal(3, answer.Split("refused").Length - 1);
    }

    [Fact]
    public async Task A_client_without_line_ends_that_waits_for_each_prompt_gets_in()
    {
        await using var server = LoginServer.Start(0, _users, pause: TimeSpan.FromMilliseconds(20));
        using var client = await PlainClient.ConnectAsync(server);
        Assert.Equal("name: ", await client.ReadTextAsync(6));
        await client.SendAsync("ada");
        Assert.Equal("password: ", await client.ReadTextAsync(10));
        await client.SendAsync("analytical engine");
        Assert.Equal("Good to see you, Ada.\n", await client.ReadLineAsync());
    }

    [Theory]
    [InlineData("ada\nanalytical engine\n")]
    [InlineData("analytical engine\nada\n")]
    public async Task No_password_is_in_the_log_at_either_end_in_whatever_place_it_was_typed(string sent)
    {
        await using var server = LoginServer.Start(0, _users);
        await using (var client = await Connection.ConnectAsync(server))
        {
            await client.SendTextAsync(sent);
            client.ShutdownSend();
            while (await client.ReadLineAsync() is not null)
            {
                // To the end.
            }
        }

        var shown = string.Join('\n', server.Log.Events.Select(
            logged => $"{logged.Text} {System.Text.Encoding.UTF8.GetString(logged.Preview.Span)}"));
        Assert.DoesNotContain("analytical", shown, StringComparison.Ordinal);
        Assert.Contains(server.Log.Events, logged => logged is { Side: WireSide.Client, Kind: WireEventKind.Send, Count: > 0, Text: "hidden" });
        Assert.Contains(server.Log.Events, logged => logged is { Side: WireSide.Server, Kind: WireEventKind.Receive, Count: > 0, Text: "hidden" });
        Assert.Contains("name: ", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endless_password_is_a_fault_with_the_limits_name()
    {
        await using var server = LoginServer.Start(0, _users);
        Assert.Equal("name: password: ", await PlainClient.AskAsync(server, "ada\n" + new string('x', 1025) + "\n"));
        Assert.Equal(nameof(ServerOptions.MaxLineBytes), Assert.Single(server.Faults).Limit);
    }
}
