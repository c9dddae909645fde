using System.Collections.Concurrent;

namespace SocketSchool.Tests.Udp;

/// <summary>A keyboard on which a test types.</summary>
internal sealed class TypedLines : TextReader
{
    private readonly BlockingCollection<string> _lines = [];

    public void Type(string line) => _lines.Add(line);

    public override string? ReadLine() => _lines.Take();
}
