using System.Globalization;

namespace SocketSchool;

/// <summary>What a server made of many connections that say nothing for a while and then all say something.</summary>
/// <param name="Server">The server's name.</param>
/// <param name="Connections">How many connections.</param>
/// <param name="Answered">How many got their message back when at last they sent one.</param>
/// <param name="ManagedBytesEach">Managed memory of the server for one connection that has said nothing yet; <c>null</c> when unknown.</param>
/// <param name="ManagedBytesEachAfter">The same after it has been answered and is silent again; <c>null</c> when unknown.</param>
/// <param name="ResidentBytesEach">
/// All memory of the server's process for one connection that has been answered, thread stacks included; <c>null</c> when unknown.
/// </param>
/// <param name="OpenTime">How long it took to open them all.</param>
/// <param name="AnswerTime">How long it took until all were answered.</param>
public sealed record ServerIdlePoint(
    string Server,
    int Connections,
    int Answered,
    double? ManagedBytesEach,
    double? ManagedBytesEachAfter,
    double? ResidentBytesEach,
    TimeSpan OpenTime,
    TimeSpan AnswerTime)
{
    /// <summary>The point on one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Server}, {Say.Count(Connections, "idle connection")}: {Answered:N0} answered in {Say.Duration(AnswerTime)}{Memory}");

    private string Memory => ManagedBytesEachAfter is { } bytes ? $", {ByteSize.Format(bytes)} managed each" : "";
}
