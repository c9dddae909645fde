using System.Globalization;

namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_visitorHints =
    [
        "Where does the count live? A variable inside the method begins anew for every client.",
        "Many clients run your method at the same time. number++ reads, adds and writes: three steps, and another client can get in between.",
        "The count stands outside the method, and the next number is\n" +
            "Interlocked.Increment(ref visitors)",
    ];

    /// <summary>Checks lesson 02's visitor counter: one line a client, <c>You are visitor N</c>, no number twice, then the end.</summary>
    /// <param name="handler">Your code for one client.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> VisitorNumber(
        Func<Connection, CancellationToken, Task> handler, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var lockstep = new Lockstep(handler);
        return CheckSession.RunTcpAsync(
            "visitor-number", lockstep.RunAsync, s_visitorHints, check => VisitorSteps(check, lockstep), cancellationToken);
    }

    private static async Task VisitorSteps(TcpCheck check, Lockstep lockstep)
    {
        const int clients = 100;
        // A lost count needs two clients within some ten nanoseconds: one pair in a few dozen. So many pairs, and at least this many
        // that really met; on a machine too busy for that, or with one processor, a time's worth of them.
        const int pairs = 400;
        const int mostRounds = 40;
        var round = 0;
        var first = 0;
        await check.StepAsync("the first visitor is told a number, and the connection is closed", async probe =>
        {
            first = await ReadVisitorAsync(probe);
            await probe.ExpectEndAsync();
        }, "Compare your line with the sample, letter by letter. And let the method return after it: that closes the connection.");
        // The count may go on from an earlier run of the check: only the difference is fixed.
        await check.StepAsync("the next visitor gets the next number", async probe =>
        {
            await probe.ExpectLineAsync($"You are visitor {first + 1}");
            await probe.ExpectEndAsync();
        });
        var numbers = new HashSet<int>();
        lockstep.IsOn = true;
        while (lockstep.Met < pairs && round < mostRounds)
        {
            round++;
            await check.ManyAsync($"{clients} visitors at once, no number twice (crowd {round})", clients, async (_, probe) =>
            {
                var number = await ReadVisitorAsync(probe);
                if (!numbers.Add(number)) throw new CheckFailure("a number of its own for every visitor", $"{number} twice");
            }, "Two clients at the same instant: number++ reads, adds and writes, three steps, and another client can get in between.");
        }

        lockstep.IsOn = false;
        await check.StepAsync("no number was left out", async probe =>
            await probe.ExpectLineAsync($"You are visitor {first + 2 + (round * clients)}"));
    }

    private static async Task<int> ReadVisitorAsync(Probe probe)
    {
        const string prefix = "You are visitor ";
        var line = await probe.ExpectLineAsync(
            text => text.StartsWith(prefix, StringComparison.Ordinal)
                && int.TryParse(text.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out _),
            "a line like \"You are visitor 7\"");
        return int.Parse(line.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
