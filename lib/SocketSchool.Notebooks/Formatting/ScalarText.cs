using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Numerics;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SocketSchool.Notebooks.Formatting;

/// <summary>Values that are one word to a reader, however many properties they have.</summary>
internal static class ScalarText
{
    /// <summary>The word, or <see langword="null"/> for a value with an inside worth showing.</summary>
    public static string? Of(object value) => value switch
    {
        string s => s,
        bool or char or Enum => value.ToString(),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture)
            + (time.Kind == DateTimeKind.Utc ? "Z" : ""),
        DateTimeOffset time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF zzz", CultureInfo.InvariantCulture),
        TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
        Type type => TypeName.Of(type),
        Socket socket => OfSocket(socket),
        Delegate function => $"{TypeName.Of(function.GetType())} (a function)",
        JsonNode json => json.ToJsonString(),
        JsonDocument json => json.RootElement.GetRawText(),
        Pointer => "a pointer",
        ReadOnlyMemory<char> text => text.ToString(),
        Memory<char> text => text.ToString(),
        Encoding encoding => encoding.WebName,
        Thread thread => $"Thread {thread.ManagedThreadId} {thread.Name} ({thread.ThreadState})".Replace("  ", " ", StringComparison.Ordinal),
        Process process => OfProcess(process),
        IFormattable number when value.GetType().IsPrimitive || IsKnown(value) => number.ToString(null, CultureInfo.InvariantCulture),
        _ when value.GetType().IsPrimitive || IsKnown(value) => value.ToString(),
        _ => null,
    };

    static bool IsKnown(object value) => value is
        decimal or Half or Int128 or UInt128 or BigInteger or Complex or Guid or DateOnly or TimeOnly or Rune or Index or Range
        or Uri or Version or StringBuilder or IPAddress or EndPoint or IPNetwork or PhysicalAddress or MemberInfo or Assembly
        or CultureInfo or TimeZoneInfo or JsonElement or FileSystemInfo or CancellationToken or Stream or TextWriter or TextReader;

    static string OfSocket(Socket socket)
    {
        var transport = socket.ProtocolType.ToString().ToLowerInvariant();
        var local = EndPointOf(() => socket.LocalEndPoint) ?? "not bound";
        var remote = EndPointOf(() => socket.RemoteEndPoint);
        return socket.SafeHandle.IsClosed ? "Socket (closed)"
            : remote is null ? $"Socket {transport} {local}" : $"Socket {transport} {local} -> {remote}";
    }

    // A socket that is closed, not bound or not connected says so by throwing, differently on each system.
    static string? EndPointOf(Func<EndPoint?> read)
    {
        try
        {
            return read()?.ToString();
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            return null;
        }
    }

    static string OfProcess(Process process)
    {
        try
        {
            return process.HasExited ? $"Process {process.Id} (exited with code {process.ExitCode})" : $"Process {process.Id} (running)";
        }
        catch (InvalidOperationException)
        {
            return "Process (not started)";
        }
    }
}
