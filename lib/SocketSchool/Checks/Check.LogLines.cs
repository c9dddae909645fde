using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_logLinesHints =
    [
        "A method with `async`, `IAsyncEnumerable` and `yield return` is a stream: a loop that receives, and yields a line for each datagram.",
        "The end: `yield return` may not stand in a `try` that has a `catch`. So receive in a small method of its own that returns null when OperationCanceledException comes, and leave the loop on null.",
        "The time is taken right after the receive, and in `text` every character for which `char.IsControl` is true becomes `?`:\n" +
            "string.Create(CultureInfo.InvariantCulture,\n" +
            "    $\"{clock.GetUtcNow():HH:mm:ss} {got.RemoteEndPoint} {text}\")",
    ];

    /// <summary>Checks lesson 08's UDP server as a stream: one timestamped line for each datagram, until the token is cancelled.</summary>
    /// <param name="lines">Your stream: a bound UDP socket, a clock, the token.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> LogLines(
        Func<Socket, TimeProvider, CancellationToken, IAsyncEnumerable<string>> lines, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lines);
        return CheckSession.RunAsync("log-lines", s_logLinesHints, session => LogLinesSteps(session, lines), cancellationToken);
    }

    private static async Task LogLinesSteps(
        CheckSession session, Func<Socket, TimeProvider, CancellationToken, IAsyncEnumerable<string>> lines)
    {
        var clock = new CheckClock();
        clock.Set(new DateTimeOffset(2026, 1, 4, 9, 5, 7, TimeSpan.FromHours(1)));
        using var stop = new CancellationTokenSource();
        using var socket = NewUdpSocket();
        using var ann = NewUdpSocket();
        using var bob = NewUdpSocket();
        var reader = new LineStream(() => lines(socket, clock, stop.Token));
        var sent = "";

        await StepAsync("one datagram, one line", async token =>
        {
            await SendAsync(ann, "hello");
            var line = await reader.NextAsync("a line", token);
            Compare(line, ann, "hello", "08:05:07", line switch
            {
                ['0', '9', ':', ..] => "09:05:07 is the time in this clock's own zone (GetLocalNow). A log in UTC asks clock.GetUtcNow().",
                [>= '0' and <= '9', ..] when !line.StartsWith("08:05:07", StringComparison.Ordinal) =>
                    "The time is the one of the clock that your method is given, clock.GetUtcNow(), as HH:mm:ss. This clock does not stand where yours does.",
                _ => null,
            });
        },
            "A line is: the time of the clock in UTC as HH:mm:ss, a blank, the sender's address and port, a blank, the text.");
        await StepAsync("another sender, 83 seconds later", async token =>
        {
            // The stream waits while the time passes, and its datagram comes then: a time taken before the receive is too old.
            var waiting = reader.NextAsync("a line", token);
            await Task.Delay(100, token);
            clock.Advance(TimeSpan.FromSeconds(83));
            await SendAsync(bob, "me, too");
            Compare(await waiting, bob, "me, too", "08:06:30");
        },
            "Ask the clock and RemoteEndPoint anew for every datagram, after it has come. Before the receive is too early: the wait may be long.");
        await StepAsync("in the afternoon", token =>
        {
            clock.Advance(TimeSpan.FromHours(13));
            return OneAsync(bob, "good afternoon", "21:06:30", token);
        }, "In a format, HH is the hour of 24 and hh the hour of 12: with hh the evening looks like the morning.");
        await StepAsync("an empty datagram is a line, too, and not the end", async token =>
        {
            await OneAsync(ann, "", "21:06:30", token);
            await OneAsync(ann, "after it", "21:06:30", token);
        }, "0 bytes are an empty message. Yield its line, with nothing after the last blank, and go on.");
        await StepAsync("blanks at both ends", token => OneAsync(ann, "  a b  ", "21:06:30", token),
            "The text is part of the line as it came: a log that trims it (Trim) no longer says what was sent.");
        await StepAsync("9,000 bytes", token => OneAsync(ann, new string('x', 9000), "21:06:30", token),
            "What does not fit into your buffer is lost. 65,535 bytes hold every datagram.");
        await StepAsync("more than the letters of English", token => OneAsync(bob, "é 日 🙂", "21:06:30", token),
            "The text is UTF-8, in which é has two bytes and 日 three: Encoding.UTF8.GetString. ASCII and Latin1 know one byte for each character.");
        await StepAsync("three that were waiting", async token =>
        {
            string[] texts = ["one", "two", "three"];
            foreach (var text in texts) await SendAsync(ann, text);
            foreach (var text in texts) await ExpectAsync(ann, text, "21:06:30", token);
        }, "One datagram after the other: nothing may be thrown away between two lines.");
        await StepAsync("a sender who tries to write two lines into your log", async token =>
        {
            await SendAsync(bob, "x\n21:06:30 127.0.0.1:1 forged\r\u001b[2J");
            await ExpectAsync(bob, "x?21:06:30 127.0.0.1:1 forged??[2J", "21:06:30", token);
        }, "Anybody can send you a line feed. Replace every character c for which char.IsControl(c) with '?'.");
        await StepAsync("other control characters: a tab, 7f, U+0085, a line feed at the end", async token =>
        {
            await SendAsync(ann, "a\tb\u007fc\u0085d\n");
            sent = "a, a tab, b, 7f, c, U+0085 (c2 85 in UTF-8), d, a line feed";
            await ExpectAsync(ann, "a?b?c?d?", "21:06:30", token);
        },
            "There are more control characters than the line feed, and not all are below 32: 127 is one, and 128 to 159 are (U+0085 is a line end, too). " +
            "char.IsControl knows them all. None is left out: each becomes one '?'.");
        sent = "";
        await StepAsync("stop is cancelled: the loop ends, without an exception", async token =>
        {
            var waiting = reader.NextAsync("the end of the loop", token);
            // So that the receive is under way when it is cancelled, as in a real server.
            await Task.Delay(30, token);
            await stop.CancelAsync();
            if (await waiting is { } line) throw new CheckFailure("the end of the loop", $"the line {ByteText.Quote(Encoding.UTF8.GetBytes(line))}");
        }, "Give stop to ReceiveFromAsync, catch OperationCanceledException around it, and end with `yield break`.");

        Task StepAsync(string name, Func<CancellationToken, Task> body, string hint) => session.StepAsync(name, body, () => sent, hint: hint);

        async Task SendAsync(Socket from, string text)
        {
            sent = text.Length == 0 ? "an empty datagram" : ByteText.Quote(Encoding.UTF8.GetBytes(text), 40);
            await from.SendToAsync(Encoding.UTF8.GetBytes(text), SocketFlags.None, socket.LocalEndPoint!);
        }

        async Task OneAsync(Socket from, string text, string time, CancellationToken token)
        {
            await SendAsync(from, text);
            await ExpectAsync(from, text, time, token);
        }

        async Task ExpectAsync(Socket from, string text, string time, CancellationToken token) =>
            Compare(await reader.NextAsync("a line", token), from, text, time);

        static void Compare(string? got, Socket from, string text, string time, string? hint = null)
        {
            var expected = string.Create(CultureInfo.InvariantCulture, $"{time} {(IPEndPoint)from.LocalEndPoint!} {text}");
            if (got == expected) return;
            var said = got is null ? "the end of the loop" : ByteText.Quote(Encoding.UTF8.GetBytes(got), 90);
            throw new CheckFailure(ByteText.Quote(Encoding.UTF8.GetBytes(expected), 90), said, hint: hint);
        }
    }

    private static Socket NewUdpSocket()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }
}
