using System.Net;

namespace SocketSchool;

/// <summary>
/// A wire log drawn as a sequence diagram: a lane for each client, one for the server, time running down, an arrow for what travelled.
/// Where both ends log, the arrows say which bytes of which send arrived in which receive.
/// </summary>
public sealed class SequenceDiagram : View
{
    private const int MostEvents = 60;
    private const int LanesWhenNarrow = 3;
    private readonly SequenceModel _model;
    private readonly bool _isNarrow;

    /// <summary>Takes a snapshot of a log.</summary>
    /// <param name="log">The log.</param>
    /// <param name="maxEvents">The most events to show, the latest ones; 60 by default. Earlier ones are counted.</param>
    /// <param name="maxClients">The most clients to show, the first ones; 5 by default. The others are counted.</param>
    /// <param name="client">Show only this client's conversation; all of them when left out.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxEvents"/> or <paramref name="maxClients"/> is below 1.</exception>
    public SequenceDiagram(WireLog log, int maxEvents = 60, int maxClients = 5, IPEndPoint? client = null)
        : this((log ?? throw new ArgumentNullException(nameof(log))).Events, maxEvents, maxClients, client, log.Dropped)
    {
    }

    /// <summary>Draws events that were picked out of a log, for instance <c>server.Log.Events.Where(...)</c>.</summary>
    /// <param name="events">The events, oldest first.</param>
    /// <param name="maxEvents">As above.</param>
    /// <param name="maxClients">As above.</param>
    /// <param name="client">As above.</param>
    /// <inheritdoc cref="SequenceDiagram(WireLog, int, int, IPEndPoint?)" path="/exception"/>
    public SequenceDiagram(IEnumerable<WireEvent> events, int maxEvents = 60, int maxClients = 5, IPEndPoint? client = null)
        : this([.. events ?? throw new ArgumentNullException(nameof(events))], maxEvents, maxClients, client, 0)
    {
    }

    private SequenceDiagram(
        IReadOnlyList<WireEvent> events, int maxEvents, int maxClients, IPEndPoint? client, long dropped, bool isNarrow = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxEvents, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxClients, 1);
        _isNarrow = isNarrow;
        _model = new SequenceModel(events, dropped, maxEvents, maxClients, client, showsLatestClients: isNarrow);
    }

    /// <summary>
    /// For a place half as wide as a page, beside which the server runs on: shorter words, lanes closer together, the latest clients.
    /// </summary>
    internal static SequenceDiagram Narrow(WireLog log) => new(log.Events, MostEvents, LanesWhenNarrow, null, log.Dropped, isNarrow: true);

    /// <inheritdoc/>
    public override string ToHtml()
    {
        var text = Html.Escape(ToText());
        if (_model.Events.Count == 0) return Html.Wrap($"<p>{text}</p>");
        var id = Html.NewId();
        return Html.Wrap(new SequenceSvg(_model, id, _isNarrow).Draw() + Html.Details("The same as text", $"<pre>{text}</pre>"), id, SequenceSvg.Css);
    }

    /// <inheritdoc/>
    public override string ToText() => SequenceText.Of(_model);
}
