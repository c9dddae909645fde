namespace SocketSchool;

/// <summary>Returns each line in upper case, with the line end it came with; the line <c>q</c> ends the conversation.</summary>
/// <remarks>
/// Upper case is that of the invariant culture, letter by letter, beyond ASCII too (<c>é</c> becomes <c>É</c>; <c>ß</c> has no upper
/// case letter of its own and stays). A client that sends no line ends is served as <see cref="GreetingServer"/> does it.
/// </remarks>
public static class UpperServer
{
    /// <summary>Starts an upper-casing server and returns it running.</summary>
    /// <inheritdoc cref="GreetingServer.Start" path="/param"/>
    /// <inheritdoc cref="TcpServer.Start" path="/exception"/>
    public static TcpServer Start(int port = 0, ServerOptions? options = null, TimeSpan? pause = null) =>
        TcpServer.Start((client, stop) => ShoutAsync(client, new LineOrPauseReader(client, pause), stop), port, "upper", options);

    private static async Task ShoutAsync(Connection client, LineOrPauseReader lines, CancellationToken stop)
    {
        while (await lines.ReadAsync(stop) is { } line)
        {
            if (line.Text == "q") return;
            await client.SendTextAsync(line.Text.ToUpperInvariant() + line.End, stop);
        }
    }
}
