using System.Threading.Channels;

namespace SocketSchool.App.Host;

/// <summary>
/// The lines of standard input. A thread of its own reads them, because a read of a terminal can neither be awaited nor given up.
/// </summary>
internal sealed class TerminalLines
{
    private readonly Channel<string> _lines = Channel.CreateBounded<string>(100);

    public TerminalLines(TextReader input) =>
        new Thread(() => ReadAll(input)) { IsBackground = true, Name = "standard input" }.Start();

    /// <summary>The next line; <c>null</c> at the end of the input.</summary>
    public async ValueTask<string?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _lines.Reader.ReadAsync(cancellationToken);
        }
        catch (ChannelClosedException)
        {
            return null;
        }
    }

    private void ReadAll(TextReader input)
    {
        try
        {
            while (input.ReadLine() is { } line) _lines.Writer.WriteAsync(line).AsTask().Wait();
        }
        catch (IOException)
        {
            // The terminal is gone: the end of the input.
        }

        _lines.Writer.Complete();
    }
}
