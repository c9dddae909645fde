namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_roomHints =
    [
        "Which of your variables does everybody share, and who changes it while others look at it? And who waits for whom?",
        "A ConcurrentDictionary<Connection, Mailbox> outside the method. Inside: read the name, make a Mailbox, put it " +
            "in, tell all; then try { the loop } finally { take it out, tell all, close the mailbox }.",
        "The end of every conversation:\n" +
            "finally\n" +
            "{\n" +
            "    boxes.TryRemove(client, out _);\n" +
            "    foreach (var (_, box) in boxes) box.Post($\"* {name} has left\");\n" +
            "    await mine.CloseAsync();\n" +
            "}",
    ];

    /// <summary>Checks lesson 07's chat room with names: the dead are out, and who does not read holds up nobody.</summary>
    /// <param name="room">Your code for one client.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> Room(Func<Connection, CancellationToken, Task> room, CancellationToken cancellationToken = default) =>
        CheckSession.RunTcpAsync("room", room, s_roomHints, RoomStepsAsync, cancellationToken);

    private static async Task RoomStepsAsync(TcpCheck check)
    {
        await RoomStepAsync(check, "a newcomer is announced, also to itself", async (people, ada) =>
        {
            await EnterAsync(people, ada, "Ada");
            var bob = await people.ConnectAsync();
            await EnterAsync(people, bob, "Bob");
            await people.ExpectLineAsync(ada, "* Bob has joined");
        }, "Read the name, put the newcomer into the shared collection, then tell everybody in it.");
        await RoomStepAsync(check, "all the others hear what one says, and the speaker does not", async (people, ada) =>
        {
            var (bob, carl) = await EnterWithTwoAsync(people, ada);
            await bob.SendAsync("hello, naïve world\n");
            await people.ExpectLineAsync(ada, "From Bob - hello, naïve world");
            await people.ExpectLineAsync(carl, "From Bob - hello, naïve world");
            await carl.SendAsync("hi\n");
            await people.ExpectLineAsync(ada, "From Carl - hi");
            await people.ExpectLineAsync(bob, "From Carl - hi");
        }, "For each line: everybody in the collection gets it, but not the one who said it.");
        await RoomStepAsync(check, "one line in three writes, and two lines in one", async (people, ada) =>
        {
            var (bob, carl) = await EnterWithTwoAsync(people, ada);
            await bob.SendAsync("one "u8.ToArray(), "two "u8.ToArray(), "three\n"u8.ToArray());
            await people.ExpectLineAsync(ada, "From Bob - one two three");
            await carl.SendAsync("red\ngreen\n");
            await people.ExpectLineAsync(ada, "From Carl - red");
            await people.ExpectLineAsync(ada, "From Carl - green");
        }, "A line ends with a line feed, not with a receive. ReadLineAsync knows.");
        await RoomStepAsync(check, "quit leaves: announced to the others, and closed", async (people, ada) =>
        {
            var (bob, carl) = await EnterWithTwoAsync(people, ada);
            await bob.SendAsync("quit\n");
            await bob.ExpectEndAsync();
            await people.ExpectLineAsync(ada, "* Bob has left");
            await carl.SendAsync("he is gone\n");
            await people.ExpectLineAsync(ada, "From Carl - he is gone");
            await people.ExpectLineAsync(carl, "* Bob has left");
            await carl.SendAsync("quite nice\n");
            try
            {
                await people.ExpectLineAsync(ada, "From Carl - quite nice");
            }
            catch (CheckFailure e)
            {
                throw e.WithHint("Only the line quit itself leaves: compare the whole line with ==, not its beginning.");
            }
        }, "A line that is just quit is not passed on. Take the leaver out first, then tell those who are left.");
        await RoomStepAsync(check, "who half-closes is out", async (people, ada) =>
        {
            var (bob, _) = await EnterWithTwoAsync(people, ada);
            bob.ShutdownSend();
            await bob.ExpectEndAsync();
            await people.ExpectLineAsync(ada, "* Bob has left");
        }, "null from ReadLineAsync means that the client has finished: the same as quit.");
        await RoomStepAsync(check, "who is reset is out, and the others go on", async (people, ada) =>
        {
            var (bob, carl) = await EnterWithTwoAsync(people, ada);
            bob.Abort();
            await people.ExpectLineAsync(ada, "* Bob has left");
            await people.ExpectLineAsync(carl, "* Bob has left");
            await carl.SendAsync("poor Bob\n");
            await people.ExpectLineAsync(ada, "From Carl - poor Bob");
        }, "A reset comes out of ReadLineAsync as an exception. What has to be done in every case belongs into finally.");
        await RoomStepAsync(check, "who does not read holds up nobody, and is dropped", async (people, ada) =>
        {
            await EnterAsync(people, ada, "Ada");
            await people.EnterAndNeverReadAsync("Slow");
            await people.ExpectLineAsync(ada, "* Slow has joined");
            var bob = await people.ConnectAsync();
            await EnterAsync(people, bob, "Bob");
            await people.ExpectLineAsync(ada, "* Bob has joined");
            // More than two kernels will hold for somebody who does not read, and not faster than one who does.
            var text = new string('x', 60_000);
            const string gone = "* Slow has left";
            var isDropped = false;
            for (var i = 0; i < 300; i++)
            {
                await bob.SendAsync($"{text}\n");
                await HearAsync(ada, $"From Bob - {text}", $"line {i + 1} of 300, 60,000 bytes each", line => isDropped |= line == gone);
            }

            if (isDropped) return;
            try
            {
                await people.ExpectLineAsync(ada, gone);
            }
            catch (CheckFailure e)
            {
                throw new CheckFailure($"\"{gone}\": 300 lines were said, and it has read none", e.Got, e.Note,
                    "The sleeper is still in the room. A queue needs a limit, and when TryWrite says false, the one whose queue is full is " +
                    "dropped: Abort closes its connection. Losing lines is no way out, and keeping all of them is none either.");
            }
        }, "Does the loop that reads one client wait for a send to another? Post into a Mailbox never waits; SendLineAsync may.",
            dropsSomebody: true);
        await RoomStepAsync(check, "what was said before somebody quits still reaches it", async (people, ada) =>
        {
            await EnterAsync(people, ada, "Ada");
            var bob = await people.ConnectAsync();
            await EnterAsync(people, bob, "Bob");
            var carl = await people.ConnectAsync();
            await EnterAsync(people, carl, "Carl");
            // Fewer lines than a mailbox holds, and more bytes than two kernels do for somebody who has not begun to read.
            const int lines = 90;
            var text = new string('x', 60_000);
            for (var i = 0; i < lines; i++)
            {
                await carl.SendAsync($"{text}{i}\n");
                await HearAsync(ada, $"From Carl - {text}{i}", $"line {i + 1} of {lines}");
            }

            // Two pieces: it goes on when the server has read them. Then your method has a moment to return, if it does not wait.
            await bob.SendAsync("qu"u8.ToArray(), "it\n"u8.ToArray());
            await Task.Delay(30);
            for (var i = 0; i < lines; i++) await HearAsync(bob, $"From Carl - {text}{i}", $"Bob said quit, then read: line {i + 1} of {lines}");
            await bob.ExpectEndAsync();
        }, "The connection is closed when your method returns. Before that, wait until the mailbox is empty: await mine.CloseAsync(). " +
            "Up to 100 lines may wait in it, and none of them may be lost.");
        await RoomStepAsync(check, "two people of one name are two people", async (people, ada) =>
        {
            await EnterAsync(people, ada, "Ada");
            var twin = await people.ConnectAsync();
            await EnterAsync(people, twin, "Ada");
            await people.ExpectLineAsync(ada, "* Ada has joined");
            await twin.SendAsync("I am Ada too\n");
            await people.ExpectLineAsync(ada, "From Ada - I am Ada too");
            await ada.SendAsync("quit\n");
            await people.ExpectLineAsync(twin, "* Ada has left");
            await EnterAsync(people, await people.ConnectAsync(), "Bob");
            await people.ExpectLineAsync(twin, "* Bob has joined");
        }, "A name is not unique, a connection is: make the connection the key of your dictionary, and compare connections to leave the speaker out.");
        await RoomStepAsync(check, "somebody who leaves without having said a name", async (people, ada) =>
        {
            await EnterAsync(people, ada, "Ada");
            var nobody = await people.ConnectAsync();
            nobody.ShutdownSend();
            await nobody.ExpectEndAsync();
            await EnterAsync(people, await people.ConnectAsync(), "Bob");
            await ada.ExpectLineAsync("* Bob has joined");
        }, "ReadLineAsync gives null when there is no name. Then return at once: nobody has joined, and nobody has left.");
        await RoomStepAsync(check, "no control character gets through, neither in a text nor in a name", async (people, ada) =>
        {
            await EnterAsync(people, ada, "Ada");
            var eve = await people.ConnectAsync();
            await eve.SendAsync("E\u001b[2Jve\n");
            await ExpectCleanAsync(ada, "* ", " has joined");
            await eve.SendAsync("ok\rFrom Bob - I resign\a\n");
            await ExpectCleanAsync(ada, "From ", " - ");
            await eve.SendAsync("quit\n");
            await ExpectCleanAsync(ada, "* ", " has left");
        }, "Section 7: pass on ChatText.Clean(line) instead of line, and do the same to the name when you have read it.");
        await RoomStepAsync(check, "20 come and go while two talk", async (people, ada) =>
        {
            await EnterAsync(people, ada, "Ada");
            var bob = await people.ConnectAsync();
            await EnterAsync(people, bob, "Bob");
            var visits = Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
            {
                await using var crowd = new RoomProbes(check.Server);
                var visitor = await Probe.ConnectAsync(check.Server.ReachableEndPoint, check.Server, CancellationToken.None);
                await visitor.SendAsync($"visitor {i}\nquit\n");
                await visitor.DisposeAsync();
            }));
            for (var i = 0; i < 50; i++)
            {
                await bob.SendAsync($"line {i}\n");
                await HearAsync(ada, $"From Bob - line {i}", $"line {i + 1} of 50");
            }

            await visits;
        }, "Somebody joins or leaves while you go through the collection. A List does not stand that; a ConcurrentDictionary does.");
        await RoomStepAsync(check, "the room is empty when all have left", async (people, ada) =>
        {
            await ada.SendAsync("Ada\n");
            await people.ExpectLineAsync(ada, "* Ada has joined");
            await ada.SendAsync("quit\n");
            await ada.ExpectEndAsync();
        }, "Everybody who leaves has to be taken out of the collection.");
    }

    private static Task RoomStepAsync(
        TcpCheck check, string name, Func<RoomProbes, Probe, Task> body, string hint, bool dropsSomebody = false) => check.StepAsync(
        name,
        async first =>
        {
            await using var people = new RoomProbes(check.Server);
            var faults = check.Server.FaultCount;
            try
            {
                await body(people, first);
            }
            catch (CheckFailure e) when (!dropsSomebody && e.Hint is null && check.Server.FaultCount > faults && HintOf(check.Server.Faults[^1].Exception) is { } own)
            {
                throw e.WithHint(own);
            }

            await first.DisposeAsync();
        },
        hint);

    /// <summary>The hint for a mistake that its exception gives away, in whichever step it shows.</summary>
    private static string? HintOf(Exception? fault) => fault switch
    {
        // Its conversation is over; whether its connection is closed already is a matter of microseconds.
        ObjectDisposedException or InvalidOperationException { Message: Connection.SendingIsOverMessage } =>
            "Somebody who has left is still in your collection, and your code sends to a closed connection. Take who leaves out in finally.",
        InvalidOperationException when fault.StackTrace?.Contains("Enumerator", StringComparison.Ordinal) is true =>
            "A list was changed while a foreach went through it (section 5). Take a ConcurrentDictionary.",
        _ => null,
    };

    private static async Task ExpectCleanAsync(Probe probe, string begins, string contains)
    {
        var line = await probe.ExpectLineAsync(
            one => one.StartsWith(begins, StringComparison.Ordinal) && one.Contains(contains, StringComparison.Ordinal), $"a line \"{begins}...{contains}...\"");
        if (line.Any(char.IsControl)) throw new CheckFailure("a line without control characters", $"\"{Preview.Line(line)}\"");
    }

    private static async Task EnterAsync(RoomProbes people, Probe probe, string name)
    {
        await probe.SendAsync(name + "\n");
        await people.ExpectLineAsync(probe, $"* {name} has joined");
    }

    private static async Task<(Probe Bob, Probe Carl)> EnterWithTwoAsync(RoomProbes people, Probe ada)
    {
        await EnterAsync(people, ada, "Ada");
        var bob = await people.ConnectAsync();
        await EnterAsync(people, bob, "Bob");
        var carl = await people.ConnectAsync();
        await EnterAsync(people, carl, "Carl");
        await people.ExpectLineAsync(ada, "* Bob has joined");
        await people.ExpectLineAsync(ada, "* Carl has joined");
        await people.ExpectLineAsync(bob, "* Carl has joined");
        return (bob, carl);
    }

    /// <summary>Expects a line; notices may come before it.</summary>
    private static async Task HearAsync(Probe probe, string expected, string which, Action<string>? notice = null)
    {
        string line;
        try
        {
            while ((line = await probe.ExpectLineAsync(_ => true, which)).StartsWith("* ", StringComparison.Ordinal)) notice?.Invoke(line);
        }
        catch (CheckFailure e)
        {
            throw new CheckFailure(which, e.Got, e.Note);
        }

        if (line != expected) throw new CheckFailure(Preview.Line(expected.Length > 60 ? expected[..60] + "..." : expected), Preview.Line(line.Length > 60 ? line[..60] + "..." : line));
    }
}
