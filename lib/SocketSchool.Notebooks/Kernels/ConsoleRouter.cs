using System.Text;

namespace SocketSchool.Notebooks.Kernels;

/// <summary>
/// The console's writer and reader while kernels live in this process. Text goes to the kernel whose cell started the writing
/// code, however many threads later; code that no cell started writes to the kernel that ran last.
/// </summary>
internal sealed class ConsoleRouter : TextWriter
{
    static readonly AsyncLocal<CellConsole?> Current = new();
    static readonly Lock Gate = new();
    // It waits for a cell that never comes, and drops what is too much to wait.
    static readonly CellConsole Nowhere = new();
    static CellConsole? latest;
    static bool installed;

    readonly string name;
    readonly TextWriter original;

    ConsoleRouter(string name, TextWriter original) : base(System.Globalization.CultureInfo.InvariantCulture)
    {
        this.name = name;
        this.original = original;
    }

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>The console of the kernel that the calling code belongs to.</summary>
    public static CellConsole? Target => Current.Value ?? latest;

    /// <summary>The calling code, and all that it starts, belongs to <paramref name="console"/>.</summary>
    public static void Enter(CellConsole console)
    {
        lock (Gate)
        {
            if (!installed)
            {
                installed = true;
                Console.SetOut(new ConsoleRouter("stdout", Console.Out));
                Console.SetError(new ConsoleRouter("stderr", Console.Error));
                Console.SetIn(new NoKeyboard());
            }

            latest = console;
        }

        Current.Value = console;
    }

    /// <summary>Until the result is disposed, what the calling code writes is dropped: it belongs to no cell.</summary>
    public static IDisposable Silence()
    {
        var before = Current.Value;
        Current.Value = Nowhere;
        return new Restoring(before);
    }

    /// <summary>The kernel is gone: what its code still writes goes where the process wrote before.</summary>
    public static void Leave(CellConsole console)
    {
        lock (Gate)
        {
            if (latest == console)
                latest = null;
        }
    }

    public override void Write(char value) => Write([value]);

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(ReadOnlySpan<char> buffer)
    {
        if (Target is { } target)
            target.Write(name, buffer);
        else
            original.Write(buffer);
    }

    // The base class writes the text and the line ending in two calls, between which another thread's text could come.
    public override void WriteLine(string? value) => Write(value + NewLine);

    public override void WriteLine() => Write(NewLine);

    public override void WriteLine(ReadOnlySpan<char> buffer) => Write(string.Concat(buffer, NewLine));

    sealed class Restoring(CellConsole? before) : IDisposable
    {
        public void Dispose() => Current.Value = before;
    }
}
