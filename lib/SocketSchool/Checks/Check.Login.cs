using System.Collections.Concurrent;

namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_loginHints =
    [
        "Say the conversation aloud, step by step: who speaks, who waits. What is the server's next step after a wrong password? After the third?",
        "A for loop of three attempts, inside the method. In each: prompt, line, prompt, line, ask greetingFor. null from ReadLineAsync means " +
            "that the client has left: return.",
        "One attempt; after the loop of three send the line `goodbye`:\n" +
            "var greeting = greetingFor(name, password);\n" +
            "await client.SendLineAsync(greeting == \"\" ? \"refused\" : greeting, stop);\n" +
            "if (greeting != \"\") return;",
    ];

    /// <summary>
    /// Checks lesson 05's login server: two prompts, the user's own greeting when name and password match, <c>refused</c> when not, and
    /// <c>goodbye</c> after the third refusal.
    /// </summary>
    /// <param name="handler">
    /// Your code for one client. Its second parameter gives the greeting for a name and a password, or an empty text when they do not match.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> Login(
        Func<Connection, Func<string, string, string>, CancellationToken, Task> handler, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var door = new Doorkeeper();
        return CheckSession.RunTcpAsync(
            "login", (client, stop) => handler(client, door.GreetingFor, stop), s_loginHints, check => LoginSteps(check, door),
            cancellationToken);
    }

    private static async Task LoginSteps(TcpCheck check, Doorkeeper door)
    {
        await check.StepAsync("the server speaks first, and asks for the name", async probe =>
        {
            await probe.ExpectAsync("name: ");
            await probe.SendAsync("ada\n");
            await ExpectAfterPromptAsync(probe, "password: ");
        }, "The prompt is \"name: \" with a blank and without a line end: SendTextAsync, not SendLineAsync. It comes before you read.");
        await check.StepAsync("the right name and password", async probe =>
        {
            door.Forget();
            await PromptedAsync(probe, "ada", "analytical engine");
            await ExpectAfterPromptAsync(probe, "Good morning, Ada.\n");
            await ExpectGoodEndAsync(check, probe);
            door.ExpectAsked(1);
        }, "When greetingFor gives a text, that text is your answer, as a line. Then return: that closes the connection.");
        await check.StepAsync("a wrong password, then the right one", async probe =>
        {
            await PromptedAsync(probe, "ada", "difference engine");
            await probe.ExpectAsync("refused\n");
            await PromptedAsync(probe, "ada", "analytical engine");
            await probe.ExpectAsync("Good morning, Ada.\n");
            await ExpectGoodEndAsync(check, probe);
        }, "After a refusal the conversation goes on with the first prompt: it takes a loop.");
        await check.StepAsync("a wrong name gets the same answer as a wrong password", async probe =>
        {
            await PromptedAsync(probe, "nobody", "analytical engine");
            await probe.ExpectAsync("refused\nname: ");
        }, "A stranger must not learn from your answer which names exist.");
        await check.StepAsync("a password with blanks around it, and a name with a letter of two bytes", async probe =>
        {
            await PromptedAsync(probe, "zoë", "  two blanks  ");
            await probe.ExpectAsync("Ciao, Zoë.\n");
            await ExpectGoodEndAsync(check, probe);
        }, "A password is taken as it came, letter by letter. Only the line end does not belong to it: no Trim, no ToLower.");
        door.Forget();
        await check.StepAsync("three refusals, goodbye, and the end", async probe =>
        {
            for (var attempt = 1; attempt <= 3; attempt++)
            {
                await PromptedAsync(probe, "ada", $"guess {attempt}");
                await probe.ExpectAsync("refused\n");
            }

            await probe.ExpectAsync("goodbye\n");
            await ExpectGoodEndAsync(check, probe);
        }, "Three attempts for one connection. After the third refusal comes the line \"goodbye\" and no more prompt.");
        await check.StepAsync("the next connection has three attempts of its own", async probe =>
        {
            await PromptedAsync(probe, "ada", "wrong");
            await probe.ExpectAsync("refused\n");
            await PromptedAsync(probe, "ada", "analytical engine");
            await probe.ExpectAsync("Good morning, Ada.\n");
        }, "Where does your count live? One that lives outside the method is shared by all clients, and by all later ones.");
        await check.StepAsync("a name with a blank or a capital letter more is another name", async probe =>
        {
            await PromptedAsync(probe, " ada", "analytical engine");
            await probe.ExpectAsync("refused\n");
            await PromptedAsync(probe, "Ada", "analytical engine");
            await probe.ExpectAsync("refused\n");
            await PromptedAsync(probe, "ada", "Analytical Engine");
            await probe.ExpectAsync("refused\ngoodbye\n");
            await ExpectGoodEndAsync(check, probe);
        }, "Hand name and password to greetingFor exactly as they came: no Trim, no ToLower. Who may differ in what is its decision.");
        await check.StepAsync("an empty line is a name, or a password, like any other", async probe =>
        {
            await PromptedAsync(probe, "", "analytical engine");
            await probe.ExpectAsync("refused\n");
            await PromptedAsync(probe, "ada", "");
            await probe.ExpectAsync("refused\nname: ");
        }, "ReadLineAsync gives \"\" for an empty line and null at the end of the stream. Only null means that the client has left.");
        await check.StepAsync("a whole attempt in one write, with the line ends of another system", async probe =>
        {
            await probe.SendAsync("ada\r\nanalytical engine\r\n");
            await probe.ExpectAsync("name: password: Good morning, Ada.\n");
            await ExpectGoodEndAsync(check, probe);
        }, "What came behind the first line belongs to the second one. Do not throw it away, and take the \\r off.");
        await check.StepAsync("a password byte by byte, with a letter of two bytes in it", async probe =>
        {
            await probe.SendAsync("zoë\n");
            await probe.SendByteByByteAsync("naïve\n");
            await probe.ExpectAsync("name: password: refused\nname: ");
        });
        await check.StepAsync("five guesses in one write: only three are looked at", async probe =>
        {
            door.Forget();
            await probe.SendAsync(string.Concat(Enumerable.Range(1, 5).Select(i => $"ada\nguess {i}\n")));
            await probe.ExpectAsync("name: password: refused\nname: password: refused\nname: password: refused\ngoodbye\n");
            await ExpectGoodEndAsync(check, probe);
            door.ExpectAsked(3);
        });
        door.Forget();
        await check.StepAsync("a client that leaves before the password", async probe =>
        {
            await probe.SendAsync("ada\n");
            probe.ShutdownSend();
            await probe.ExpectAsync("name: password: ");
            await ExpectGoodEndAsync(check, probe);
            door.ExpectAsked(0);
        }, "ReadLineAsync gives null when the client has left. That is no password, and no error: return.");
        await check.StepAsync("a client that leaves before the name", async probe =>
        {
            probe.ShutdownSend();
            await probe.ExpectAsync("name: ");
            await ExpectGoodEndAsync(check, probe);
            door.ExpectAsked(0);
        }, "Each of the two ReadLineAsync can give null. Whoever has left before the name is not asked for a password: return.");
        await check.ManyAsync("20 clients at once, the last first", 20, async (i, probe) =>
        {
            await PromptedAsync(probe, "ada", i % 2 == 0 ? "analytical engine" : "wrong");
            await probe.ExpectAsync(i % 2 == 0 ? "Good morning, Ada.\n" : "refused\n");
        }, "Some clients keep silent while another one speaks. Does your code hold something that all of them need?");
        await check.ConnectedAsync("10 clients in turns: all names first, then the passwords, the last first", 10, async (probes, _) =>
        {
            for (var round = 1; round <= 2; round++)
            {
                var right = round == 2;
                for (var i = 0; i < probes.Count; i++)
                {
                    await probes[i].ExpectAsync("name: ");
                    await probes[i].SendAsync($"guest {i}\n");
                }

                for (var i = probes.Count - 1; i >= 0; i--)
                {
                    await probes[i].ExpectAsync("password: ");
                    await probes[i].SendAsync(right ? $"secret {i}\n" : "wrong\n");
                    await probes[i].ExpectAsync(right ? $"Welcome, guest {i}.\n" : "refused\n");
                }
            }
        }, OneForAllHint);
    }

    private static async Task PromptedAsync(Probe probe, string name, string password)
    {
        await probe.ExpectAsync("name: ");
        await probe.SendAsync(name + "\n");
        await ExpectAfterPromptAsync(probe, "password: ");
        await probe.SendAsync(password + "\n");
    }

    private static async Task ExpectAfterPromptAsync(Probe probe, string expected)
    {
        try
        {
            await probe.ExpectAsync(expected);
        }
        catch (CheckFailure failure) when (failure.Got.StartsWith("\"\\n", StringComparison.Ordinal)
                                           || failure.Got.StartsWith("\"\\r", StringComparison.Ordinal))
        {
            throw failure.WithHint("Your prompt was followed by a line end. A prompt has none: SendTextAsync, not SendLineAsync.");
        }
    }

    /// <summary>Knows two people and any number of guests, and how often it was asked.</summary>
    private sealed class Doorkeeper
    {
        private readonly ConcurrentQueue<(string Name, string Password)> _asked = [];

        public string GreetingFor(string name, string password)
        {
            _asked.Enqueue((name, password));
            return (name, password) switch
            {
                ("ada", "analytical engine") => "Good morning, Ada.",
                ("zoë", "  two blanks  ") => "Ciao, Zoë.",
                _ when name.StartsWith("guest ", StringComparison.Ordinal) && password == "secret " + name[6..] => $"Welcome, {name}.",
                _ => "",
            };
        }

        public void Forget() => _asked.Clear();

        public void ExpectAsked(int times)
        {
            if (_asked.Count == times) return;
            throw new CheckFailure(
                $"{Say.Count(times, "call")} of greetingFor", $"{Say.Count(_asked.Count, "call")}",
                $"The last one: greetingFor({Quoted(_asked.LastOrDefault().Name)}, {Quoted(_asked.LastOrDefault().Password)}).",
                times == 1 ? "Each call is an attempt, and work for the server. Call greetingFor once and keep what it gives in a variable." : null);
        }

        private static string Quoted(string? text) => text is null ? "null" : $"\"{text}\"";
    }
}
