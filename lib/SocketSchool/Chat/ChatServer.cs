using System.Net.Sockets;
using System.Text;

namespace SocketSchool;

/// <summary>
/// A chat room for many: what one says, all the others see as <c>From ADDRESS:PORT - TEXT</c>, or <c>From NAME - TEXT</c> after
/// <c>/name NAME</c>. Notices of the room begin with <c>*</c>. <c>/who</c> lists who is here, <c>quit</c> leaves.
/// </summary>
/// <remarks>
/// A message is encoded once and queued for everybody; each client has a writer of its own, which sends what has piled up in one call.
/// So a client that does not read delays nobody. When more than <see cref="MaxQueuedBytes"/> wait for it, it is dropped, and that is a
/// fault with the limit's name. Control characters, escape sequences of terminals and characters that turn the direction of text are
/// taken out (<see cref="ChatText.Clean"/>). Clients that send no line ends are served as <see cref="GreetingServer"/> does it.
/// </remarks>
public sealed class ChatServer : TcpServer
{
    /// <summary>The longest name, in characters: 20.</summary>
    public const int MaxNameLength = 20;

    private const int LongestLine = 4096;
    private readonly ChatRoom _room = new();
    private readonly bool _asksNames;
    private readonly TimeSpan? _pause;

    private ChatServer(ServerOptions options, Socket listener, int maxQueuedBytes, bool asksNames, TimeSpan? pause)
        : base("chat", options, listener)
    {
        MaxQueuedBytes = maxQueuedBytes;
        _asksNames = asksNames;
        _pause = pause;
    }

    /// <summary>How many bytes may wait for one client before it is dropped; 262,144 by default.</summary>
    public int MaxQueuedBytes { get; }

    /// <summary>Who is in the room, in the order they came: names, or addresses of those without one.</summary>
    public IReadOnlyList<string> Names => _room.Names;

    /// <summary>Opens a room and returns it running.</summary>
    /// <param name="port">The port; 0 (the default) takes a free one. A server of this process on the same port is stopped first.</param>
    /// <param name="asksNames">Whether a newcomer is asked for a name and enters with the first line; false by default.</param>
    /// <param name="maxQueuedBytes">See <see cref="MaxQueuedBytes"/>; at least four times the longest line.</param>
    /// <param name="options">
    /// Address and limits. Left out, they are the defaults of <see cref="ServerOptions"/> with no limit on silence: people listen.
    /// <see cref="ServerOptions.MaxLineBytes"/> is taken as 4,096 at most.
    /// </param>
    /// <param name="pause">See <see cref="GreetingServer.Start"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="port"/> is not 0 to 65535, or a limit makes no sense.</exception>
    /// <inheritdoc cref="TcpServer.Start" path="/exception[@cref='T:SocketSchool.PortUnavailableException']"/>
    public static ChatServer Start(
        int port = 0, bool asksNames = false, int maxQueuedBytes = 256 * 1024, ServerOptions? options = null, TimeSpan? pause = null)
    {
        options ??= new ServerOptions { IdleTimeout = Timeout.InfiniteTimeSpan };
        options = options with { MaxLineBytes = Math.Min(options.MaxLineBytes, LongestLine) };
        // A line grows by its sender's name, and a byte that is no UTF-8 becomes three.
        Limits.AtLeast(4 * options.MaxLineBytes, maxQueuedBytes);
        return Launch(port, options, (valid, listener) => new ChatServer(valid, listener, maxQueuedBytes, asksNames, pause));
    }

    private protected override async Task ConverseAsync(Connection client, CancellationToken stop)
    {
        KeepAlive(client.Socket);
        var member = new ChatMember(client, MaxQueuedBytes, stop);
        var lines = new LineOrPauseReader(client, _pause);
        var how = "has left";
        try
        {
            if (!_asksNames) _room.TryJoin(member);
            else if (!await AskNameAsync(member, lines, stop)) return;
            while (await lines.ReadAsync(stop) is { } line && line.Text != "quit") Obey(member, ChatText.Clean(line.Text).Trim());
        }
        catch (Exception) when (member.Failure is { } failure)
        {
            how = failure is LimitExceededException ? "was dropped: it reads too slowly" : "is gone";
            throw failure;
        }
        catch (LimitExceededException)
        {
            how = "was dropped: a line was too long";
            member.Tell($"* a line may have {Say.Count(Options.MaxLineBytes, "byte")}, goodbye");
            await member.FlushAsync();
            throw;
        }
        catch (PeerResetException)
        {
            how = "is gone";
            throw;
        }
        finally
        {
            _room.Leave(member, how);
        }

        await member.FlushAsync();
    }

    private void Obey(ChatMember member, string text)
    {
        if (text.Length == 0) return;
        if (text[0] != '/') _room.Post(member, text);
        else if (text.StartsWith("/name ", StringComparison.Ordinal)) TryName(member, text[6..].Trim(), _room.TryRename);
        else if (text == "/who") member.Tell("* here: " + string.Join(", ", _room.Names));
        else member.Tell("* no such command; there are /name NAME, /who and quit");
    }

    private async Task<bool> AskNameAsync(ChatMember member, LineOrPauseReader lines, CancellationToken stop)
    {
        do
        {
            member.Tell("* what is your name?");
            if (await lines.ReadAsync(stop) is not { Text: not "quit" } line) return false;
            if (TryName(member, ChatText.Clean(line.Text).Trim(), _room.TryJoin)) return true;
        }
        while (true);
    }

    private static bool TryName(ChatMember member, string name, Func<ChatMember, string, bool> take)
    {
        if (!IsName(name))
        {
            member.Tell($"* a name has 1 to {MaxNameLength} letters, digits, - or _");
            return false;
        }

        if (take(member, name)) return true;
        member.Tell($"* somebody is called {name} already");
        return false;
    }

    // No colon and no blank, so that a name cannot pass for an address or for a part of a message.
    private static bool IsName(string name) =>
        name.Length is >= 1 and <= MaxNameLength && name.EnumerateRunes().All(rune => Rune.IsLetterOrDigit(rune) || rune.Value is '-' or '_');

    /// <summary>Has the system ask a silent peer now and then whether it is still there (RFC 9293, section 3.8.4).</summary>
    private static void KeepAlive(Socket socket)
    {
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 60);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 10);
        }
        catch (SocketException)
        {
            // A system without it, or a client that is gone already: the first receive will say so.
        }
    }
}
