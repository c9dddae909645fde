using System.Net.Sockets;

namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_privateHints =
    [
        "What do you have to look up when a message comes? That is the key of your dictionary.",
        "A ConcurrentDictionary<string, Mailbox> by name. TryAdd says whether the name was free, in one step. line.Split(' ', 3) cuts into " +
            "at most three parts, and the third keeps its blanks.",
        "When the name is free; before it, who is not gets `* NAME is taken`:\n" +
            "if (!boxes.TryAdd(name, mine)) { /* say so, and return */ }\n" +
            "try\n" +
            "{\n" +
            "    // in the loop over the lines:\n" +
            "    if (line.Split(' ', 3) is [\"/to\", var to, { Length: > 0 } text]) { /* post it */ }\n" +
            "}\n" +
            "finally { boxes.TryRemove(name, out _); await mine.CloseAsync(); }",
    ];

    /// <summary>Checks lesson 07's private messages: <c>/to NAME TEXT</c>, and a name is for one only.</summary>
    /// <param name="postOffice">Your code for one client.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> Private(
        Func<Connection, CancellationToken, Task> postOffice, CancellationToken cancellationToken = default) =>
        CheckSession.RunTcpAsync("private", PairedBy(postOffice, out var lockstep), s_privateHints, check => PrivateStepsAsync(check, lockstep),
            cancellationToken);

    private static async Task PrivateStepsAsync(TcpCheck check, Lockstep lockstep)
    {
        await RoomStepAsync(check, "a newcomer is greeted", async (_, ada) => await GreetedAsync(ada, "Ada"),
            "The first line is the name. Answer * hello and the name.");
        await RoomStepAsync(check, "a message goes to one, and to nobody else", async (people, ada) =>
        {
            var (bob, carl) = await GreetTwoAsync(people, ada);
            await ada.SendAsync("/to Bob hi\n");
            await bob.ExpectLineAsync("From Ada - hi");
            await ada.SendAsync("/to Carl ho\n");
            await carl.ExpectLineAsync("From Ada - ho");
            await bob.SendAsync("/to Ada thanks\n");
            await ada.ExpectLineAsync("From Bob - thanks");
        }, "Look NAME up, and post From SENDER - TEXT into that one mailbox only. The sender gets nothing.");
        await RoomStepAsync(check, "the text is the whole rest of the line", async (people, ada) =>
        {
            var (bob, _) = await GreetTwoAsync(people, ada);
            await ada.SendAsync("/to Bob hello  there, Bob /to me \n");
            await bob.ExpectLineAsync("From Ada - hello  there, Bob /to me ");
            await ada.SendAsync("/to Bob   far right\n");
            await bob.ExpectLineAsync("From Ada -   far right");
        }, "Cut the line into three parts at most: line.Split(' ', 3). The third part keeps its blanks, if you leave the options of Split alone.");
        await RoomStepAsync(check, "to somebody who is not there", async (people, ada) =>
        {
            var (bob, _) = await GreetTwoAsync(people, ada);
            await ada.SendAsync("/to Bo hi\n");
            await ada.ExpectLineAsync("* no Bo here");
            await ada.SendAsync("/to bob hi\n");
            await ada.ExpectLineAsync("* no bob here");
            await ada.SendAsync("/to Bob hi\n");
            await bob.ExpectLineAsync("From Ada - hi");
        }, "TryGetValue says whether there is such a name. The whole name counts, letter by letter: bob is not Bob.");
        foreach (var line in new[] { "hello everybody", "/to Bob", "/to Bob ", "/to", "/too Bob hi", "" })
        {
            await RoomStepAsync(check, line.Length == 0 ? "an empty line" : line.EndsWith(' ') ? $"anything else: {line}and nothing after the blank" : $"anything else: {line}", async (people, ada) =>
            {
                var (bob, _) = await GreetTwoAsync(people, ada);
                await ada.SendAsync($"{line}\n");
                await ada.ExpectLineAsync("* use /to NAME TEXT");
                await ada.SendAsync("/to Bob still here\n");
                await bob.ExpectLineAsync("From Ada - still here");
            }, "Everything that is not /to, a name and a text gets * use /to NAME TEXT, and the conversation goes on.");
        }

        await RoomStepAsync(check, "a name that somebody has", async (people, ada) =>
        {
            var (bob, _) = await GreetTwoAsync(people, ada);
            var second = await people.ConnectAsync();
            await second.SendAsync("Bob\n");
            await second.ExpectLineAsync("* Bob is taken");
            await second.ExpectEndAsync();
            await ada.SendAsync("/to Bob you are the one\n");
            await bob.ExpectLineAsync("From Ada - you are the one");
        }, "TryAdd returns false when the name is there already. And who was refused must not take the name of the other one away.");
        await RoomStepAsync(check, "10 who want the same name at once: one gets it", async (people, ada) =>
        {
            await GreetedAsync(ada, "Ada");
            var ten = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Probe.ConnectAsync(check.Server.ReachableEndPoint, check.Server, CancellationToken.None)));
            await Task.WhenAll(ten.Select(one => one.SendAsync("Bob\n")));
            var answers = await Task.WhenAll(ten.Select(one => one.ExpectLineAsync(_ => true, "an answer")));
            foreach (var one in ten) await one.DisposeAsync();
            var hellos = answers.Count(answer => answer == "* hello Bob");
            if (hellos != 1) throw new CheckFailure("\"* hello Bob\" for one of the 10", $"for {hellos}");
        }, "To look first and add then are two steps, and another one gets in between. TryAdd is one step.");
        await RoomStepAsync(check, "two who want the same name at the same instant, many times", (people, _) =>
            RaceForNamesAsync(check, people, lockstep),
            "To look first (ContainsKey) and add then are two steps, and another one gets in between. TryAdd is one step.");
        await RoomStepAsync(check, "who leaves frees the name", async (people, ada) =>
        {
            var (bob, _) = await GreetTwoAsync(people, ada);
            bob.ShutdownSend();
            await bob.ExpectEndAsync();
            await ada.SendAsync("/to Bob are you there?\n");
            await ada.ExpectLineAsync("* no Bob here");
            await GreetedAsync(await people.ConnectAsync(), "Bob");
        }, "When the loop ends, take the name out of the dictionary.");
        await RoomStepAsync(check, "who does not read holds up nobody, and is dropped", async (people, ada) =>
        {
            var (bob, _) = await GreetTwoAsync(people, ada);
            await people.EnterAndNeverReadAsync("Slow");
            string line;
            do
            {
                // Slow may still be on its way in.
                await ada.SendAsync("/to Slow hi\n/to Nobody hi\n");
                line = await ada.ExpectLineAsync(_ => true, "\"* no Nobody here\"");
                if (line == "* no Slow here") await ada.ExpectLineAsync("* no Nobody here");
            }
            while (line == "* no Slow here");
            // More lines than a mailbox holds, and more bytes than two kernels do.
            var text = new string('x', 60_000);
            for (var i = 0; i < 300; i++)
            {
                await ada.SendAsync($"/to Slow {text}\n/to Bob {i}\n");
                await bob.ExpectLineAsync($"From Ada - {i}");
            }

            await ada.SendAsync("/to Nobody hi\n");
            try
            {
                await ada.ExpectLineAsync("* no Slow here");
            }
            catch (CheckFailure e)
            {
                throw new CheckFailure("\"* no Slow here\": 300 lines were sent, and it has read none", e.Got, e.Note,
                    "The sleeper still has its name. A queue needs a limit, and whoever's queue is full is dropped: Abort closes its connection.");
            }
        }, "Does the loop that reads one client wait for a send to another? Post into a Mailbox never waits; SendLineAsync may.", dropsSomebody: true);
        await RoomStepAsync(check, "who is reset frees the name", async (people, ada) =>
        {
            var (bob, _) = await GreetTwoAsync(people, ada);
            bob.Abort();
            var since = Environment.TickCount64;
            string answer;
            do
            {
                var again = await people.ConnectAsync();
                await again.SendAsync("Bob\n");
                answer = await again.ExpectLineAsync(_ => true, "\"* hello Bob\"");
            }
            while (answer != "* hello Bob" && Environment.TickCount64 - since < 1500);
            if (answer != "* hello Bob") throw new CheckFailure("\"* hello Bob\"", $"\"{Preview.Line(answer)}\"");
        }, "A reset comes as an exception. Free the name in finally.");
    }

    /// <summary>Pairs begin at the same instant while the lockstep is on, and with their names in the socket already.</summary>
    private static Func<Connection, CancellationToken, Task> PairedBy(Func<Connection, CancellationToken, Task> handler, out Lockstep lockstep)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var pairs = lockstep = new Lockstep(handler);
        return async (client, stop) =>
        {
            if (pairs.IsOn)
            {
                // Off the accept loop's thread. A read that finds its line waiting does not give the thread away, so the two stay together.
                await Task.Yield();
                client.Socket.Poll(TimeSpan.FromMilliseconds(100), SelectMode.SelectRead);
            }

            await pairs.RunAsync(client, stop);
        };
    }

    /// <summary>One pair in about ten shows the race: so many that really met, or on a machine too busy for that, a time's worth.</summary>
    private static async Task RaceForNamesAsync(TcpCheck check, RoomProbes people, Lockstep lockstep)
    {
        const int pairs = 150;
        lockstep.IsOn = true;
        // The log has a lock: who comes second to it would always be the same step behind.
        check.Server.Log.IsEnabled = false;
        try
        {
            var since = Environment.TickCount64;
            for (var i = 0; lockstep.Met < pairs && Environment.TickCount64 - since < 3000; i++)
            {
                await using var one = await people.ConnectAsync();
                await using var two = await people.ConnectAsync();
                await Task.WhenAll(one.SendAsync($"Twin {i}\n"), two.SendAsync($"Twin {i}\n"));
                string[] answers = [await one.ExpectLineAsync(_ => true, "an answer"), await two.ExpectLineAsync(_ => true, "an answer")];
                var hellos = answers.Count(answer => answer == $"* hello Twin {i}");
                if (hellos != 1) throw new CheckFailure($"\"* hello Twin {i}\" for one of the two", $"for {hellos}");
            }
        }
        finally
        {
            lockstep.IsOn = false;
            check.Server.Log.IsEnabled = true;
        }
    }

    private static async Task GreetedAsync(Probe probe, string name)
    {
        await probe.SendAsync(name + "\n");
        await probe.ExpectLineAsync($"* hello {name}");
    }

    private static async Task<(Probe Bob, Probe Carl)> GreetTwoAsync(RoomProbes people, Probe ada)
    {
        await GreetedAsync(ada, "Ada");
        var bob = await people.ConnectAsync();
        await GreetedAsync(bob, "Bob");
        var carl = await people.ConnectAsync();
        await GreetedAsync(carl, "Carl");
        return (bob, carl);
    }
}
