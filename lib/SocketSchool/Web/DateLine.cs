using System.Buffers;
using System.Buffers.Text;

namespace SocketSchool;

/// <summary>The line <c>Date: ...</c> of an answer, made once a second (RFC 9110, sections 5.6.7 and 6.6.1).</summary>
internal sealed class DateLine(TimeProvider time)
{
    private volatile Made _made = new(-1, []);

    /// <summary>The line with its end.</summary>
    public ReadOnlySpan<byte> Bytes
    {
        get
        {
            var now = time.GetUtcNow();
            var second = now.UtcTicks / TimeSpan.TicksPerSecond;
            var made = _made;
            if (made.Second != second) _made = made = new Made(second, Make(now));
            return made.Bytes;
        }
    }

    private static byte[] Make(DateTimeOffset now)
    {
        var date = new byte[29];
        Utf8Formatter.TryFormat(now, date, out _, new StandardFormat('R'));
        return [.. "Date: "u8, .. date, .. "\r\n"u8];
    }

    private sealed record Made(long Second, byte[] Bytes);
}
