namespace SocketSchool;

/// <summary>Reads a name, answers <c>hi NAME</c> and closes.</summary>
/// <remarks>
/// The name ends at a line end (LF or CR LF), at the end of the stream, or, for a client that sends neither and waits for its answer,
/// when nothing more came for a while after the first bytes. The last is a guess: see the parameter <c>pause</c> of
/// <see cref="Start"/>.
/// </remarks>
public static class GreetingServer
{
    /// <summary>Starts a greeting server and returns it running.</summary>
    /// <param name="port">The port; 0 (the default) takes a free one. A server of this process on the same port is stopped first.</param>
    /// <param name="options">Address and limits; the defaults of <see cref="ServerOptions"/> when left out.</param>
    /// <param name="pause">
    /// How long a client must be silent after its first bytes to be taken for done; 1 second by default. Shorter answers a client
    /// without line ends sooner, and cuts more names in two when the network pauses. <see cref="Timeout.InfiniteTimeSpan"/> never
    /// guesses: then such a client and the server wait for each other, until a time limit ends it.
    /// </param>
    /// <inheritdoc cref="TcpServer.Start" path="/exception"/>
    public static TcpServer Start(int port = 0, ServerOptions? options = null, TimeSpan? pause = null) =>
        TcpServer.Start((client, stop) => GreetAsync(client, new LineOrPauseReader(client, pause), stop), port, "greet", options);

    private static async Task GreetAsync(Connection client, LineOrPauseReader lines, CancellationToken stop)
    {
        if (await lines.ReadAsync(stop) is not { } name) return;
        await client.SendLineAsync($"hi {name.Text.Trim()}", stop);
    }
}
