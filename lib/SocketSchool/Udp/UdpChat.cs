using System.Net;
using System.Text;
using System.Threading.Channels;

namespace SocketSchool;

/// <summary>
/// One side of a chat over UDP. Each message is a datagram <c>NUMBER NAME: TEXT</c>; each side counts what it sends, and watches the
/// numbers that it gets. So a message that was lost, repeated or overtaken is noticed, although nothing is sent again.
/// </summary>
/// <remarks>
/// Both sides are alike, except that one has to know the other's address and write first. A listening side learns of its partners when
/// they write, and its own messages go to all of them, numbered for each. It knows at most 64; the one who has been silent longest makes
/// room. A partner who sends <c>[e]</c> has left. Who a datagram is from is the sender's own word: nothing here is private or proven.
/// </remarks>
public sealed class UdpChat : IAsyncEnumerable<ChatMessage>, IAsyncDisposable
{
    /// <summary>The text that leaves the chat.</summary>
    public const string LeaveText = "[e]";

    /// <summary>The longest text of a message, in bytes of UTF-8: 1,000, which fits into one packet on any network.</summary>
    public const int MaxTextBytes = 1000;

    private const int PartnersKept = 64;
    private readonly Lock _gate = new();
    private readonly OrderedDictionary<IPEndPoint, Partner> _partners = [];
    private readonly Channel<ChatMessage> _messages =
        Channel.CreateBounded<ChatMessage>(new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropOldest });

    private UdpChat(string name, int port, ServerOptions? options)
    {
        Name = name;
        var complete = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Server = UdpServer.Start(
            async (datagram, stop) =>
            {
                await complete.Task.WaitAsync(stop);
                Receive(datagram);
            },
            port, "udp-chat", (options ?? new ServerOptions()) with { MaxDatagramBytes = 2048 });
        _ = EndWithServerAsync();
        complete.SetResult();
    }

    /// <summary>This side's name.</summary>
    public string Name { get; }

    /// <summary>The server behind it: its card and its wire log can be shown, and <see cref="Servers.StopAllAsync"/> stops it.</summary>
    public UdpServer Server { get; }

    /// <summary>Where this side receives.</summary>
    public IPEndPoint EndPoint => Server.EndPoint;

    /// <summary>Those this side's messages go to.</summary>
    public IReadOnlyList<IPEndPoint> Partners
    {
        get
        {
            lock (_gate) return [.. _partners.Keys];
        }
    }

    /// <summary>Waits for somebody to write first.</summary>
    /// <param name="name">This side's name: 1 to 32 characters without a colon.</param>
    /// <param name="port">The port; 0 (the default) takes a free one. A UDP server of this process on the same port is stopped first.</param>
    /// <param name="options">Address and clock; the defaults of <see cref="ServerOptions"/> when left out.</param>
    /// <param name="keyboard">
    /// Where a person types: each line is sent, <c>[e]</c> leaves and stops, the end of the input changes nothing. Nothing is read when
    /// left out.
    /// </param>
    /// <exception cref="ArgumentException">The name is empty, too long or has a colon or a control character in it.</exception>
    /// <exception cref="PortUnavailableException">Another program holds the port, or this user may not take it.</exception>
    public static UdpChat Listen(string name, int port = 0, ServerOptions? options = null, TextReader? keyboard = null)
    {
        var chat = new UdpChat(Checked(name), port, options);
        // On a thread of its own: reading a terminal blocks, whatever the method is called.
        if (keyboard is not null) _ = Task.Factory.StartNew(() => chat.Read(keyboard), TaskCreationOptions.LongRunning);
        return chat;
    }

    /// <summary>Joins somebody who listens; nothing is sent yet.</summary>
    /// <param name="name">This side's name: 1 to 32 characters without a colon.</param>
    /// <param name="other">The other side's address.</param>
    /// <param name="options">Clock and limits; the address as the other side's is, unless given.</param>
    /// <exception cref="ArgumentException">The name is empty, too long or has a colon or a control character in it.</exception>
    public static UdpChat Join(string name, IPEndPoint other, ServerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(other);
        var chat = new UdpChat(Checked(name), 0, options ?? new ServerOptions { Address = LocalFor(other) });
        chat.PartnerAt(other);
        return chat;
    }

    /// <summary>
    /// Sends a message to every partner, with the next number of each. When it returns, the operating system has taken it: nobody promises
    /// that it arrives.
    /// </summary>
    /// <param name="text">One line of at most 1,000 bytes of UTF-8; <c>[e]</c> says goodbye.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <returns>To how many it went; 0 when nobody has written yet.</returns>
    /// <exception cref="LimitExceededException">The text is longer than 1,000 bytes.</exception>
    public async Task<int> SendAsync(string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Encoding.UTF8.GetByteCount(text) > MaxTextBytes)
        {
            throw new LimitExceededException(nameof(MaxTextBytes), $"A message has at most {MaxTextBytes:N0} bytes (MaxTextBytes).");
        }

        text = NumberedMessage.Printable(text);
        (IPEndPoint To, long Number)[] sending;
        lock (_gate) sending = [.. _partners.Select(one => (one.Key, ++one.Value.Sent))];
        foreach (var (to, number) in sending)
        {
            var message = new NumberedMessage(number, Name, text);
            Server.Log.Note($"sent to {to}: {message}");
            await Server.SendAsync(Encoding.UTF8.GetBytes(message.ToString()), to, cancellationToken);
        }

        return sending.Length;
    }

    /// <summary>
    /// What arrives, in the order in which it arrives. At most 1,000 messages wait for the loop; then the oldest are forgotten. Two loops
    /// share the messages. The loop ends when the chat stops, or with an <see cref="OperationCanceledException"/> by the token.
    /// </summary>
    /// <param name="cancellationToken">Ends the loop, and not the chat.</param>
    public IAsyncEnumerator<ChatMessage> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        _messages.Reader.ReadAllAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);

    /// <summary>The next message.</summary>
    /// <param name="limit">How long to wait for it; 5 seconds by default.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <exception cref="TimeoutException">None came in time.</exception>
    public Task<ChatMessage> ReceiveAsync(TimeSpan? limit = null, CancellationToken cancellationToken = default) =>
        _messages.Reader.ReadAsync(cancellationToken).AsTask().WaitAsync(
            limit ?? TimeSpan.FromSeconds(5), Server.Options.TimeProvider, cancellationToken);

    /// <summary>Stops this side without a goodbye.</summary>
    public async ValueTask DisposeAsync() => await Server.StopAsync();

    private static string Checked(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Trim().Length is >= 1 and <= NumberedMessage.MaxName && !name.Contains(':', StringComparison.Ordinal) && !name.Any(char.IsControl))
        {
            return name.Trim();
        }

        throw new ArgumentException($"A name has 1 to {NumberedMessage.MaxName} characters, and no colon or control character.", nameof(name));
    }

    private static IPAddress LocalFor(IPEndPoint other) =>
        IPAddress.IsLoopback(other.Address) ? other.Address
        : other.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any;

    private void Receive(Datagram datagram)
    {
        ChatMessage message;
        lock (_gate)
        {
            var parsed = NumberedMessage.Parse(datagram.Text);
            var partner = PartnerAt(datagram.From);
            SequenceFinding? finding = parsed.Number is { } number ? partner.Watch.Observe(number) : null;
            message = new ChatMessage(parsed, finding, datagram.From, datagram.Time);
            if (message.Leaves) _partners.Remove(datagram.From);
        }

        Server.Log.Note(message.ToString());
        _messages.Writer.TryWrite(message);
    }

    private Partner PartnerAt(IPEndPoint address)
    {
        lock (_gate)
        {
            // Taken out and put back at the end, so that the first one is the one who has been silent longest.
            if (!_partners.Remove(address, out var partner)) partner = new Partner();
            if (_partners.Count == PartnersKept) _partners.RemoveAt(0);
            return _partners[address] = partner;
        }
    }

    private void Read(TextReader keyboard)
    {
        while (keyboard.ReadLine() is { } line && !Server.IsStopping)
        {
            try
            {
                // This thread is the keyboard's alone, so it may wait.
                var count = SendAsync(line).GetAwaiter().GetResult();
                if (count == 0) Server.Log.Note("nobody has written yet, so there is nobody to send to");
            }
            catch (Exception e)
            {
                Server.AddFault(null, e);
            }

            if (line != LeaveText) continue;
            Server.RequestStop();
            return;
        }
    }

    private async Task EndWithServerAsync()
    {
        await Server.Completion;
        _messages.Writer.TryComplete();
    }

    private sealed class Partner
    {
        public SequenceWatch Watch { get; } = new();

        public long Sent;
    }
}
