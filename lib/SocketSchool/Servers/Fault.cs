using System.Net;

namespace SocketSchool;

/// <summary>Something that went wrong in a server and did not kill it.</summary>
/// <param name="Microseconds">When, since the server's start, in microseconds.</param>
/// <param name="Client">Whose conversation it was; <c>null</c> for the server as a whole.</param>
/// <param name="Limit">The limit that was hit, by its name in <see cref="ServerOptions"/>; <c>null</c> when it was none.</param>
/// <param name="Message">One line that says what happened.</param>
/// <param name="Exception">The exception behind it; <c>null</c> when there was none.</param>
public sealed record Fault(double Microseconds, IPEndPoint? Client, string? Limit, string Message, Exception? Exception)
{
    /// <summary>The fault on one line.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Microseconds / 1000:0.000} ms  {(Client is null ? "" : Client + "  ")}{Message}");
}
