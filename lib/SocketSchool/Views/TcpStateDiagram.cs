using System.Net.NetworkInformation;

namespace SocketSchool;

/// <summary>
/// The states of a TCP connection and what leads from one to the next (RFC 9293, section 3.3.2, figure 5), with the states at hand
/// highlighted.
/// </summary>
public sealed class TcpStateDiagram : View
{
    private const string Note =
        "Not drawn, as in the RFC: a reset ends a connection in any state, and FIN_WAIT_1 goes straight to TIME_WAIT when one segment " +
        "brings both the FIN and the acknowledgement. MSL is the longest time that a segment may be under way; Linux waits 60 s in all.";

    private static readonly string[] s_headers = ["from", "when", "and then", "to"];
    private readonly IReadOnlyList<TcpState> _states;

    /// <summary>Draws the states, these ones highlighted.</summary>
    /// <param name="states">Any number, in any order; <see cref="TcpState.Unknown"/> counts for nothing.</param>
    public TcpStateDiagram(params TcpState[] states)
    {
        ArgumentNullException.ThrowIfNull(states);
        var present = states.Select(state => state == TcpState.DeleteTcb ? TcpState.Closed : state).ToHashSet();
        _states = [.. TcpStates.InOrder.Where(present.Contains)];
    }

    /// <summary>Where one socket is.</summary>
    /// <param name="row">A row of a <see cref="SocketTable"/>; a UDP row highlights nothing, for UDP has no states.</param>
    public static TcpStateDiagram For(SocketRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new TcpStateDiagram(row.State);
    }

    /// <summary>Where all sockets of a table are.</summary>
    /// <param name="table">The table.</param>
    public static TcpStateDiagram For(SocketTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return new TcpStateDiagram([.. table.Select(row => row.State)]);
    }

    /// <inheritdoc/>
    public override string ToHtml()
    {
        var id = Html.NewId();
        var here = string.Concat(_states.Select(state =>
            $"<p>{Html.Badge(TcpStates.Name(state), "green").ToHtml()} {Html.Escape(TcpStates.Meaning(state))}</p>"));
        var text = Html.Table(s_headers, Rows()) + $"<p class=\"s\">{Html.Escape(Note)}</p>";
        var description = (_states.Count == 0 ? "" : $"Highlighted: {string.Join(", ", _states.Select(TcpStates.Name))}. ") +
            "The arrows follow as a table.";
        return Html.Wrap(
            TcpStateSvg.Draw(id, _states, description) + here + Html.Details("The same as a table", text), id, TcpStateSvg.Css);
    }

    /// <inheritdoc/>
    public override string ToText() => string.Join('\n',
        _states.Select(state => $"here: {TcpStates.Name(state)}. {TcpStates.Meaning(state)}").Append(Html.TextTable(s_headers, Rows())).Append(Note));

    private IEnumerable<IReadOnlyList<Cell>> Rows() => TcpTransition.All.Select(one => (IReadOnlyList<Cell>)
    [
        Name(one.From), one.When, one.Then, Name(one.To),
    ]);

    private Cell Name(TcpState state) => _states.Contains(state) ? Html.Badge(TcpStates.Name(state), "green") : TcpStates.Name(state);
}
