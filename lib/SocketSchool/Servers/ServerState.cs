namespace SocketSchool;

/// <summary>Where a server is in its life.</summary>
public enum ServerState
{
    /// <summary>It listens.</summary>
    Running,

    /// <summary>It takes no new clients and waits for the code that serves the present ones to return.</summary>
    Stopping,

    /// <summary>It is over and its port is free.</summary>
    Stopped,
}
