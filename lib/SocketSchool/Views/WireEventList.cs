using System.Collections;

namespace SocketSchool;

/// <summary>Some events of a wire log, shown as a table.</summary>
public sealed class WireEventList : View, IReadOnlyList<WireEvent>
{
    private const int MostShown = 200;
    private readonly IReadOnlyList<WireEvent> _events;

    internal WireEventList(IReadOnlyList<WireEvent> events) => _events = events;

    /// <summary>How many.</summary>
    public int Count => _events.Count;

    /// <summary>One of them, in the order they happened.</summary>
    /// <param name="index">From 0.</param>
    public WireEvent this[int index] => _events[index];

    /// <inheritdoc/>
    public override string ToHtml() => Html.Wrap(Count == 0 ? $"<p>{ToText()}</p>" : Html.Table(Headers, Rows(), LeftOut));

    /// <inheritdoc/>
    public override string ToText() => Count == 0
        ? "No events: the log is empty."
        : (LeftOut == "" ? "" : LeftOut + "\n") + Html.TextTable(Headers, Rows());

    /// <inheritdoc/>
    public IEnumerator<WireEvent> GetEnumerator() => _events.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int Earlier => Math.Max(0, Count - MostShown);

    private string LeftOut => Earlier > 0 ? $"... {Say.Count(Earlier, "earlier event")} not shown" : "";

    private TimeColumn Time => new(_events.Count == 0 ? null : _events[^1]);

    private string[] Headers => ["#", Time.Unit, "end", "what", "client", "bytes", "content"];

    private IEnumerable<IReadOnlyList<Cell>> Rows() => _events.Skip(Count - MostShown).Select(one => (IReadOnlyList<Cell>)
    [
        FormattableString.Invariant($"{one.Number}"),
        Time.Of(one),
        one.Side == WireSide.Server ? "server" : "client",
        one.Kind.ToString(),
        Cell.Mono(one.Client?.ToString() ?? ""),
        one.Kind is WireEventKind.Send or WireEventKind.Receive ? FormattableString.Invariant($"{one.Count:N0}") : "",
        one.Count > 0 ? Cell.Mono(Preview.Of(one.Preview.Span, one.Count)) : Preview.Line(one.Text),
    ]);
}
