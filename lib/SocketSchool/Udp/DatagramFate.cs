namespace SocketSchool;

/// <summary>What a <see cref="LossyNetwork"/> does with one datagram.</summary>
public enum DatagramFate
{
    /// <summary>It goes on at once.</summary>
    Passed,

    /// <summary>It is thrown away.</summary>
    Lost,

    /// <summary>It goes on twice.</summary>
    Twice,

    /// <summary>It is held back until another one of the same way has overtaken it, or for <see cref="LossyNetworkOptions.HoldTime"/>.</summary>
    Late,
}
