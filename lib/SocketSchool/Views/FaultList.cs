using System.Collections;

namespace SocketSchool;

/// <summary>A server's faults, shown as a table.</summary>
public sealed class FaultList : View, IReadOnlyList<Fault>
{
    private readonly IReadOnlyList<Fault> _faults;

    internal FaultList(IReadOnlyList<Fault> faults) => _faults = faults;

    /// <summary>How many.</summary>
    public int Count => _faults.Count;

    /// <summary>One of them, oldest first.</summary>
    /// <param name="index">From 0.</param>
    public Fault this[int index] => _faults[index];

    /// <inheritdoc/>
    public override string ToHtml() => Html.Wrap(Count == 0 ? $"<p>{ToText()}</p>" : Table(_faults));

    /// <inheritdoc/>
    public override string ToText() => Count == 0 ? "No faults." : Text(_faults);

    /// <inheritdoc/>
    public IEnumerator<Fault> GetEnumerator() => _faults.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal static string Table(IReadOnlyList<Fault> faults) => Html.Table(Headers(faults), Rows(faults));

    internal static string Text(IReadOnlyList<Fault> faults) => Html.TextTable(Headers(faults), Rows(faults));

    // Most faults are the handler's own errors: an empty column would only take the room from them.
    private static bool HasLimit(IReadOnlyList<Fault> faults) => faults.Any(fault => fault.Limit is not null);

    private static string[] Headers(IReadOnlyList<Fault> faults) =>
        HasLimit(faults) ? ["when", "client", "limit", "what happened"] : ["when", "client", "what happened"];

    private static IEnumerable<IReadOnlyList<Cell>> Rows(IReadOnlyList<Fault> faults)
    {
        var hasLimit = HasLimit(faults);
        return faults.Select(fault => (IReadOnlyList<Cell>)
        [
            Cell.OnOneLine(Say.Duration(TimeSpan.FromMicroseconds(fault.Microseconds))),
            Cell.Mono(fault.Client?.ToString() ?? ""),
            .. hasLimit ? [fault.Limit is null ? "" : Html.Badge(fault.Limit, "orange")] : Array.Empty<Cell>(),
            Preview.Line(fault.Message),
        ]);
    }
}
