using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_chatSideHints =
    [
        "Two things happen whenever they like: somebody types, and a datagram comes. Which of the two does your code wait for?",
        "Write two methods inside yours, one that only receives and shows, one that only reads typed and sends. Start the first without awaiting " +
            "it, await the second, then cancel the first.",
        "Where `Hear` is your method that receives and shows (and a catch takes the cancellation):\n" +
            "using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);\n" +
            "var hearing = Hear(over.Token);\n" +
            "await foreach (var line in typed.WithCancellation(stop)) { /* send $\"{++number} {line}\" */ }\n" +
            "over.Cancel();\n" +
            "try { await hearing; } catch (OperationCanceledException) { }",
    ];

    /// <summary>Checks lesson 08's side of a chat over UDP: numbered messages in both directions, neither waiting for the other.</summary>
    /// <param name="chat">Your code: a bound UDP socket, the other side, what is typed here, what shows a line here, and the token.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> ChatSide(
        Func<Socket, IPEndPoint, IAsyncEnumerable<string>, Action<string>, CancellationToken, Task> chat,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(chat);
        return CheckSession.RunAsync("chat-side", s_chatSideHints, session => ChatSideSteps(session, chat), cancellationToken);
    }

    private static async Task ChatSideSteps(
        CheckSession session, Func<Socket, IPEndPoint, IAsyncEnumerable<string>, Action<string>, CancellationToken, Task> chat)
    {
        using (var side = new ChatPartner(chat))
        {
            await side.StepAsync(session, "what is typed is sent, with its number", async () =>
            {
                side.Type("hello");
                await side.ExpectSentAsync("1 hello");
            }, "Send one datagram for each typed line: the number, a blank, the line.");
            await side.StepAsync(session, "three more lines, and the other side says nothing", async () =>
            {
                string[] lines = ["are you there?", "", "naïve café"];
                foreach (var line in lines) side.Type(line);
                for (var i = 0; i < lines.Length; i++) await side.ExpectSentAsync($"{i + 2} {lines[i]}");
            }, "Whoever sends one line and then waits for an answer is stuck when none comes. Nobody has to wait for a turn.");
            await side.StepAsync(session, "what the other side sends is shown, and nobody types", async () =>
            {
                (int Number, string Text)[] messages = [(1, "hi"), (2, "sorry, I was away"), (7, "it rains here")];
                foreach (var (number, text) in messages) await side.SendAsync($"{number} {text}");
                foreach (var (number, text) in messages) await side.ExpectShownAsync($"{number}. {text}");
            }, "Show each message as number, dot, blank, text. A line that nobody types must not keep you from receiving.");
            await side.StepAsync(session, "each side counts for itself", async () =>
            {
                side.Type("and here");
                await side.ExpectSentAsync("5 and here");
                await side.SendAsync("8 bye for now");
                await side.ExpectShownAsync("8. bye for now");
                side.Type("bye");
                await side.ExpectSentAsync("6 bye");
            }, "Your numbers count what you send. What the other side's numbers are makes no difference to them.");
            await side.StepAsync(session, "a stranger is not shown", async () =>
            {
                await side.SendAsStrangerAsync("9 I am your friend");
                await side.SendAsync("9 it is me");
                await side.ExpectShownAsync("9. it is me");
            }, "Anybody can send to your port. Only what comes from peer counts: compare the sender's address, and throw the rest away.");
            await side.StepAsync(session, "junk is not shown, and hurts nobody", async () =>
            {
                string[] junk = ["", "hello", "seven up", " 10 up", "99999999999999999999 up"];
                foreach (var text in junk) await side.SendAsync(text);
                await side.SendAsync("10 up");
                await side.ExpectShownAsync("10. up");
            }, "Before the first blank must be a number: int.TryParse says so without an exception. An empty datagram is junk as well, and no end.");
            var story = string.Concat(Enumerable.Repeat("it was a dark night ", 150));
            await side.StepAsync(session, "3,000 letters in one message", async () =>
            {
                await side.SendAsync("11 " + story);
                await side.ExpectShownAsync("11. " + story);
                side.Type(story);
                await side.ExpectSentAsync("7 " + story);
            }, "What does not fit into your buffer is lost. 65,535 bytes hold every datagram.");
            await side.StepAsync(session, "nobody types any more: your method ends", async () =>
            {
                side.Hush();
                await side.ExpectEndAsync();
            }, "When typed has ended, the receiving has to end as well: cancel it with a token of your own, linked to stop.");
        }

        using var stopped = new ChatPartner(chat);
        await stopped.StepAsync(session, "stop is cancelled: your method ends", async () =>
        {
            stopped.Type("hello");
            await stopped.ExpectSentAsync("1 hello");
            stopped.Stop();
            await stopped.ExpectEndAsync();
        }, "Give the token to every call that waits: to ReceiveFromAsync and to typed.WithCancellation(...). And catch no cancellation inside the loop.");
    }

    /// <summary>The other side of the chat, and the keyboard and the screen of the learner's side.</summary>
    private sealed class ChatPartner : IDisposable
    {
        private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);
        private readonly CancellationTokenSource _stop = new();
        private readonly Channel<string> _typed = Channel.CreateUnbounded<string>();
        private readonly Channel<string> _shown = Channel.CreateUnbounded<string>();
        private readonly Socket _learners = NewSocket();
        private readonly Socket _mine = NewSocket();
        private readonly Task _running;
        private string _sent = "";

        public ChatPartner(Func<Socket, IPEndPoint, IAsyncEnumerable<string>, Action<string>, CancellationToken, Task> chat)
        {
            var here = (IPEndPoint)_mine.LocalEndPoint!;
            // On a thread of its own: code that blocks must not block the check.
            _running = Task.Factory.StartNew(
                () => chat(_learners, here, _typed.Reader.ReadAllAsync(CancellationToken.None), line => _shown.Writer.TryWrite(line ?? "null"), _stop.Token),
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
        }

        public Task StepAsync(CheckSession session, string name, Func<Task> body, string hint) => session.StepAsync(
            name,
            async _ =>
            {
                var step = body();
                await Task.WhenAny(step, _running);
                // What it did before it ended may still be on its way; then this step is right and the next one is not.
                if (!step.IsCompleted) await Task.WhenAny(step, Task.Delay(200, CancellationToken.None));
                if (!step.IsCompletedSuccessfully && _running.IsCompleted) await ThrowEndedAsync();
                await step;
            },
            () => _sent, hint: hint);

        public void Type(string line)
        {
            _sent = $"typed: {ByteText.Quote(Encoding.UTF8.GetBytes(line), 24)}";
            _typed.Writer.TryWrite(line);
        }

        public void Hush()
        {
            _sent = "the end of what is typed";
            _typed.Writer.TryComplete();
        }

        public void Stop()
        {
            _sent = "stop is cancelled";
            _stop.Cancel();
        }

        public Task SendAsync(string text) => SendAsync(_mine, text, "");

        public async Task SendAsStrangerAsync(string text)
        {
            using var stranger = NewSocket();
            await SendAsync(stranger, text, ", from another address");
        }

        public async Task ExpectSentAsync(string text)
        {
            var expected = Encoding.UTF8.GetBytes(text);
            using var limit = new CancellationTokenSource(s_patience);
            var buffer = new byte[65535];
            try
            {
                var got = await _mine.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), limit.Token);
                var bytes = buffer.AsSpan(0, got.ReceivedBytes);
                if (!bytes.SequenceEqual(expected)) throw new CheckFailure(ByteText.Quote(expected, 24), ByteText.Quote(bytes.ToArray(), 24));
            }
            catch (OperationCanceledException)
            {
                throw new CheckFailure(ByteText.Quote(expected, 24), "no datagram", $"Nothing came for {Say.Duration(s_patience)}.");
            }
        }

        public async Task ExpectShownAsync(string line)
        {
            using var limit = new CancellationTokenSource(s_patience);
            try
            {
                var got = await _shown.Reader.ReadAsync(limit.Token);
                if (got != line) throw new CheckFailure($"show({Quoted(line)})", $"show({Quoted(got)})");
            }
            catch (OperationCanceledException)
            {
                throw new CheckFailure($"show({Quoted(line)})", "show is not called", $"Nothing was shown for {Say.Duration(s_patience)}.");
            }

            static string Quoted(string text) => ByteText.Quote(Encoding.UTF8.GetBytes(text), 24);
        }

        public async Task ExpectEndAsync()
        {
            try
            {
                await _running.WaitAsync(s_patience);
            }
            catch (TimeoutException)
            {
                throw new CheckFailure("your method ends", $"it was still running {Say.Duration(s_patience)} later");
            }
            catch (OperationCanceledException)
            {
                // As good as a return.
            }
        }

        public void Dispose()
        {
            _stop.Cancel();
            _typed.Writer.TryComplete();
            // What blocks without a token ends with its socket.
            _learners.Dispose();
            _mine.Dispose();
            _ = _running.ContinueWith(ended => _ = ended.Exception, TaskScheduler.Default);
            _stop.Dispose();
        }

        private static Socket NewSocket()
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            return socket;
        }

        private async Task SendAsync(Socket from, string text, string remark)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            _sent = (bytes.Length == 0 ? "an empty datagram" : ByteText.Quote(bytes, 24)) + remark;
            await from.SendToAsync(bytes, SocketFlags.None, _learners.LocalEndPoint!, CancellationToken.None);
        }

        private async Task ThrowEndedAsync()
        {
            try
            {
                await _running;
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is not NotImplementedException)
            {
                throw new CheckFailure("your method goes on", $"it threw {e.GetType().Name}: {e.Message}");
            }

            if (!_stop.IsCancellationRequested && !_typed.Reader.Completion.IsCompleted) throw new CheckFailure("your method goes on", "it returned");
        }
    }
}
