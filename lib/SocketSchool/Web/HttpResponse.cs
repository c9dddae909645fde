using System.Buffers;
using System.Globalization;
using System.Text;

namespace SocketSchool;

/// <summary>
/// What a server answers: a status, headers, content. It does not change, so one may be sent to many clients. The server adds what
/// belongs to the message itself: <c>Content-Length</c>, <c>Date</c> and, when it is the last one, <c>Connection: close</c>.
/// </summary>
/// <example>
/// <code>
/// web.Map("GET", "/time", request => HttpResponse.Text(DateTime.Now.ToString("T")));
/// web.Map("GET", "/old", request => HttpResponse.Empty(301).With("Location", "/new"));
/// </code>
/// </example>
public sealed class HttpResponse
{
    private static readonly SearchValues<char> s_notInValue =
        SearchValues.Create([.. Enumerable.Range(0, 32).Where(c => c != '\t').Append(127).Select(c => (char)c)]);

    private static readonly string[] s_setByServer = ["Content-Length", "Transfer-Encoding", "Connection", "Date"];

    private byte[]? _head;

    private HttpResponse(int status, IReadOnlyList<WebHeader> headers, ReadOnlyMemory<byte> body, FilePart? file = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
        (Status, Headers, Body, File) = (status, headers, body, file);
    }

    /// <summary>The status code (RFC 9110, section 15), 200 to 599.</summary>
    public int Status { get; }

    /// <summary>The headers of this response; the server adds its own.</summary>
    public IReadOnlyList<WebHeader> Headers { get; }

    /// <summary>The content; empty when there is none. (A file of the server's folder is sent piece by piece and is not here.)</summary>
    public ReadOnlyMemory<byte> Body { get; }

    internal FilePart? File { get; }

    internal long Length => File?.Length ?? Body.Length;

    /// <summary>Plain text in UTF-8.</summary>
    /// <param name="text">The content.</param>
    /// <param name="status">200 unless given.</param>
    public static HttpResponse Text(string text, int status = 200) => Content(Encoding.UTF8.GetBytes(text), "text/plain; charset=utf-8", status);

    /// <summary>A page in UTF-8. Escape what a stranger sent before you put it in (<see cref="System.Net.WebUtility.HtmlEncode(string)"/>).</summary>
    /// <param name="html">The page.</param>
    /// <param name="status">200 unless given.</param>
    public static HttpResponse Html(string html, int status = 200) => Content(Encoding.UTF8.GetBytes(html), "text/html; charset=utf-8", status);

    /// <summary>Bytes of any kind.</summary>
    /// <param name="body">The content. Leave it unchanged.</param>
    /// <param name="type">What it is, for instance <c>image/png</c> (RFC 9110, section 8.3).</param>
    /// <param name="status">200 unless given.</param>
    public static HttpResponse Content(ReadOnlyMemory<byte> body, string type, int status = 200) =>
        new HttpResponse(status, [], body).With("Content-Type", type);

    /// <summary>No content.</summary>
    /// <param name="status">204 unless given.</param>
    public static HttpResponse Empty(int status = 204) => new(status, [], default);

    internal static HttpResponse Bytes(ReadOnlyMemory<byte> body, int status) => new(status, [], body);

    internal static HttpResponse OfFile(FilePart file, int status) => new(status, [], default, file);

    /// <summary>The same response with one more header.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">
    /// Its value, on one line, in characters up to U+00FF. A line end in it would begin another header, or another answer, of whoever
    /// wrote the value (response splitting), so it is refused.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The name is no token, the value has a control character or one beyond U+00FF, or it is a header that the server sets itself.
    /// </exception>
    public HttpResponse With(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        if (!Ascii.IsValid(name) || !HttpBytes.IsToken(Encoding.ASCII.GetBytes(name)))
        {
            throw new ArgumentException($"\"{name}\" is no header's name.", nameof(name));
        }

        if (s_setByServer.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            throw new ArgumentException($"The server sets {name} itself.", nameof(name));
        }

        if (value.AsSpan().ContainsAny(s_notInValue) || value.AsSpan().ContainsAnyExceptInRange('\0', '\u00FF'))
        {
            throw new ArgumentException($"The value of {name} has a line end, another control character or one beyond U+00FF in it.", nameof(value));
        }

        return new HttpResponse(Status, [.. Headers, new WebHeader(name, value)], Body, File);
    }

    /// <summary>The status line and the length.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Status} {HttpStatus.Reason(Status)}, {Say.Count(Length, "byte")}");

    /// <summary>The status line and all headers but <c>Date</c> and <c>Connection</c>; made once.</summary>
    internal ReadOnlySpan<byte> Head => _head ??= MakeHead();

    /// <summary>These have no content, whatever the handler thinks (RFC 9112, section 6.3).</summary>
    internal bool HasNoContent => Status is 204 or 304;

    private byte[] MakeHead()
    {
        var head = new StringBuilder().Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {Status} {HttpStatus.Reason(Status)}\r\n");
        foreach (var header in Headers) head.Append(CultureInfo.InvariantCulture, $"{header.Name}: {header.Value}\r\n");
        if (!HasNoContent) head.Append(CultureInfo.InvariantCulture, $"Content-Length: {Length}\r\n");
        return Encoding.Latin1.GetBytes(head.ToString());
    }
}
