namespace SocketSchool;

/// <summary>Whose a socket is.</summary>
public enum SocketHolder
{
    /// <summary>The operating system does not say, or not to us.</summary>
    Unknown,

    /// <summary>This process: the kernel that runs the notebook.</summary>
    ThisProcess,

    /// <summary>Another program.</summary>
    AnotherProcess,

    /// <summary>
    /// No program: the operating system alone keeps it, because it was closed and the protocol is not done with it, or because the
    /// server has not accepted it yet.
    /// </summary>
    SystemOnly,
}
