namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_guestbookHints =
    [
        "Many threads call SignIn at the same time. What do they share, and what if another thread comes between two of your lines?",
        "The name and its number belong together: both have to change as one step that nobody can see half of. Reading the list is a step as well.",
        "The two methods, each under the same lock:\n" +
            "lock (book) { book.Add(name); return book.Count; }\n" +
            "lock (book) return book.ToArray();",
    ];

    /// <summary>
    /// Checks lesson 06's guest book, which many threads write and read at once: no number twice, no name lost, guest N stands on place N,
    /// and never two threads in the list.
    /// </summary>
    /// <param name="signIn">Your method that writes a name into the book and returns its number, counted from 1.</param>
    /// <param name="names">Your method that returns all names of the book, in the order of their numbers.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> Guestbook(
        Func<IList<string>, string, int> signIn, Func<IList<string>, string[]> names, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(signIn);
        ArgumentNullException.ThrowIfNull(names);
        return CheckSession.RunAsync(
            "guestbook", s_guestbookHints, session => GuestbookSteps(session, signIn, names), cancellationToken);
    }

    private static async Task GuestbookSteps(
        CheckSession session, Func<IList<string>, string, int> signIn, Func<IList<string>, string[]> names)
    {
        var small = new WatchedList();
        void SignedIn(WatchedList book, string name, int expected)
        {
            var got = signIn(book, name);
            // More than there are in the book: it has counted the guests of books that it was given before.
            var hint = got > expected ? OfItsOwnHint : null;
            if (got != expected) throw new CheckFailure($"{name} gets the number {expected}", $"{got}", "", hint);
        }

        await session.StepAsync("two guests, one after the other", token =>
        {
            SignedIn(small, "grace", 1);
            SignedIn(small, "ada", 2);
            return Task.CompletedTask;
        }, hint: "SignIn returns the number of the guest, counted from 1: as many as there are in the book then.");
        session.Verify("both stand in the book that you were given, in the order in which they came", small.Content is ["grace", "ada"],
            "grace, ada", string.Join(", ", small.Content), hint: "Add the name to the end of the list `book`, not to one of your own.");
        await session.StepAsync("a second guest of the same name is a guest like any other", token =>
        {
            SignedIn(small, "ada", 3);
            if (small.Content is ["grace", "ada", "ada"]) return Task.CompletedTask;
            throw new CheckFailure("grace, ada, ada", string.Join(", ", small.Content));
        }, hint: "Two people may have one name. The number is how many guests there are in the book now, not where a name stands for the " +
            "first time.");
        string[] copy = [];
        await session.StepAsync("Names gives all in that order, and what it gave does not change later", token =>
        {
            copy = names(small) ?? [];
            signIn(small, "alan");
            if (copy is ["grace", "ada", "ada"]) return Task.CompletedTask;
            throw new CheckFailure("grace, ada, ada", string.Join(", ", copy));
        }, hint: "Names returns all of them as they stand in the book, in an array of its own: ToArray() makes one.");
        await session.StepAsync("eight threads write at the same time, and one reads", async token =>
        {
            var crowd = new BookCrowd(signIn, names);
            await crowd.RunAsync(token);
            crowd.Judge();
        });
    }

    private const string OfItsOwnHint =
        "Each check brings a fresh book, and a counter of your own goes on from the last one. The number is the Count of the book that you " +
        "were given.";

    /// <summary>Eight threads that sign in 20 guests each, and one that reads meanwhile.</summary>
    private sealed class BookCrowd(Func<IList<string>, string, int> signIn, Func<IList<string>, string[]> names)
    {
        private const int Writers = 8, Each = 20;
        private readonly WatchedList _book = new();
        private readonly List<Exception> _failures = [];
        private readonly (string Name, int Number)[] _written = new (string, int)[Writers * Each];
        private int _writing = Writers;

        public async Task RunAsync(CancellationToken token)
        {
            using var start = new Barrier(Writers + 1);
            await Task.WhenAll(Enumerable.Range(0, Writers + 1).Select(thread => Task.Factory.StartNew(
                () => Run(thread, start), token, TaskCreationOptions.LongRunning, TaskScheduler.Default))).WaitAsync(token);
        }

        public void Judge()
        {
            if (_book.Clash is { } clash)
            {
                throw new CheckFailure("one thread at a time in the list", $"two at once: {clash}", "",
                    "Everything that touches the list goes through one lock, the same for all: also Count, and also the method that only reads.");
            }

            if (_failures.Count > 0)
            {
                throw new CheckFailure("no error", $"{_failures[0].GetType().Name}: {_failures[0].Message.ReplaceLineEndings(" ")}");
            }

            var numbers = _written.Select(guest => guest.Number).Order().ToArray();
            if (!numbers.SequenceEqual(Enumerable.Range(1, numbers.Length)))
            {
                var twice = numbers.Zip(numbers.Skip(1)).FirstOrDefault(pair => pair.First == pair.Second).First;
                throw new CheckFailure(
                    $"the numbers 1 to {numbers.Length}, each once", twice > 0 ? $"{twice} twice" : $"{numbers[0]} to {numbers[^1]}", "",
                    twice > 0
                        ? "Between adding the name and asking for the number, another thread added its own. Both belong into the same lock."
                        : OfItsOwnHint);
            }

            var book = _book.Content;
            var moved = _written.FirstOrDefault(guest => guest.Number > book.Length || book[guest.Number - 1] != guest.Name);
            if (moved.Name is null) return;
            throw new CheckFailure(
                $"{moved.Name} on place {moved.Number}", moved.Number > book.Length ? "no such place" : $"{book[moved.Number - 1]} on place {moved.Number}",
                "", "Two safe steps are not one safe step: between taking the number and writing the name, another thread did both. One lock " +
                "around the two.");
        }

        private void Run(int thread, Barrier start)
        {
            start.SignalAndWait();
            try
            {
                if (thread < Writers) Write(thread);
                else while (Volatile.Read(ref _writing) > 0) names(_book);
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
                var name = $"guest {(thread * Each) + i + 1}";
                _written[(thread * Each) + i] = (name, signIn(_book, name));
            }
        }
    }
}
