using System.Net;

namespace SocketSchool;

/// <summary>
/// One end of a conversation between two people: they exchange names, then speak in turns, the server's side first. <c>[e]</c> leaves,
/// and the other one hears <c>Left chat room!</c>.
/// </summary>
/// <remarks>
/// A line is a message. A peer that sends no line ends is understood all the same, after a pause (see <see cref="GreetingServer"/>),
/// and from then on gets none either. What is heard comes without control characters (<see cref="ChatText.Clean"/>).
/// </remarks>
public sealed class Talk : IAsyncDisposable
{
    /// <summary>What one who leaves sends as the last message.</summary>
    public const string LeftNotice = "Left chat room!";

    /// <summary>What one types in order to leave.</summary>
    public const string LeaveWord = "[e]";

    private readonly Lock _gate = new();
    private readonly List<TalkLine> _transcript = [];
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Connection _connection;
    private readonly LineOrPauseReader _lines;
    private string _lineEnd;
    private int _hasLeft;

    internal Talk(Connection connection, LineOrPauseReader lines, string name, Line peer, bool takesTurns, bool begins)
    {
        _connection = connection;
        _lines = lines;
        _lineEnd = peer.End;
        Name = name;
        PeerName = ChatText.Clean(peer.Text).Trim();
        TakesTurns = takesTurns;
        IsMyTurn = begins;
    }

    /// <summary>The name at this end.</summary>
    public string Name { get; }

    /// <summary>The name at the other end.</summary>
    public string PeerName { get; }

    /// <summary>Whether the two speak strictly in turns; else each may speak whenever it likes.</summary>
    public bool TakesTurns { get; }

    /// <summary>Whether this end is to speak next. Where there are no turns, always true.</summary>
    public bool IsMyTurn { get => !TakesTurns || field; private set; }

    /// <summary>Whether the other one has left.</summary>
    public bool PeerHasLeft { get; private set; }

    /// <summary>Whether one of the two has left.</summary>
    public bool IsOver => PeerHasLeft || Volatile.Read(ref _hasLeft) != 0;

    /// <summary>What was said so far, at both ends, as this end saw it: a snapshot.</summary>
    public IReadOnlyList<TalkLine> Transcript
    {
        get
        {
            lock (_gate) return [.. _transcript];
        }
    }

    /// <summary>Completes when one has left and, if it was this one, has said so: then the connection may be closed.</summary>
    internal Task Over => _over.Task;

    /// <summary>Calls somebody: connects, sends the name, and returns when the other side has told its own.</summary>
    /// <param name="endPoint">Where the other one listens.</param>
    /// <param name="name">The name at this end.</param>
    /// <param name="takesTurns">See <see cref="TakesTurns"/>; true by default, and to be the same at both ends.</param>
    /// <param name="options">Limits; the defaults of <see cref="ConnectionOptions"/> when left out.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <exception cref="EndOfStreamException">The other side closed without a name.</exception>
    /// <inheritdoc cref="Connection.ConnectAsync(IPEndPoint, ConnectionOptions, WireLog, CancellationToken)" path="/exception"/>
    public static async Task<Talk> ConnectAsync(
        IPEndPoint endPoint, string name, bool takesTurns = true, ConnectionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var connection = await Connection.ConnectAsync(endPoint, options, cancellationToken: cancellationToken);
        try
        {
            await connection.SendLineAsync(OneLine(name), cancellationToken);
            var lines = new LineOrPauseReader(connection, null);
            var peer = await lines.ReadAsync(cancellationToken)
                ?? throw new EndOfStreamException($"{endPoint} closed the connection without telling its name.");
            return new Talk(connection, lines, name, peer, takesTurns, begins: false);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <inheritdoc cref="ConnectAsync(IPEndPoint, string, bool, ConnectionOptions, CancellationToken)"/>
    /// <param name="server">Who to call; the turns are as it has them.</param>
    /// <param name="name">The name at this end.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    public static Task<Talk> ConnectAsync(TalkServer server, string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(server);
        return ConnectAsync(server.ReachableEndPoint, name, server.TakesTurns, cancellationToken: cancellationToken);
    }

    /// <summary>Says a line; <c>[e]</c> leaves.</summary>
    /// <param name="text">What to say. Line ends in it become blanks: a line is a message.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <exception cref="InvalidOperationException">It is not this end's turn, or one of the two has left.</exception>
    /// <inheritdoc cref="Connection.SendAsync" path="/exception[@cref='T:SocketSchool.PeerResetException']"/>
    public async Task SayAsync(string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Trim() == LeaveWord)
        {
            await LeaveAsync(cancellationToken);
            return;
        }

        if (IsOver) throw new InvalidOperationException(PeerHasLeft ? $"{PeerName} has left." : "You have left.");
        if (!IsMyTurn) throw new InvalidOperationException($"It is {PeerName}'s turn. Hear first, then speak.");
        text = OneLine(text);
        IsMyTurn = false;
        Note(Name, text);
        await _connection.SendTextAsync(text + _lineEnd, cancellationToken);
    }

    /// <summary>Waits for what the other one says.</summary>
    /// <param name="cancellationToken">Gives up the wait; nothing is lost.</param>
    /// <returns>The line; <see cref="LeftNotice"/> when the other one leaves; <c>null</c> when it has left.</returns>
    /// <exception cref="InvalidOperationException">It is this end's turn: both would wait, for ever.</exception>
    /// <inheritdoc cref="Connection.ReceiveAsync" path="/exception"/>
    public async Task<string?> HearAsync(CancellationToken cancellationToken = default)
    {
        if (PeerHasLeft) return null;
        if (TakesTurns && IsMyTurn && !IsOver)
        {
            throw new InvalidOperationException($"It is your turn. If you wait for {PeerName} now, both of you wait for ever.");
        }

        if (await _lines.ReadAsync(cancellationToken) is not { } line)
        {
            HasLeft();
            return null;
        }

        _lineEnd = line.End;
        IsMyTurn = true;
        var text = ChatText.Clean(line.Text);
        // Who sits at the other end with nothing but nc types the word itself.
        if (text.Trim() is LeftNotice or LeaveWord)
        {
            text = LeftNotice;
            HasLeft();
        }

        Note(PeerName, text);
        return text;
    }

    /// <summary>Tells the other one and leaves; allowed out of turn. Leaving twice is leaving once.</summary>
    /// <param name="cancellationToken">Gives up the wait.</param>
    public async Task LeaveAsync(CancellationToken cancellationToken = default)
    {
        if (PeerHasLeft || Interlocked.Exchange(ref _hasLeft, 1) != 0) return;
        Note(Name, LeftNotice);
        try
        {
            await _connection.SendTextAsync(LeftNotice + _lineEnd, cancellationToken);
        }
        catch (Exception e) when (e is PeerResetException or ObjectDisposedException)
        {
            // Then the other one has left as well.
        }

        finally
        {
            _connection.ShutdownSend();
            _over.TrySetResult();
        }
    }

    /// <summary>Ends this end without a word; whoever wants to be polite leaves first.</summary>
    public ValueTask DisposeAsync()
    {
        Interlocked.Exchange(ref _hasLeft, 1);
        _over.TrySetResult();
        // A server closes its connections itself, and in good order.
        return _connection.Server is null ? _connection.DisposeAsync() : ValueTask.CompletedTask;
    }

    /// <summary>Who talks with whom, and whether they still do.</summary>
    public override string ToString() => $"{Name} and {PeerName}, {(IsOver ? "over" : "talking")}";

    internal static string OneLine(string text) => text.ReplaceLineEndings(" ");

    private void HasLeft()
    {
        PeerHasLeft = true;
        _over.TrySetResult();
    }

    private void Note(string who, string text)
    {
        lock (_gate) _transcript.Add(new TalkLine(who, text));
    }
}
