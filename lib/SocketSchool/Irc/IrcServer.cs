namespace SocketSchool;

/// <summary>
/// A small IRC server (RFC 2812, without links to other servers): people join it with irssi, WeeChat or any other client, and bots too.
/// </summary>
/// <remarks>
/// <para>
/// It knows registration (PASS, NICK, USER, CAP), PING and PONG, JOIN, PART, TOPIC, NAMES, LIST, INVITE, KICK, MODE (channel modes o, t, i, k,
/// l, n), PRIVMSG, NOTICE, WHO, WHOIS, USERHOST, ISON, AWAY, MOTD, LUSERS, VERSION, TIME and QUIT, and a service <c>NickServ</c> that takes
/// IDENTIFY. Lines have at most 512 bytes: a longer one gets 417 and is not obeyed, and what grows over it when the sender's name is put in
/// front is cut at the edge of a character.
/// </para>
/// <para>
/// A client that does not read is cut off when <see cref="IrcOptions.MaxSendQueueBytes"/> wait for it, and delays nobody. There is no TLS, no
/// server operator and no ban list, nobody is kept from another one's nickname, and everybody's address is visible to all: a server to learn
/// from, and nothing to offer to strangers.
/// </para>
/// </remarks>
public static class IrcServer
{
    private static readonly SemaphoreSlim s_processors = new(Environment.ProcessorCount);

    /// <summary>Starts an IRC server and returns it running.</summary>
    /// <param name="port">The port; 0 (the default) takes a free one. A server of this process on the same port is stopped first.</param>
    /// <param name="irc">Names, accounts and the limits of IRC; the defaults of <see cref="IrcOptions"/> when left out.</param>
    /// <param name="options">
    /// Address and limits; the defaults of <see cref="ServerOptions"/> when left out. <see cref="ServerOptions.LogClientBytes"/> is taken as
    /// false, because passwords pass through, and in place of <see cref="ServerOptions.IdleTimeout"/> there is PING.
    /// </param>
    /// <exception cref="ArgumentException">A name or a limit makes no sense.</exception>
    /// <inheritdoc cref="TcpServer.Start" path="/exception"/>
    public static TcpServer Start(int port = 0, IrcOptions? irc = null, ServerOptions? options = null)
    {
        irc = (irc ?? new IrcOptions()).Validated();
        options = (options ?? new ServerOptions()) with { LogClientBytes = false, IdleTimeout = Timeout.InfiniteTimeSpan };
        TcpServer? server = null;
        var world = new IrcWorld(irc, options.TimeProvider, () => Volatile.Read(ref server));
        Volatile.Write(ref server, TcpServer.Start((client, stop) => ServeAsync(world, client, stop), port, "irc", options));
        return server!;
    }

    private static async Task ServeAsync(IrcWorld world, Connection connection, CancellationToken stop)
    {
        var client = new IrcClient(connection, world.Options);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop, client.Gone);
        world.Enter();
        var watching = IrcWatch.RunAsync(world, client, connection.Options.TimeProvider, over.Token);
        try
        {
            await ReadAsync(world, client, connection, over.Token);
        }
        catch (Exception e) when (
            HasToGo(client) && e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // It has said goodbye, or was dismissed, or the sending side has found that it is gone.
        }
        finally
        {
            world.Leave(client);
            await over.CancelAsync();
            await watching;
        }

        // Its last line says why it has to go, so it leaves before the connection ends.
        await client.Queue.FlushAsync().WaitAsync(stop);
        if (client.QuitReason is null && client.Failure is { } failure) throw failure;
    }

    private static bool HasToGo(IrcClient client) => client.QuitReason is not null || client.Failure is not null;

    private static async Task ReadAsync(IrcWorld world, IrcClient client, Connection connection, CancellationToken over)
    {
        var buffer = new byte[16 * 1024];
        var reader = new IrcLineReader();
        int got;
        while ((got = await connection.ReceiveAsync(buffer, over)) > 0)
        {
            foreach (var line in reader.Take(buffer.AsSpan(0, got)))
            {
                if (world.Obey(client, line) is not { } asked) continue;
                world.Flush();
                world.Identified(client, asked, await IsRightAsync(world.Options, asked, over));
            }

            // Once for all the lines of one receive: what they cause leaves together.
            world.Flush();
        }
    }

    private static async Task<bool> IsRightAsync(IrcOptions options, IrcWorld.IrcIdentify asked, CancellationToken over)
    {
        if (options.CheckPassword is not { } check) return false;
        await s_processors.WaitAsync(over);
        try
        {
            return await Task.Run(() => check(asked.Account, asked.Password), over);
        }
        finally
        {
            s_processors.Release();
        }
    }
}
