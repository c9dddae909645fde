using System.Net;
using System.Text;

namespace SocketSchool.Tests;

/// <summary>Writes the events of a log by hand, one a millisecond, with the positions a real connection would record.</summary>
internal sealed class WireScript
{
    public static readonly IPEndPoint Ann = new(IPAddress.Loopback, 50001);
    public static readonly IPEndPoint Bob = new(IPAddress.Loopback, 50002);
    private readonly Dictionary<(IPEndPoint, WireSide, WireEventKind), long> _positions = [];
    private readonly List<WireEvent> _events = [];

    public IReadOnlyList<WireEvent> Events => _events;

    public WireScript Server(IPEndPoint? client, WireEventKind kind, string text = "") => Add(WireSide.Server, client, kind, [], text);

    public WireScript Client(IPEndPoint client, WireEventKind kind, string text = "") => Add(WireSide.Client, client, kind, [], text);

    public WireScript ClientSends(IPEndPoint client, string text, bool stream = true) => Data(WireSide.Client, client, WireEventKind.Send, text, stream);

    public WireScript ServerSends(IPEndPoint client, string text, bool stream = true) => Data(WireSide.Server, client, WireEventKind.Send, text, stream);

    public WireScript ClientReceives(IPEndPoint client, string text, bool stream = true) => Data(WireSide.Client, client, WireEventKind.Receive, text, stream);

    public WireScript ServerReceives(IPEndPoint client, string text, bool stream = true) => Data(WireSide.Server, client, WireEventKind.Receive, text, stream);

    public WireScript Opens(IPEndPoint client) => Client(client, WireEventKind.Connect).Server(client, WireEventKind.Accept);

    /// <summary>What a log that dropped its oldest events still has.</summary>
    public WireScript Forgets(int count)
    {
        _events.RemoveRange(0, count);
        return this;
    }

    public string Text(int maxEvents = 60, int maxClients = 5, IPEndPoint? client = null) =>
        new SequenceDiagram(_events, maxEvents, maxClients, client).ToText();

    public string Html() => new SequenceDiagram(_events).ToHtml();

    private WireScript Data(WireSide side, IPEndPoint client, WireEventKind kind, string text, bool stream) =>
        Add(side, client, kind, Encoding.UTF8.GetBytes(text), "", stream);

    private WireScript Add(WireSide side, IPEndPoint? client, WireEventKind kind, byte[] bytes, string text, bool stream = true)
    {
        long offset = -1;
        if (client is not null && stream && kind is (WireEventKind.Send or WireEventKind.Receive))
        {
            offset = _positions.GetValueOrDefault((client, side, kind));
            _positions[(client, side, kind)] = offset + bytes.Length;
        }

        var number = _events.Count == 0 ? 1 : _events[^1].Number + 1;
        _events.Add(new WireEvent(number, number * 1000, side, kind, client, bytes.Length, bytes.AsMemory(0, Math.Min(64, bytes.Length)), text, offset));
        return this;
    }
}
