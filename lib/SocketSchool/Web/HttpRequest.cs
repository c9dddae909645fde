using System.Net;
using System.Text;

namespace SocketSchool;

/// <summary>
/// A request as a client sent it (RFC 9112). It has been read strictly: what could be understood in two ways never gets here. Text is
/// made of the bytes when somebody asks for it.
/// </summary>
public sealed class HttpRequest
{
    private readonly byte[] _head;
    private readonly int _methodLength;
    private readonly int _targetLength;
    private readonly int _pathStart;
    private readonly int _pathLength;
    private string? _path;
    private WebHeader[]? _headers;

    internal HttpRequest(ReadOnlySpan<byte> bytes, RequestHead head, ReadOnlyMemory<byte> body, IPEndPoint client)
    {
        _head = bytes[head.Start..head.Length].ToArray();
        (_methodLength, _targetLength) = (head.MethodLength, head.TargetLength);
        (Body, Client) = (body, client);
        Minor = head.Framing.Minor;
        var query = TargetBytes.IndexOf((byte)'?');
        var end = query < 0 ? _targetLength : query;
        _pathStart = Math.Min(head.PathStart, end);
        _pathLength = end - _pathStart;
    }

    /// <summary>What to do, for instance <c>GET</c>. Upper and lower case are different methods (RFC 9110, section 9.1).</summary>
    public string Method => MethodBytes.SequenceEqual("GET"u8) ? "GET" : Encoding.ASCII.GetString(MethodBytes);

    /// <summary>With what: path and query exactly as they were sent, for instance <c>/caf%C3%A9?size=2</c>.</summary>
    public string Target => Encoding.ASCII.GetString(TargetBytes);

    /// <summary>The path with its percent signs undone, for instance <c>/café</c>. It begins with a slash.</summary>
    public string Path => _path ??= WebPath.Decode(PathBytes);

    /// <summary>What follows the question mark, as it was sent; empty when there is none.</summary>
    public string Query => Encoding.ASCII.GetString(TargetBytes[Math.Min(_pathStart + _pathLength + 1, _targetLength)..]);

    /// <summary><c>HTTP/1.1</c> or <c>HTTP/1.0</c>.</summary>
    public string Version => Minor == 0 ? "HTTP/1.0" : "HTTP/1.1";

    /// <summary>The header fields in the order in which they came.</summary>
    public IReadOnlyList<WebHeader> Headers => _headers ??= ReadHeaders();

    /// <summary>The content; empty when there is none. A chunked one has been put together.</summary>
    public ReadOnlyMemory<byte> Body { get; internal set; }

    /// <summary>The content as UTF-8 text.</summary>
    public string BodyText => Encoding.UTF8.GetString(Body.Span);

    /// <summary>Who sent it.</summary>
    public IPEndPoint Client { get; }

    /// <summary>The request line and the headers with the empty line after them, as they were sent.</summary>
    public string HeadText => Encoding.Latin1.GetString(_head);

    /// <summary>The value of a header; several of one name are joined with a comma (RFC 9110, section 5.3).</summary>
    /// <param name="name">Upper and lower case mean the same.</param>
    /// <returns><c>null</c> when the client did not send it.</returns>
    public string? Header(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string? found = null;
        foreach (var header in Headers)
        {
            if (header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) found = found is null ? header.Value : $"{found}, {header.Value}";
        }

        return found;
    }

    /// <summary>The request line.</summary>
    public override string ToString() => $"{Method} {Target} {Version}";

    internal int Minor { get; }

    internal ReadOnlySpan<byte> MethodBytes => _head.AsSpan(0, _methodLength);

    internal ReadOnlySpan<byte> TargetBytes => _head.AsSpan(_methodLength + 1, _targetLength);

    /// <summary>The path as it was sent; a target that names only a host means its root.</summary>
    internal ReadOnlySpan<byte> PathBytes => _pathLength == 0 ? "/"u8 : TargetBytes.Slice(_pathStart, _pathLength);

    /// <summary>Whether the request is about the server as a whole: <c>OPTIONS *</c>.</summary>
    internal bool IsForServer => TargetBytes.SequenceEqual("*"u8);

    internal byte[] HeadBytes => _head;

    private WebHeader[] ReadHeaders()
    {
        var headers = new List<WebHeader>();
        var rest = _head.AsSpan(_head.AsSpan().IndexOf((byte)'\n') + 1);
        while (rest.Length > 2)
        {
            var end = rest.IndexOf((byte)'\n');
            var name = HttpBytes.ReadField(rest[..(end - 1)], out var value);
            headers.Add(new WebHeader(Encoding.ASCII.GetString(rest[..name]), Encoding.Latin1.GetString(value)));
            rest = rest[(end + 1)..];
        }

        return [.. headers];
    }
}
