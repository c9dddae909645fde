namespace SocketSchool.Notebooks.Kernels;

/// <summary>The console's reader in a cell: says that there is nobody to type, and what to do instead.</summary>
internal sealed class NoKeyboard : TextReader
{
    public const string Message =
        "A lesson has no keyboard here: nobody can type while a cell runs. Put the text in a variable, for example var line = \"hello\";";

    public override int Peek() => throw Error();

    public override int Read() => throw Error();

    public override int Read(char[] buffer, int index, int count) => throw Error();

    public override int Read(Span<char> buffer) => throw Error();

    public override string? ReadLine() => throw Error();

    public override string ReadToEnd() => throw Error();

    public override Task<int> ReadAsync(char[] buffer, int index, int count) => throw Error();

    public override ValueTask<int> ReadAsync(Memory<char> buffer, CancellationToken cancellationToken = default) => throw Error();

    public override Task<string?> ReadLineAsync() => throw Error();

    public override ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken) => throw Error();

    public override Task<string> ReadToEndAsync() => throw Error();

    public override Task<string> ReadToEndAsync(CancellationToken cancellationToken) => throw Error();

    static InvalidOperationException Error() => new(Message);
}
