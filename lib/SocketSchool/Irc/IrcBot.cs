using System.Net;

namespace SocketSchool;

/// <summary>
/// A client of IRC that lives by itself: it registers, tells NickServ who it is, joins its channels, answers PING, calls your code for each
/// message, writes a log, and comes back when the connection is lost (<see cref="IrcBotOptions.Reconnect"/>).
/// </summary>
/// <remarks>Your code runs for one message after the other, in the order they came; what it throws is in <see cref="Faults"/>, and the bot lives on.</remarks>
public sealed partial class IrcBot : IAsyncDisposable
{
    private const int FaultsKept = 100;
    private static readonly TimeSpan s_goodbyeLimit = TimeSpan.FromSeconds(1);
    private readonly string _host;
    private readonly int _port;
    private readonly List<Func<IrcBotMessage, CancellationToken, Task>> _onMessage = [];
    private readonly List<Action<IrcMessage>> _onNotice = [];
    private readonly List<Action<IrcMessage>> _onLine = [];
    private readonly Queue<string> _faults = [];
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IrcBotLog _log;
    private readonly IrcPace _pace;
    private Task? _running;
    private Connection? _connection;
    private volatile bool _isQuitting;

    /// <summary>A bot that is not connected yet; <see cref="StartAsync"/> does that.</summary>
    /// <param name="host">The server's name or address.</param>
    /// <param name="port">Its port; 6667 is the usual one without TLS.</param>
    /// <param name="options">Who the bot is; the defaults of <see cref="IrcBotOptions"/> when left out.</param>
    /// <exception cref="ArgumentException">A name or password has something in it that it may not.</exception>
    /// <exception cref="IOException">The log file cannot be written.</exception>
    public IrcBot(string host, int port = 6667, IrcBotOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(host);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, IPEndPoint.MaxPort);
        (_host, _port) = (host, port);
        Options = (options ?? new IrcBotOptions()).Validated();
        Nick = Options.Nick;
        string?[] secrets = [Options.ServerPassword, Options.NickServPassword];
        _log = new IrcBotLog(Options.LogFile, [.. secrets.OfType<string>()], Options.TimeProvider);
        _pace = new IrcPace(Options.MessagesAtOnce, Options.MessageInterval, Options.TimeProvider);
    }

    /// <summary>A bot for a server of this process.</summary>
    /// <param name="server">The server.</param>
    /// <param name="options">Who the bot is.</param>
    public IrcBot(TcpServer server, IrcBotOptions? options = null)
        : this(AddressOf(server), server.Port, options)
    {
    }

    /// <summary>Who it is and how it behaves.</summary>
    public IrcBotOptions Options { get; }

    /// <summary>The nickname that it really has; another than it asked for when that one was taken.</summary>
    public string Nick { get; private set; }

    /// <summary>The channels that it is on just now.</summary>
    public IReadOnlyList<string> Channels
    {
        get
        {
            lock (_gate) return [.. _joined];
        }
    }

    /// <summary>How often it has registered with a server: 1, and one more for each time it came back.</summary>
    public int Registrations { get; private set; }

    /// <summary>What went wrong, oldest first: lost connections, refused channels, exceptions of your code. The last 100.</summary>
    public IReadOnlyList<string> Faults
    {
        get
        {
            lock (_gate) return [.. _faults];
        }
    }

    /// <summary>Completes when the bot has ended; with the exception when it lost its connection and was not to come back.</summary>
    public Task Completion => _running ?? Task.CompletedTask;

    /// <summary>Calls your code for each PRIVMSG, on a channel or to the bot alone, but not for its own.</summary>
    /// <param name="handler">Your code.</param>
    public IrcBot OnMessage(Func<IrcBotMessage, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return OnMessage((message, _) => handler(message));
    }

    /// <summary>The same with a token that is cancelled when the bot stops.</summary>
    /// <param name="handler">Your code.</param>
    public IrcBot OnMessage(Func<IrcBotMessage, CancellationToken, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _onMessage.Add(handler);
        return this;
    }

    /// <summary>
    /// Calls your code for each NOTICE. It gets the line alone, without a way to answer: nobody answers a NOTICE (RFC 2812, section 3.3.2).
    /// </summary>
    /// <param name="handler">Your code.</param>
    public IrcBot OnNotice(Action<IrcMessage> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _onNotice.Add(handler);
        return this;
    }

    /// <summary>Calls your code for every line that comes, before anything else is done with it.</summary>
    /// <param name="handler">Your code.</param>
    public IrcBot OnLine(Action<IrcMessage> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _onLine.Add(handler);
        return this;
    }

    /// <summary>Connects, and returns when the bot is registered and on its channels (those that let it in).</summary>
    /// <param name="cancellationToken">Gives up, and ends the bot.</param>
    /// <exception cref="IrcException">The server refused it: a wrong password, no nickname that it takes.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">Nobody listens there, or the name does not resolve.</exception>
    /// <exception cref="ConnectionTimeoutException">The server did not answer in time.</exception>
    /// <exception cref="InvalidOperationException">It was started before.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (_running is not null) throw new InvalidOperationException("This bot was started before. Make a new one.");
        var running = Task.Run(RunAsync, CancellationToken.None);
        _running = running;
        try
        {
            var first = await Task.WhenAny(_ready.Task, running).WaitAsync(cancellationToken);
            await first;
        }
        catch (OperationCanceledException)
        {
            await _stopping.CancelAsync();
            throw;
        }
    }

    /// <summary>Says goodbye and ends the bot. Stopping twice is one stop.</summary>
    public async Task StopAsync()
    {
        if (_connection is { } connection && !_stopping.IsCancellationRequested)
        {
            _isQuitting = true;
            try
            {
                await SendLineAsync(connection, new IrcMessage("QUIT", "bye"), CancellationToken.None);
                // The server closes then. Closing first, with lines of the channel unread, could take the goodbye away from it.
                await Task.WhenAny(Completion, Task.Delay(s_goodbyeLimit, Options.TimeProvider));
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException or TimeoutException)
            {
                // It is gone without a goodbye, then.
            }
        }

        await _stopping.CancelAsync();
        await Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Stops the bot.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>The bot on one line.</summary>
    public override string ToString() => $"{Nick} on {_host}:{_port}, {string.Join(' ', Channels)}";

    private static string AddressOf(TcpServer server)
    {
        ArgumentNullException.ThrowIfNull(server);
        return server.ReachableEndPoint.Address.ToString();
    }

    private void AddFault(string what)
    {
        lock (_gate)
        {
            if (_faults.Count == FaultsKept) _faults.Dequeue();
            _faults.Enqueue(what);
        }
    }
}
