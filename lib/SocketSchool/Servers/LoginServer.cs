namespace SocketSchool;

/// <summary>
/// Asks for a name and a password, answers with the user's own greeting when they match, and refuses when not, three times at most.
/// </summary>
/// <remarks>
/// <para>
/// A wrong name and a wrong password get the same answer after the same work, so that nobody learns which names exist. What clients send
/// is kept out of the wire log (<see cref="ServerOptions.LogClientBytes"/>): a password in a log is a password lost. On the wire itself
/// it is still readable by whoever carries the bytes; that takes TLS to mend.
/// </para>
/// <para>
/// The practice users of <c>data/users.json</c>: <c>ada</c> with <c>analytical engine</c>, <c>grace</c> with <c>nanosecond</c>,
/// <c>zoë</c> with <c>naïve café</c>. <see cref="UserStore.Add"/> makes more.
/// </para>
/// </remarks>
public static class LoginServer
{
    // Checking a password is real work for a processor: as many at once as there are processors, the rest wait their turn without
    // holding the threads that every other server of this process needs.
    private static readonly SemaphoreSlim s_processors = new(Environment.ProcessorCount);

    /// <summary>Starts a login server and returns it running.</summary>
    /// <param name="port">The port; 0 (the default) takes a free one. A server of this process on the same port is stopped first.</param>
    /// <param name="users">Who may log in; those of <c>data/users.json</c> when left out (<see cref="UserStore.Load"/>).</param>
    /// <param name="attempts">How often one connection may try; 3 by default.</param>
    /// <param name="options">
    /// Address and limits; the defaults of <see cref="ServerOptions"/> when left out. <see cref="ServerOptions.LogClientBytes"/> is taken
    /// as false, and <see cref="ServerOptions.MaxLineBytes"/> as 1,024 at most.
    /// </param>
    /// <param name="pause">See <see cref="GreetingServer.Start"/>.</param>
    /// <exception cref="FileNotFoundException">No users were given and there is no <c>data/users.json</c>.</exception>
    /// <exception cref="InvalidDataException">No users were given and <c>data/users.json</c> is broken.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="port"/> is not 0 to 65535, or <paramref name="attempts"/> is below 1.</exception>
    /// <inheritdoc cref="TcpServer.Start" path="/exception[@cref='T:SocketSchool.PortUnavailableException']"/>
    public static TcpServer Start(
        int port = 0, UserStore? users = null, int attempts = 3, ServerOptions? options = null, TimeSpan? pause = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(attempts);
        users ??= UserStore.Load();
        options ??= new ServerOptions();
        options = options with { LogClientBytes = false, MaxLineBytes = Math.Min(options.MaxLineBytes, 1024) };
        return TcpServer.Start(
            (client, stop) => LogInAsync(client, new LineOrPauseReader(client, pause), users, attempts, stop), port, "login", options);
    }

    private static async Task LogInAsync(
        Connection client, LineOrPauseReader lines, UserStore users, int attempts, CancellationToken stop)
    {
        for (var attempt = 1; attempt <= attempts; attempt++)
        {
            await client.SendTextAsync("name: ", stop);
            if (await lines.ReadAsync(stop) is not { } name) return;
            await client.SendTextAsync("password: ", stop);
            if (await lines.ReadAsync(stop) is not { } password) return;
            if (await VerifyAsync(users, name.Text, password.Text, stop) is { } user)
            {
                client.Log?.Note($"{client.RemoteEndPoint} logged in as {user.Name}");
                await client.SendLineAsync(user.Greeting, stop);
                return;
            }

            client.Log?.Note($"{client.RemoteEndPoint} was refused, attempt {attempt} of {attempts}");
            await client.SendLineAsync("refused: wrong name or password", stop);
        }

        await client.SendLineAsync("too many attempts, goodbye", stop);
    }

    private static async Task<User?> VerifyAsync(UserStore users, string name, string password, CancellationToken stop)
    {
        await s_processors.WaitAsync(stop);
        try
        {
            return await Task.Run(() => users.Verify(name, password), stop);
        }
        finally
        {
            s_processors.Release();
        }
    }
}
