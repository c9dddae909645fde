namespace SocketSchool.Notebooks.Sessions;

/// <summary>What the kernel of a <see cref="LessonSession"/> is doing.</summary>
public enum KernelState
{
    /// <summary>It warms up. Cells may be queued.</summary>
    Starting,

    /// <summary>It waits for a cell.</summary>
    Idle,

    /// <summary>It runs a cell.</summary>
    Busy,

    /// <summary>It is being ended, and another one follows.</summary>
    Restarting,

    /// <summary>It has ended. The next cell that is run starts another.</summary>
    Dead,
}
