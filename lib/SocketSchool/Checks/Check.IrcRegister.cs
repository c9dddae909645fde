using System.Threading.Channels;

namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_ircRegisterHints =
    [
        "Send NICK and USER, then read line after line. Three kinds matter: 001 (you are in), 433 (the name is taken), PING. All others you let pass.",
        "IrcMessage.Parse(line).Command says which it is. On 433 add a _ to the name, send NICK again (not USER), and read on.",
        "In a `switch` over the command; after the loop, throw an `IOException`:\n" +
            "case \"PING\": /* send PONG and the same word */ break;\n" +
            "case \"433\": nick += \"_\"; /* send NICK */ break;\n" +
            "case \"001\": return message[0];      // what the server calls you",
    ];

    /// <summary>Checks the registration of an IRC client: another name when one is taken, PING answered, the name that it got returned.</summary>
    /// <param name="register">Your code: the connection to the server, the name to ask for; the name that it got.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> IrcRegister(
        Func<Connection, string, CancellationToken, Task<string>> register, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(register);
        var game = new RegisterGame();
        return CheckSession.RunTcpAsync("irc-register", (server, stop) => game.PlayAsync(register, server, stop), s_ircRegisterHints,
            check => IrcRegisterSteps(check, game), cancellationToken).AsClientAsync(s_ircRegisterHints);
    }

    private static async Task IrcRegisterSteps(TcpCheck check, RegisterGame game)
    {
        await check.StepAsync("the name is free", async probe =>
        {
            await GreetAsync(probe);
            await probe.SendAsync(":irc.example 001 robot :Welcome\r\n");
            await game.MustReturnAsync("robot", probe);
        }, "The two lines first, each with \\r\\n. Then read until a line whose command is 001, and return the name.");
        game.Nick = "ada";
        await check.StepAsync("another name", async probe =>
        {
            await GreetAsync(probe, "ada");
            await probe.SendAsync(":irc.example 001 ada :Welcome\r\n");
            await game.MustReturnAsync("ada", probe);
        }, "The name to ask for is the parameter nick. The USER line is always the same: USER robot 0 * :robot.");
        game.Nick = "robot";
        await check.StepAsync("the name is taken", async probe =>
        {
            await GreetAsync(probe);
            await probe.SendAsync(":irc.example 433 * robot :Nickname is already in use\r\n");
            await probe.ExpectAsync("NICK robot_\r\n");
            await probe.SendAsync(":irc.example 001 robot_ :Welcome\r\n");
            await game.MustReturnAsync("robot_", probe);
        }, "On 433 ask for the name with a _ behind it: NICK alone. USER is said already, and a second one is an error.");
        await check.StepAsync("that one, too, and the next", async probe =>
        {
            await GreetAsync(probe);
            string[] names = [.. Enumerable.Range(1, 6).Select(count => "robot" + new string('_', count))];
            foreach (var name in names)
            {
                await probe.SendAsync($":irc.example 433 * {name[..^1]} :Nickname is already in use\r\n");
                await probe.ExpectAsync($"NICK {name}\r\n");
            }

            await probe.SendAsync($":irc.example 001 {names[^1]} :Welcome\r\n");
            await game.MustReturnAsync(names[^1], probe);
        }, "Each 433 gets one more _, however many come. Keep the name that you have tried last in a variable.");
        await check.StepAsync("a PING before the welcome", async probe =>
        {
            await GreetAsync(probe);
            await probe.SendAsync("PING :7F3A\r\n");
            await probe.ExpectLineAsync(text => text is "PONG :7F3A" or "PONG 7F3A", "PONG :7F3A");
            await probe.SendAsync(":irc.example 001 robot :Welcome\r\n");
            await game.MustReturnAsync("robot", probe);
        }, "Many networks ask with PING before they let you in, to see that you are a real client. Answer while you wait.");
        await check.StepAsync("other lines pass, even with 001 or 433 in their text", async probe =>
        {
            await GreetAsync(probe);
            await probe.SendAsync(
                ":irc.example NOTICE * :*** 433 users, 001 of them you\r\n:irc.example 020 * :Please wait 001 second\r\n:irc.example 001 robot :Welcome\r\n");
            await game.MustReturnAsync("robot", probe, hint: null);
        }, "Look at the command of the line, not for a number anywhere in its text.");
        await check.StepAsync("an error that is not about the name", async probe =>
        {
            await GreetAsync(probe);
            await probe.SendAsync(":irc.example 439 * :Please wait while we process your connection\r\n:irc.example 001 robot :Welcome\r\n");
            await game.MustReturnAsync("robot", probe, hint: null);
        }, "Numerics that begin with 4 are errors of every kind. Only 433 says that the name is taken.");
        await check.StepAsync("the lines come in pieces", async probe =>
        {
            await GreetAsync(probe);
            await probe.SendAsync([.. ":irc.example 43"u8], [.. "3 * robot :Nick"u8], [.. "name is already in use\r"u8], [.. "\n"u8]);
            await probe.ExpectAsync("NICK robot_\r\n");
            await probe.SendAsync([.. ":irc.example 001 rob"u8], [.. "ot_ :Welcome\r\n"u8]);
            await game.MustReturnAsync("robot_", probe);
        }, "One line can come in several receives: ReadLineAsync waits for its end.");
        await check.StepAsync("the server has the last word about the name", async probe =>
        {
            await GreetAsync(probe);
            await probe.SendAsync(":irc.example 001 robo :Welcome\r\n");
            await game.MustReturnAsync("robo", probe);
        }, "Some servers cut a long name. The first parameter of 001 is the name that you really have: return that one.");
        await check.StepAsync("the server closes instead", async probe =>
        {
            await GreetAsync(probe);
            await probe.SendAsync("ERROR :Closing Link\r\n");
            probe.ShutdownSend();
            await game.MustThrowAsync();
        }, "ReadLineAsync gives null. There is no name to return, so throw an IOException.");
    }

    private static async Task GreetAsync(Probe probe, string nick = "robot")
    {
        var expected = $"NICK {nick}\r\nUSER robot 0 * :robot\r\n";
        try
        {
            await probe.ExpectAsync(expected);
        }
        catch (CheckFailure e) when (e.Got.Contains("NICK", StringComparison.Ordinal) && !e.Got.Contains("\\r", StringComparison.Ordinal))
        {
            throw e.WithHint("The line end of IRC is \\r\\n. SendLineAsync ends a line with \\n alone, so take SendTextAsync and write the line end yourself.");
        }
    }

    /// <summary>What the learner's code came to, for one client after the other.</summary>
    private sealed class RegisterGame
    {
        private const string WrongName =
            "You are in. What does the first parameter of 001 say? That is the name that you really have: return it. (Some servers cut a long name.)";
        private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);
        private volatile string _nick = "robot";
        private readonly Channel<Task<string>> _ended = Channel.CreateUnbounded<Task<string>>();

        /// <summary>The name that the next client is told to ask for.</summary>
        public string Nick { set => _nick = value; }

        public async Task PlayAsync(Func<Connection, string, CancellationToken, Task<string>> register, Connection server, CancellationToken stop)
        {
            var registering = register(server, _nick, stop);
            await ((Task)registering).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _ended.Writer.WriteAsync(registering, stop);
            // What it throws belongs on the card of the server, and into the report.
            await registering;
        }

        /// <summary>What it returns, and that it sends no more; no hint leaves a wrong name to the hint of the step.</summary>
        public async Task MustReturnAsync(string expected, Probe probe, string? hint = WrongName)
        {
            var ended = await NextAsync($"your method returns \"{expected}\"");
            string? got;
            try
            {
                got = await ended.WaitAsync(s_patience);
            }
            catch (Exception e)
            {
                throw new CheckFailure($"your method returns \"{expected}\"", $"{e.GetType().Name}: {e.Message}");
            }

            if (got != expected)
            {
                throw new CheckFailure($"your method returns \"{expected}\"", Quoted(got), hint: hint);
            }

            try
            {
                await probe.ExpectEndAsync();
            }
            catch (CheckFailure e)
            {
                // Only the step knows why a NICK was too much.
                var tooMuch = e.Got.Contains("USER", StringComparison.Ordinal)
                    ? "USER is said already, and a second one is an error (462). Say it once, before you read; for another name NICK is enough."
                    : e.Got.Contains("NICK", StringComparison.Ordinal) ? null
                    : "Return as soon as you have read 001. Everything else, JOIN for example, comes later.";
                throw new CheckFailure("no other line from you", e.Got, hint: tooMuch);
            }
        }

        public async Task MustThrowAsync()
        {
            const string expected = "an IOException";
            var ended = await NextAsync(expected);
            try
            {
                throw new CheckFailure(expected, $"it returned {Quoted(await ended)}");
            }
            catch (Exception e) when (e is not (IOException or CheckFailure))
            {
                throw new CheckFailure(expected, $"{e.GetType().Name}: {e.Message}");
            }
            catch (IOException)
            {
                // As it should be.
            }
        }

        private async Task<Task<string>> NextAsync(string expected)
        {
            using var limit = new CancellationTokenSource(s_patience);
            try
            {
                return await _ended.Reader.ReadAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                throw new CheckFailure(expected, "it had not returned after " + Say.Duration(s_patience));
            }
        }
    }
}
