using System.Globalization;
using System.Runtime.InteropServices;

namespace SocketSchool;

/// <summary>
/// Obeys four commands, one a line, as many as the client likes: <c>R</c> a random number from 1 to 10, <c>T</c> the system's time,
/// <c>L</c> the language's version, <c>E</c> says goodbye and ends the server. Anything else gets a line that begins with
/// <c>error:</c>, and the conversation goes on.
/// </summary>
/// <remarks>
/// Small letters will do as well, and blanks around a command do not matter: a person who types <c>r</c> means <c>R</c>. A client that
/// sends no line ends is served as <see cref="GreetingServer"/> does it. Any client may end the server for all of them, which is what
/// the exercise asks for and nothing to offer to strangers.
/// </remarks>
public static class CommandServer
{
    /// <summary>Starts a command server and returns it running. <see cref="Server.Completion"/> tells when a client has ended it.</summary>
    /// <inheritdoc cref="GreetingServer.Start" path="/param"/>
    /// <inheritdoc cref="TcpServer.Start" path="/exception"/>
    public static TcpServer Start(int port = 0, ServerOptions? options = null, TimeSpan? pause = null) =>
        TcpServer.Start((client, stop) => ObeyAsync(client, new LineOrPauseReader(client, pause), stop), port, "command", options);

    private static async Task ObeyAsync(Connection client, LineOrPauseReader lines, CancellationToken stop)
    {
        while (await lines.ReadAsync(stop) is { } line)
        {
            var command = line.Text.Trim().ToUpperInvariant();
            await client.SendLineAsync(Answer(command, client.Options.TimeProvider), stop);
            if (command != "E") continue;
            // In this order: the goodbye and the end of the stream leave before the server goes.
            client.ShutdownSend();
            client.Server!.RequestStop();
            return;
        }
    }

    private static string Answer(string command, TimeProvider time) => command switch
    {
        "R" => Random.Shared.Next(1, 11).ToString(CultureInfo.InvariantCulture),
        "T" => time.GetLocalNow().ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture),
        "L" => $"C# 14 on {RuntimeInformation.FrameworkDescription}",
        "E" => "bye",
        _ => $"error: no such command: {Quote(command)}; send R (random number), T (time), L (language) or E (exit)",
    };

    // What a stranger sent goes back short and without control characters: somebody's terminal will print it.
    private static string Quote(string command)
    {
        var shown = string.Concat(command.Select(letter => char.IsControl(letter) ? '?' : letter));
        return shown.Length <= 20 ? $"\"{shown}\"" : $"\"{shown[..20]}...\"";
    }
}
