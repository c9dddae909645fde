using System.Net;
using System.Text;

namespace SocketSchool;

/// <summary>The last requests of a web server: a ring of what is there anyway; text is made of it when somebody looks.</summary>
internal sealed class WebLog
{
    private const int Kept = 100;
    private readonly Lock _gate = new();
    private readonly Entry[] _ring = new Entry[Kept];
    private long _count;

    public long Count
    {
        get
        {
            lock (_gate) return _count;
        }
    }

    public IReadOnlyList<WebLogEntry> Entries
    {
        get
        {
            lock (_gate)
            {
                return [.. Enumerable.Range(0, (int)Math.Min(_count, Kept)).Select(i => _ring[(Math.Max(0, _count - Kept) + i) % Kept].Read())];
            }
        }
    }

    public void Add(IPEndPoint client, byte[] head, int status, long bytes)
    {
        lock (_gate) _ring[_count++ % Kept] = new Entry(client, head, status, bytes);
    }

    private readonly record struct Entry(IPEndPoint Client, byte[] Head, int Status, long Bytes)
    {
        public WebLogEntry Read()
        {
            var line = Encoding.ASCII.GetString(Head.AsSpan(0, Math.Max(0, Head.AsSpan().IndexOf((byte)'\r')))).Split(' ');
            return line.Length < 3 ? new(Client, "", "", Status, Bytes) : new(Client, line[0], line[1], Status, Bytes);
        }
    }
}
