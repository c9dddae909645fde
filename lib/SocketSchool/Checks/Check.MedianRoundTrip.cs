using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_medianHints =
    [
        "A round trip is over when the last byte of the echo is there. How many receives does that take? Nobody knows beforehand.",
        "Read the clock, send, receive until you have `size` bytes (a receive of 0 is the end: throw), read the clock again. The first round " +
            "trip is made like the others and left out of the list.",
        "With `using var socket = ...`, connected; after the loop sort, and return the one at `(count - 1) / 2`:\n" +
            "for (var i = 0; i <= count; i++)\n" +
            "{\n" +
            "    var start = Stopwatch.GetTimestamp();\n" +
            "    // send, then receive until all is there\n" +
            "    if (i > 0) times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);\n" +
            "}",
    ];

    /// <summary>
    /// Checks lesson 11's measurement of an echo server. The server it meets answers in pieces and takes its time, and it knows
    /// between which bounds the number has to lie, however busy the machine is. A clock that starts after the send can be told only by a
    /// message that the operating system's buffers do not hold, so that the send itself takes long; where they hold one of 16 MiB
    /// (Windows may take any size at once), such a clock passes.
    /// </summary>
    /// <param name="measure">
    /// Your function: the server, the message's size in bytes, how many round trips count. One more goes first to warm up. The median in
    /// microseconds comes back, by nearest rank.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> MedianRoundTrip(
        Func<IPEndPoint, int, int, Task<double>> measure, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(measure);
        return CheckSession.RunAsync("median-round-trip", s_medianHints, session => MedianSteps(session, measure), cancellationToken);
    }

    private static async Task MedianSteps(CheckSession session, Func<IPEndPoint, int, int, Task<double>> measure)
    {
        await Step("answers in two halves, the second one late", 16, 5, 0, 200, 20, 20, 200, 20);
        await Step("a slow first answer does not count", 16, 1, 200, 0);
        await Step("a quick first answer does not count either", 16, 1, 0, 60);
        await Step("an even count: nearest rank of 4 is number 2", 16, 4, 0, 200, 10, 10, 200);
        await Step("messages of 100,000 bytes", 100_000, 3, 10, 10, 10, 10);
        await Step("messages of one byte", 1, 100);
        const int large = 16 * 1024 * 1024;
        await session.StepAsync(
            "a message so long that the send takes its time",
            stop => MeasureOnceAsync(measure, large, 1, [], stop, TimeSpan.FromMilliseconds(100)),
            () => $"size {large:N0}, count 1",
            hint: "A round trip begins with the send. Read the clock before it, not after it.");
        await session.StepAsync("the server ends in the middle of an answer: an exception", stop => ExpectErrorAsync(measure, stop),
            hint: "A receive of 0 is the end of the stream, and no more will come: if (got == 0) throw new EndOfStreamException();");
        await session.StepAsync("nobody listens: an exception", stop => ExpectNobodyAsync(measure, stop),
            hint: "Let the SocketException of Connect through: catch nothing, and the caller learns of it.");

        Task Step(string name, int size, int count, params int[] holds) => session.StepAsync(
            name,
            stop => MeasureOnceAsync(measure, size, count, [.. holds.Select(ms => TimeSpan.FromMilliseconds(ms))], stop),
            () => $"size {size:N0}, count {count:N0}");
    }

    private static async Task MeasureOnceAsync(
        Func<IPEndPoint, int, int, Task<double>> measure, int size, int count, TimeSpan[] holds, CancellationToken stop,
        TimeSpan readPause = default)
    {
        await using var echo = new PiecewiseEcho(size, holds, readPause: readPause);
        var begin = Stopwatch.GetTimestamp();
        var got = await RunAsync(measure, echo, size, count, stop);
        var end = Stopwatch.GetTimestamp();
        var closed = await EndedAsync(echo, stop);

        if (echo.TooEarly > 0)
        {
            throw new CheckFailure($"message {echo.TooEarly} after all {Say.Count(size, "byte")} of answer {echo.TooEarly - 1}",
                $"message {echo.TooEarly} when half of that answer was still to come", "One receive gives what is there. From here on you measure the wrong answers.");
        }

        var wanted = (long)size * (count + 1);
        if (echo.BytesReceived != wanted)
        {
            throw new CheckFailure(
                $"{Say.Count(wanted, "byte")} at the server: {count + 1:N0} messages of {Say.Count(size, "byte")}", Say.Count(echo.BytesReceived, "byte"),
                echo.BytesReceived == wanted - size ? "One message is missing: the warm-up goes first, and then come those that count."
                : echo.HasSecondClient ? "A second connection waits at the server. Use one for all messages." : "",
                "One connection, and for (var i = 0; i <= count; i++) once around it: message 0 is the warm-up, the other `count` of them count.");
        }

        ExpectBetween(got, echo, begin, end, readPause > TimeSpan.Zero);
        if (!closed)
        {
            throw new CheckFailure("a receive of 0 at the server (your function closes its socket)", "nothing: the connection is still open",
                "The number was right. Your function returned and left its socket behind.",
                "Make the socket with `using var socket = ...`: it is closed however your function ends.");
        }
    }

    // The server's clock readings enclose each of the client's: nothing here depends on how fast the machine is.
    private static void ExpectBetween(double got, PiecewiseEcho echo, long begin, long end, bool slowSend)
    {
        var count = echo.Arrived.Count - 1;
        var least = new List<double>();
        var most = new List<double>();
        for (var i = 1; i <= count; i++)
        {
            least.Add(Stopwatch.GetElapsedTime(echo.Begun[i], echo.Answered[i]).TotalMicroseconds);
            most.Add(Stopwatch.GetElapsedTime(echo.Answered[i - 1], i < count ? echo.Arrived[i + 1] : end).TotalMicroseconds);
        }

        var (low, high) = At((count - 1) / 2);
        var upper = At(count / 2);
        // One unit of the time type for the rounding of a difference.
        if (got > 0 && got >= low - 0.2 && got <= high + 0.2) return;
        var isUpper = count % 2 == 0 && got >= upper.Low - 0.2 && got <= upper.High + 0.2;
        // Only where the server took its time: to the quickest of answers any number fits in some unit. On a busy machine the bounds are so
        // wide that the upper median would pass for a number of ticks.
        var unit = isUpper ? "" : Fits(got * 1e3) ? "That looks like milliseconds."
            : Fits(got * 1e6) ? "That looks like seconds."
            : Fits(got / 1e3) ? "That looks like nanoseconds."
            : Fits(got / 10) ? "That looks like ticks of 100 ns: TimeSpan has TotalMicroseconds."
            : "";
        var withWarmUp = WithWarmUp();
        // A warm-up of 60 us and a median of 60 ms look like a wrong unit and are none.
        if (withWarmUp) unit = "";
        var wholeMs = unit == "" && got % 1_000 == 0;
        var note = unit != "" ? unit
            : wholeMs ? "Whole milliseconds only? Your number is a multiple of 1,000 us."
            : withWarmUp ? "Is the warm-up in your list? The number is the median with number 0 among the others."
            : isUpper ? $"That is number {(count / 2) + 1} in order. Of {count}, nearest rank takes number {count / 2}."
            : count % 2 == 0 && got > high && got < upper.Low ? "That lies between the two in the middle. Nearest rank takes the lower one of them."
            : got > high && got <= Stopwatch.GetElapsedTime(begin, end).TotalMicroseconds + 0.2 ? "Is it the median, and without the warm-up? The mean, the largest and the sum are more than that."
            : got < low && slowSend ? "The server saw the first byte of the message longer before the end than that."
            : got < low ? "The server held back the last piece for longer. Stop the clock when all of the echo is there." : "";
        var hint = unit != "" || wholeMs ? "Stopwatch.GetElapsedTime(start) is a TimeSpan. Its TotalMicroseconds has the number."
            : withWarmUp || got > high ? "Keep the time of number 0 out of the list. Sort the others, and take the one at (count - 1) / 2."
            : null;
        throw new CheckFailure($"a median of {Us(low)} to {Us(high)} us (what the server saw)", $"{Us(got)} us", note, hint);

        (double Low, double High) At(int place) => (least.Order().ElementAt(place), most.Order().ElementAt(place));

        // With one more in the list; whoever takes a place in an even list may take either.
        bool WithWarmUp()
        {
            double[] lows = [Stopwatch.GetElapsedTime(echo.Begun[0], echo.Answered[0]).TotalMicroseconds, .. least];
            double[] highs = [Stopwatch.GetElapsedTime(begin, count > 0 ? echo.Arrived[1] : end).TotalMicroseconds, .. most];
            return new[] { count / 2, (count + 1) / 2 }.Any(place =>
                got > 0 && got >= lows.Order().ElementAt(place) - 0.2 && got <= highs.Order().ElementAt(place) + 0.2);
        }

        bool Fits(double value) => low > 2e3 && value >= low * 0.9 && value <= high * 1.1;

        static string Us(double value) => value.ToString("#,0.#", CultureInfo.InvariantCulture);
    }

    private static async Task<double> RunAsync(
        Func<IPEndPoint, int, int, Task<double>> measure, PiecewiseEcho echo, int size, int count, CancellationToken stop)
    {
        var patience = TimeSpan.FromSeconds(3);
        var measuring = Task.Run(() => measure(echo.EndPoint, size, count), stop);
        try
        {
            return await measuring.WaitAsync(patience, stop);
        }
        catch (TimeoutException) when (!measuring.IsCompleted)
        {
            var messages = Say.Count(echo.Arrived.Count, "whole message");
            var second = echo.HasSecondClient ? " A second connection waits at the server: use one for all messages." : "";
            echo.Abort();
            throw new CheckFailure($"a number after {Say.Count(count + 1, "round trip")}", $"nothing after {Say.Duration(patience)}",
                $"The server has received {messages} and answered {(echo.Answered.Count == echo.Arrived.Count ? "all of them" : $"{echo.Answered.Count:N0}")}.{second}");
        }
    }

    private static async Task<bool> EndedAsync(PiecewiseEcho echo, CancellationToken stop)
    {
        try
        {
            await echo.Ended.WaitAsync(TimeSpan.FromSeconds(1), stop);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private static async Task ExpectErrorAsync(Func<IPEndPoint, int, int, Task<double>> measure, CancellationToken stop)
    {
        await using var echo = new PiecewiseEcho(16, new TimeSpan[4], cutsOff: true);
        double got;
        try
        {
            got = await RunAsync(measure, echo, 16, 5, stop);
        }
        catch (CheckFailure e)
        {
            // The only one that comes out of there: the time was up.
            throw new CheckFailure("an exception", "still waiting after 3 s", "Receive has returned 0 and your loop goes on.", e.Hint);
        }
        catch (Exception e) when (e is not (NotImplementedException or OperationCanceledException))
        {
            return;
        }

        throw new CheckFailure("an exception", $"the number {got.ToString("0.#", CultureInfo.InvariantCulture)}", "The fourth answer never became whole, so nothing was measured.");
    }

    private static async Task ExpectNobodyAsync(Func<IPEndPoint, int, int, Task<double>> measure, CancellationToken stop)
    {
        using var held = RefusingSocket();
        double got;
        try
        {
            got = await Task.Run(() => measure((IPEndPoint)held.LocalEndPoint!, 16, 1), stop).WaitAsync(stop);
        }
        catch (SocketException)
        {
            return;
        }

        throw new CheckFailure("a SocketException", $"the number {got.ToString("0.#", CultureInfo.InvariantCulture)}", "A number that was not measured is worse than none.");
    }
}
