using System.Globalization;

namespace SocketSchool;

/// <summary>The bot's log file: a line each, without passwords and without control characters.</summary>
internal sealed class IrcBotLog(string? path, IReadOnlyList<string> secrets, TimeProvider time)
{
    private readonly SharedLogFile? _file = path is null ? null : new SharedLogFile(path);

    public Task ReceivedAsync(string line, CancellationToken stop) => WriteAsync("<-", line, stop);

    public Task SentAsync(string line, CancellationToken stop) => WriteAsync("->", line, stop);

    public Task NoteAsync(string text, CancellationToken stop) => WriteAsync("--", text, stop);

    private async Task WriteAsync(string direction, string line, CancellationToken stop)
    {
        if (_file is null) return;
        // Wherever it occurs: a server may quote in an error what it was sent.
        foreach (var secret in secrets) line = line.Replace(secret, "****", StringComparison.Ordinal);
        var when = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        await _file.AppendLineAsync($"{when} {direction} {IrcText.Visible(line)}", stop);
    }
}
