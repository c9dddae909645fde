namespace SocketSchool;

public static partial class Check
{
    private const string OneForAllHint =
        "A client got what belongs to another one. A variable above the method is shared by all clients, which run at the same time: " +
        "what belongs to one conversation is declared inside.";

    private static readonly string[] s_greetingHints =
    [
        "One receive is one piece, not one name. Which byte tells your server that the name is complete?",
        "client.ReadLineAsync(stop) gives a whole line, however it was cut, and null at the end of the stream. Trim() takes the blanks off.",
        "After the loop there is nobody left to greet:\n" +
            "while (await client.ReadLineAsync(stop) is { } line)\n" +
            "{\n" +
            "    var name = line.Trim();\n" +
            "    await client.SendLineAsync(name == \"\" ? \"error: no name\" : \"hi \" + name, stop);\n" +
            "    if (name != \"\") return;\n" +
            "}",
    ];

    /// <summary>
    /// Checks lesson 05's greeting server: a line with a name gets <c>hi NAME</c> and the end, a line without one gets
    /// <c>error: no name</c> and another chance.
    /// </summary>
    /// <param name="handler">Your code for one client.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> Greeting(
        Func<Connection, CancellationToken, Task> handler, CancellationToken cancellationToken = default) =>
        CheckSession.RunTcpAsync("greeting", handler, s_greetingHints, GreetingSteps, cancellationToken);

    private static async Task GreetingSteps(TcpCheck check)
    {
        await check.StepAsync("one name", async probe =>
        {
            await probe.SendAsync("Ada\n");
            await probe.ExpectAsync("hi Ada\n");
            await ExpectGoodEndAsync(check, probe);
        }, "Compare your line with the sample, letter by letter. The connection is closed when your method returns.");
        await check.StepAsync("a name in three pieces", async probe =>
        {
            await probe.SendAsync("A"u8.ToArray(), "d"u8.ToArray(), "a\n"u8.ToArray());
            await probe.ExpectAsync("hi Ada\n");
            await ExpectGoodEndAsync(check, probe);
        });
        await check.StepAsync("a letter that is cut in two", async probe =>
        {
            await probe.SendAsync([(byte)'Z', (byte)'o', 0xC3], [0xAB, (byte)'\n']);
            await probe.ExpectAsync("hi Zoë\n");
            await ExpectGoodEndAsync(check, probe);
        }, "Half a letter is not text yet. Collect bytes, and decode them when the whole line is there.");
        await check.StepAsync("a line end of another system, and blanks around the name", async probe =>
        {
            await probe.SendAsync(" Ada  Lovelace \r\n");
            await probe.ExpectAsync("hi Ada  Lovelace\n");
            await ExpectGoodEndAsync(check, probe);
        }, "Blanks at both ends, and the \\r of a line end, do not belong to the name. Those between two words do, all of them: Trim is enough.");
        await check.StepAsync("a name of 20,000 letters", async probe =>
        {
            var name = new string('a', 20_000);
            await probe.SendAsync(name + "\n");
            await probe.ExpectAsync($"hi {name}\n");
            await ExpectGoodEndAsync(check, probe);
        }, "The protocol allows 64 KB. Neither your buffer nor you decide what is enough of a name.");
        await check.StepAsync("two lines without a name, then one with", async probe =>
        {
            await Line("the first line, an empty one", "\n", "error: no name\n");
            await Line("the second line, which is three blanks", "   \n", "error: no name\n");
            await Line("the third line, after two without a name", "Grace\n", "hi Grace\n");
            await ExpectGoodEndAsync(check, probe);

            async Task Line(string which, string line, string answer)
            {
                await probe.SendAsync(line);
                await ExpectForAsync(probe, answer, which);
            }
        }, "A line that has nothing but blanks is no name: say so, and read the next line, again, as often as one comes. Only null is the end.");
        await check.StepAsync("ten lines without a name, then one with", async probe =>
        {
            await probe.SendAsync(new string('\n', 10) + "Grace\n");
            for (var i = 1; i <= 10; i++) await ExpectForAsync(probe, "error: no name\n", $"empty line {i} of 10");
            await ExpectForAsync(probe, "hi Grace\n", "the name, after 10 empty lines");
            await ExpectGoodEndAsync(check, probe);
        }, "The client may try again, and nobody said how often: a while, not a for.");
        await check.StepAsync("two names in one write: one greeting, then the end", async probe =>
        {
            await probe.SendAsync("Ada\nGrace\n");
            await probe.ExpectAsync("hi Ada\n");
            await ExpectGoodEndAsync(check, probe);
        }, "The protocol says: one greeting, then the server closes. What does your code do after the first greeting?");
        await check.StepAsync("a name without a line end, then a half-close", async probe =>
        {
            await probe.SendAsync("Ada");
            probe.ShutdownSend();
            await probe.ExpectAsync("hi Ada\n");
            await ExpectGoodEndAsync(check, probe);
        }, "The stream has ended and something is left that has no line end: it counts as a line.");
        await check.StepAsync("a client that leaves without a word", async probe =>
        {
            probe.ShutdownSend();
            await ExpectGoodEndAsync(check, probe);
        }, "ReadLineAsync gives null when the stream has ended. Nobody is there to be greeted: return.");
        await check.ManyAsync("20 clients at once, the last first", 20, async (i, probe) =>
        {
            await probe.SendAsync($"guest {i}\n");
            await probe.ExpectAsync($"hi guest {i}\n");
        }, "Some clients keep silent while another one speaks. Does your code hold something that all of them need?");
        await check.ConnectedAsync("20 clients in turns: half a name from each, then the other half", 20, async (probes, _) =>
        {
            foreach (var probe in probes) await probe.SendAsync("guest ");
            // All names are on their way before the first answer is read: a name that is kept where all clients see it is overwritten.
            for (var i = probes.Count - 1; i >= 0; i--) await probes[i].SendAsync($"{i}\n");
            for (var i = 0; i < probes.Count; i++) await probes[i].ExpectAsync($"hi guest {i}\n");
        }, OneForAllHint);
    }

    // What was sent is shown only since the last right answer, so a step of several lines says which one it is about.
    private static async Task ExpectForAsync(Probe probe, string answer, string which)
    {
        try
        {
            await probe.ExpectAsync(answer);
        }
        catch (CheckFailure failure)
        {
            throw failure.WithNote($"This was for {which}. {failure.Note}".TrimEnd());
        }
    }
}
