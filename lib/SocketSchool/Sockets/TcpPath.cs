namespace SocketSchool;

/// <summary>Whose usual way through the TCP states an arrow is on.</summary>
internal enum TcpPath
{
    /// <summary>Nobody's usual way.</summary>
    Rare,

    /// <summary>The end that connects, and closes first.</summary>
    Client,

    /// <summary>The end that listens, and closes last.</summary>
    Server,
}
