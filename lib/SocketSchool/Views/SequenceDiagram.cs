namespace SocketSchool;

/// <summary>A wire log drawn as a sequence diagram.</summary>
public sealed class SequenceDiagram : View
{
    private readonly WireLog _log;

    /// <summary>Takes a snapshot of the log.</summary>
    /// <param name="log">The log.</param>
    public SequenceDiagram(WireLog log) => _log = log;

    /// <inheritdoc/>
    public override string ToHtml() => throw new NotImplementedException();

    /// <inheritdoc/>
    public override string ToText() => string.Join('\n', _log.Events);
}
