namespace SocketSchool;

/// <summary>A request that is answered with an error and ends its connection. Never leaves the server.</summary>
internal sealed class RefusedRequestException(int status, string reason, string? limit = null) : Exception(reason)
{
    public int Status { get; } = status;

    /// <summary>The limit that was hit; <c>null</c> when it was none.</summary>
    public string? Limit { get; } = limit;

    public static RefusedRequestException Bad(string reason) => new(400, reason);
}
