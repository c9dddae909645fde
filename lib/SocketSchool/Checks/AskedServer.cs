using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SocketSchool;

/// <summary>
/// The UDP server of the check <c>ask-again</c>: it expects requests <c>NUMBER QUESTION</c>, each with a number of its own, and answers
/// them as the step likes.
/// </summary>
internal sealed class AskedServer : IAsyncDisposable
{
    private const int StoryKept = 50;
    private const int StoryShown = 12;
    private readonly UdpServer? _server;
    private readonly Socket _elsewhere = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly ConcurrentQueue<string> _story = [];
    private readonly HashSet<string> _numbers = [];
    private readonly TaskCompletionSource _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _first;
    private int _requests;

    /// <summary>Begins to listen.</summary>
    /// <param name="question">The word that is to be asked.</param>
    /// <param name="respond">What to do with one request; <c>null</c> when nobody is to listen at all.</param>
    public AskedServer(string question, Func<Request, CancellationToken, Task>? respond)
    {
        Question = question;
        _elsewhere.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        if (respond is null)
        {
            // Bound, remembered and given up again: a port that nobody listens on.
            using var gone = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            gone.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            EndPoint = (IPEndPoint)gone.LocalEndPoint!;
            return;
        }

        _server = UdpServer.Start(
            async (datagram, stop) =>
            {
                if (Read(datagram) is { } request) await respond(request, stop);
            },
            name: "the checker's server",
            options: new ServerOptions { StopTimeout = TimeSpan.FromMilliseconds(500), LogCapacity = 0 });
        EndPoint = _server.EndPoint;
    }

    public string Question { get; }

    public IPEndPoint EndPoint { get; }

    public int Requests => Volatile.Read(ref _requests);

    /// <summary>What came and went, for the report.</summary>
    public string Story
    {
        get
        {
            var events = _story.ToArray();
            return string.Join(" | ", events.Take(StoryShown)) + (events.Length > StoryShown ? " | ..." : "");
        }
    }

    /// <summary>Fails when a request is not as agreed; never succeeds.</summary>
    public Task Broken => _broken.Task;

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.StopAsync();
        _elsewhere.Dispose();
    }

    private Request? Read(Datagram datagram)
    {
        Interlocked.Increment(ref _requests);
        Tell("you", datagram.Text);
        var parts = datagram.Text.Split(' ', 2);
        if (parts.Length != 2 || parts[1] != Question || !parts[0].All(char.IsAsciiDigit) || parts[0].Length is 0 or > 18)
        {
            _broken.TrySetException(new CheckFailure($"a request like \"7 {Question}\"", ByteText.Quote(datagram.Bytes.Span)));
            return null;
        }

        if (!_numbers.Add(parts[0]))
        {
            _broken.TrySetException(new CheckFailure("another number for every question", $"the number {parts[0]} again",
                "An old answer could not be told from a new one."));
            return null;
        }

        return new Request(this, datagram, parts[0], _first ??= parts[0], _numbers.Count);
    }

    private void Tell(string who, string text)
    {
        var line = $"{who}: {ByteText.Quote(Encoding.UTF8.GetBytes(text), 24)}";
        // What is said again and again is told once.
        if (_story.Count < StoryKept && _story.LastOrDefault() != line) _story.Enqueue(line);
    }

    /// <summary>One request.</summary>
    /// <param name="server">Who got it.</param>
    /// <param name="datagram">What came.</param>
    /// <param name="number">Its number, as it was written.</param>
    /// <param name="first">The number of the first request.</param>
    /// <param name="attempt">Which request it is, from 1.</param>
    internal sealed class Request(AskedServer server, Datagram datagram, string number, string first, int attempt)
    {
        public string Number { get; } = number;

        public string First { get; } = first;

        public int Attempt { get; } = attempt;

        public Task AnswerAsync(string text) => SendAsync($"{Number} {text}");

        public async Task SendAsync(string text)
        {
            server.Tell("server", text);
            await datagram.ReplyAsync(text);
        }

        /// <summary>Sends from another port than the one that was asked.</summary>
        public async Task SendFromElsewhereAsync(string text)
        {
            server.Tell("somebody else", text);
            await server._elsewhere.SendToAsync(Encoding.UTF8.GetBytes(text), SocketFlags.None, datagram.From);
        }
    }
}
