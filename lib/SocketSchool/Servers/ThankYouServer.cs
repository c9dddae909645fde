using System.Globalization;

namespace SocketSchool;

/// <summary>Says <c>Thank you for connecting</c> and closes, and can keep a file of everybody who came.</summary>
public static class ThankYouServer
{
    /// <summary>Starts a thanking server and returns it running.</summary>
    /// <param name="port">The port; 0 (the default) takes a free one. A server of this process on the same port is stopped first.</param>
    /// <param name="logFile">
    /// The file that gets one line for each client, its time in UTC and its address, for instance
    /// <c>2026-01-04T08:05:07.123Z 127.0.0.1:50000</c>; <c>null</c> (the default) keeps none. It is appended to and may be shared with
    /// other servers, also of other processes: no line is lost or torn. A client's line is in the file before the client is thanked.
    /// </param>
    /// <param name="options">Address and limits; the defaults of <see cref="ServerOptions"/> when left out.</param>
    /// <exception cref="IOException">The file cannot be written; said before the server starts.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write the file.</exception>
    /// <inheritdoc cref="TcpServer.Start" path="/exception"/>
    public static TcpServer Start(int port = 0, string? logFile = null, ServerOptions? options = null)
    {
        var log = logFile is null ? null : new SharedLogFile(logFile);
        return TcpServer.Start((client, stop) => ThankAsync(client, log, stop), port, "thanks", options);
    }

    private static async Task ThankAsync(Connection client, SharedLogFile? log, CancellationToken stop)
    {
        if (log is not null)
        {
            var now = client.Options.TimeProvider.GetUtcNow();
            var line = string.Create(CultureInfo.InvariantCulture, $"{now:yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {client.RemoteEndPoint}");
            await log.AppendLineAsync(line, stop);
        }

        await client.SendLineAsync("Thank you for connecting", stop);
    }
}
