using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SocketSchool;

/// <summary>The receiving end of the check <c>stop-and-wait</c>: it takes <c>NUMBER LINE</c> and answers as the step likes.</summary>
internal sealed class LineTaker : IAsyncDisposable
{
    private const int StoryShown = 6;
    private readonly UdpServer _server;
    private readonly Socket _elsewhere = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly ConcurrentQueue<string> _story = [];
    private readonly ConcurrentDictionary<int, int> _attempts = [];
    private readonly TaskCompletionSource _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _disposing = new();
    private volatile bool _acknowledged;
    private volatile int _last;

    /// <summary>Begins to listen.</summary>
    /// <param name="lines">What is to come, in order.</param>
    /// <param name="answer">What to do with a line: its number, which attempt it is from 1, and the sender.</param>
    public LineTaker(IReadOnlyList<string> lines, Func<LineTaker, int, int, Datagram, Task> answer)
    {
        _elsewhere.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _server = UdpServer.Start(
            (datagram, _) => TakeAsync(datagram, lines, answer),
            name: "the checker's peer", options: new ServerOptions { StopTimeout = TimeSpan.FromMilliseconds(500), LogCapacity = 0 });
    }

    public IPEndPoint EndPoint => _server.EndPoint;

    /// <summary>How many lines it has acknowledged.</summary>
    public int Acknowledged => _acknowledged ? _last : Math.Max(0, _last - 1);

    /// <summary>Fails when a datagram is not as agreed; never succeeds.</summary>
    public Task Broken => _broken.Task;

    public string Story
    {
        get
        {
            var all = _story.ToArray();
            // The end of the story is where it went wrong.
            return (all.Length > StoryShown ? "... | " : "") + string.Join(" | ", all.TakeLast(StoryShown));
        }
    }

    public int Attempts(int number) => _attempts.GetValueOrDefault(number);

    public async Task AnswerAsync(Datagram to, string text)
    {
        _story.Enqueue($"peer: {ByteText.Quote(Encoding.UTF8.GetBytes(text), 24)}");
        await to.ReplyAsync(text);
    }

    public async Task AnswerFromElsewhereAsync(Datagram to, string text)
    {
        _story.Enqueue($"somebody else: {text}");
        await _elsewhere.SendToAsync(Encoding.UTF8.GetBytes(text), SocketFlags.None, to.From);
    }

    /// <summary>The right acknowledgement, from the right address.</summary>
    public Task AcknowledgeAsync(Datagram to, int number)
    {
        if (number == _last) _acknowledged = true;
        return AnswerAsync(to, string.Create(CultureInfo.InvariantCulture, $"ack {number}"));
    }

    /// <summary>The same after a moment, while other lines may come.</summary>
    public async Task AcknowledgeLaterAsync(Datagram to, int number)
    {
        await Task.Delay(20, _disposing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_disposing.IsCancellationRequested) await AcknowledgeAsync(to, number);
    }

    /// <summary>Goes on answering until this object is disposed.</summary>
    public async Task AnswerWithoutEndAsync(Datagram to, string text)
    {
        await AnswerAsync(to, text);
        while (!_disposing.IsCancellationRequested)
        {
            await to.ReplyAsync(text);
            await Task.Delay(2, _disposing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _disposing.CancelAsync();
        await _server.StopAsync();
        _elsewhere.Dispose();
    }

    private async Task TakeAsync(Datagram datagram, IReadOnlyList<string> lines, Func<LineTaker, int, int, Datagram, Task> answer)
    {
        _story.Enqueue($"you: {ByteText.Quote(datagram.Bytes.Span, 24)}");
        var parts = datagram.Text.Split(' ', 2);
        if (parts.Length < 2 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number < 1 || number > lines.Count || parts[1] != lines[number - 1])
        {
            _broken.TrySetException(new CheckFailure(
                $"a number from 1, a blank and the line, like \"1 {lines[0]}\"", ByteText.Quote(datagram.Bytes.Span, 40)));
            return;
        }

        if (number > _last + 1 || number < _last)
        {
            _broken.TrySetException(new CheckFailure(
                $"line {_last} again or line {_last + 1}", $"line {number}", "Stop and wait: the next line leaves when the one before is acknowledged."));
            return;
        }

        if (number == _last + 1)
        {
            if (_last > 0 && !_acknowledged)
            {
                _broken.TrySetException(new CheckFailure(
                    $"line {_last} again", $"line {number}", $"Nobody has acknowledged line {_last} yet."));
                return;
            }

            (_last, _acknowledged) = (number, false);
        }

        await answer(this, number, _attempts.AddOrUpdate(number, 1, (_, count) => count + 1), datagram);
    }
}
