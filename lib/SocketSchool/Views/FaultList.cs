using System.Collections;

namespace SocketSchool;

/// <summary>A server's faults, shown as a table.</summary>
public sealed class FaultList : View, IReadOnlyList<Fault>
{
    private static readonly string[] s_headers = ["when", "client", "limit", "what happened"];
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

    internal static string Table(IEnumerable<Fault> faults) => Html.Table(s_headers, Rows(faults));

    internal static string Text(IEnumerable<Fault> faults) => Html.TextTable(s_headers, Rows(faults));

    private static IEnumerable<IReadOnlyList<Cell>> Rows(IEnumerable<Fault> faults) => faults.Select(fault => (IReadOnlyList<Cell>)
    [
        Say.Duration(TimeSpan.FromMicroseconds(fault.Microseconds)),
        Cell.Mono(fault.Client?.ToString() ?? ""),
        fault.Limit is null ? "" : Html.Badge(fault.Limit, "orange"),
        Preview.Line(fault.Message),
    ]);
}
