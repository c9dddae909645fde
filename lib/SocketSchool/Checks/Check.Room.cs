namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_roomHints =
    [
        "Which of your variables does everybody share, and who changes it while others look at it? And who waits for whom?",
        "A ConcurrentDictionary<string, Mailbox> or <Connection, Mailbox> outside the method. Inside: read the name, make a Mailbox, put it " +
            "in, tell all; then try { the loop } finally { take it out, tell all, close the mailbox }.",
        "finally { boxes.TryRemove(client, out _); foreach (var (_, box) in boxes) box.Post($\"* {name} has left\"); await mine.CloseAsync(); }",
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
        await RoomStepAsync(check, "who does not read holds up nobody", async (people, ada) =>
        {
            await EnterAsync(people, ada, "Ada");
            await people.EnterAndNeverReadAsync("Slow");
            await people.ExpectLineAsync(ada, "* Slow has joined");
            var bob = await people.ConnectAsync();
            await EnterAsync(people, bob, "Bob");
            await people.ExpectLineAsync(ada, "* Bob has joined");
            // More than two kernels will hold for somebody who does not read, and not faster than one who does.
            var text = new string('x', 60_000);
            for (var i = 0; i < 300; i++)
            {
                await bob.SendAsync($"{text}\n");
                await HearAsync(ada, $"From Bob - {text}", $"line {i + 1} of 300, 60,000 bytes each");
            }
        }, "Does the loop that reads one client wait for a send to another? Post into a Mailbox never waits; SendLineAsync may.");
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

    private static Task RoomStepAsync(TcpCheck check, string name, Func<RoomProbes, Probe, Task> body, string hint) => check.StepAsync(
        name,
        async first =>
        {
            await using var people = new RoomProbes(check.Server);
            await body(people, first);
            await first.DisposeAsync();
        },
        hint);

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
    private static async Task HearAsync(Probe probe, string expected, string which)
    {
        string line;
        try
        {
            do line = await probe.ExpectLineAsync(_ => true, which);
            while (line.StartsWith("* ", StringComparison.Ordinal));
        }
        catch (CheckFailure e)
        {
            throw new CheckFailure(which, e.Got, e.Note);
        }

        if (line != expected) throw new CheckFailure(Preview.Line(expected.Length > 60 ? expected[..60] + "..." : expected), Preview.Line(line.Length > 60 ? line[..60] + "..." : line));
    }
}
