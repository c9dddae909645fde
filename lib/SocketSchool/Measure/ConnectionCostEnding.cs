namespace SocketSchool;

/// <summary>How the connections of a way end in a <see cref="ConnectionCost"/>.</summary>
public enum ConnectionCostEnding
{
    /// <summary>One connection for all requests.</summary>
    Reused,

    /// <summary>A connection for each request; the client closes when it has the answer, then the server.</summary>
    ClientFirst,

    /// <summary>A connection for each request; the server closes when it has answered, then the client.</summary>
    ServerFirst,

    /// <summary>A connection for each request; the client resets it when it has the answer (<c>SO_LINGER</c> with 0 seconds).</summary>
    Reset,
}
