using System.Diagnostics;

namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_guestbookHints =
    [
        "Many threads call SignIn at the same time. Which variables do they share, and what if another thread comes between two of your lines?",
        "The number and the place in the list belong together: both have to change as one step that nobody can see half of. Reading the list " +
            "is a step as well.",
        "var gate = new object(); and in both methods lock (gate) { ... } around everything that touches the list. Names returns a copy: " +
            "names.ToArray().",
    ];

    /// <summary>
    /// Checks lesson 06's guest book, which many threads write and read at once: no number twice, no name lost, and guest N stands on
    /// place N.
    /// </summary>
    /// <param name="signIn">Your method that writes a name into the book and returns its number, counted from 1.</param>
    /// <param name="names">Your method that returns all names, in the order of their numbers.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> Guestbook(
        Func<string, int> signIn, Func<string[]> names, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(signIn);
        ArgumentNullException.ThrowIfNull(names);
        return CheckSession.RunAsync(
            "guestbook", s_guestbookHints, session => GuestbookSteps(session, signIn, names), cancellationToken);
    }

    private static async Task GuestbookSteps(CheckSession session, Func<string, int> signIn, Func<string[]> names)
    {
        // The book may hold guests of an earlier run.
        var before = 0;
        await session.StepAsync("two guests, one after the other", token =>
        {
            before = Named(names).Length;
            Same("the number of the first one", before + 1, signIn("ada"));
            Same("the number of the second one", before + 2, signIn("grace"));
            return Task.CompletedTask;
        }, hint: "SignIn returns the number of the guest, counted from 1: one more than there were.");
        session.Verify(
            "the book has both", Named(names).Skip(before).SequenceEqual(["ada", "grace"]),
            "ada, grace", string.Join(", ", Named(names).Skip(before).Take(5)), hint: "Names returns all of them, the first one first.");
        var copy = Named(names);
        signIn("alan");
        session.Verify(
            "a list that was handed out does not change any more", copy.Length == before + 2, $"{before + 2} names", $"{copy.Length}");
        await session.StepAsync("four threads write at the same time, and two read", token => AllAtOnceAsync(signIn, names, token));
    }

    /// <summary>
    /// Round after round, until the threads have taken turns often enough for a mistake to have shown, or a time is over: on a busy machine
    /// they may run one after the other, and then nothing is proved.
    /// </summary>
    private static async Task AllAtOnceAsync(Func<string, int> signIn, Func<string[]> names, CancellationToken token)
    {
        const int enoughTurns = 3000, mostRounds = 40;
        var limit = Stopwatch.StartNew();
        var turns = 0;
        for (var round = 0; turns < enoughTurns && round < mostRounds && limit.Elapsed < TimeSpan.FromSeconds(1.3); round++)
        {
            var before = Named(names).Length;
            var crowd = new Crowd(signIn, names);
            await crowd.RunAsync(token);
            turns += Judge(crowd.Written, Named(names), before);
        }
    }

    /// <summary>Says what went wrong; returns how often two guests with neighbouring numbers came from two threads.</summary>
    private static int Judge((string Name, int Number)[] written, string[] book, int before)
    {
        var numbers = written.Select(guest => guest.Number).Order().ToArray();
        var wrong = Enumerable.Range(0, numbers.Length).FirstOrDefault(i => numbers[i] != before + 1 + i, -1);
        if (wrong >= 0)
        {
            var twice = wrong > 0 && numbers[wrong] == numbers[wrong - 1];
            throw new CheckFailure(
                $"the numbers {before + 1:N0} to {before + numbers.Length:N0}, each once",
                twice ? $"{numbers[wrong]:N0} twice" : $"{numbers[wrong]:N0} in place of {before + 1 + wrong:N0}", "",
                "Two threads got in between each other's steps. Adding the name and taking the number must be one step: the lock has to be " +
                "around both, and the same one for everybody.");
        }

        if (book.Length != before + written.Length)
        {
            throw new CheckFailure($"{before + written.Length:N0} names", $"{book.Length:N0}", "",
                "List.Add on two threads at once can put both names into the same place.");
        }

        var moved = written.FirstOrDefault(guest => book[guest.Number - 1] != guest.Name);
        if (moved.Name is not null)
        {
            throw new CheckFailure($"{moved.Name} on place {moved.Number:N0}", $"{book[moved.Number - 1]} on place {moved.Number:N0}", "",
                "Two safe steps are not one safe step: between taking the number and writing the name, another thread did both. One lock around " +
                "the two.");
        }

        var inOrder = written.OrderBy(guest => guest.Number).Select(guest => guest.Name[..guest.Name.IndexOf('.')]).ToArray();
        return inOrder.Zip(inOrder.Skip(1)).Count(pair => pair.First != pair.Second);
    }

    private static string[] Named(Func<string[]> names) =>
        names() ?? throw new CheckFailure("an array of names", "null");

    private static void Same(string what, int expected, int got)
    {
        if (got != expected) throw new CheckFailure($"{what}: {expected}", $"{got}");
    }

    /// <summary>Four threads that write 5,000 names each, and two that read meanwhile.</summary>
    private sealed class Crowd(Func<string, int> signIn, Func<string[]> names)
    {
        private const int Writers = 4, Each = 5000;
        private readonly List<Exception> _failures = [];
        private int _writing = Writers;

        public (string Name, int Number)[] Written { get; } = new (string, int)[Writers * Each];

        public async Task RunAsync(CancellationToken token)
        {
            using var start = new Barrier(Writers + 2);
            await Task.WhenAll(Enumerable.Range(0, Writers + 2).Select(thread => Task.Factory.StartNew(
                () => Run(thread, start), token, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
            if (_failures.Count == 0) return;
            var failure = _failures[0];
            throw new CheckFailure(
                "no error", $"{failure.GetType().Name}: {failure.Message.ReplaceLineEndings(" ")}", "",
                "An exception inside a collection, or a hole in it, means that two threads were in it at the same time. Everything that touches " +
                "the list goes through one lock, also the method that only reads.");
        }

        private void Run(int thread, Barrier start)
        {
            start.SignalAndWait();
            try
            {
                if (thread < Writers) Write(thread);
                else Read();
            }
            catch (Exception e)
            {
                lock (_failures) _failures.Add(e);
            }
            finally
            {
                if (thread < Writers) Interlocked.Decrement(ref _writing);
            }
        }

        private void Write(int thread)
        {
            for (var i = 0; i < Each; i++)
            {
                var name = $"guest {thread}.{i}";
                Written[(thread * Each) + i] = (name, signIn(name));
            }
        }

        private void Read()
        {
            while (Volatile.Read(ref _writing) > 0)
            {
                if (Array.IndexOf(Named(names), null) >= 0) throw new InvalidOperationException("Names gave a place without a name.");
                Thread.Sleep(1);
            }
        }
    }
}
