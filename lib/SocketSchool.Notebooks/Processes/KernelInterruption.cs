namespace SocketSchool.Notebooks.Processes;

/// <summary>What an interrupt of a kernel came to.</summary>
public enum KernelInterruption
{
    /// <summary>No cell ran.</summary>
    Idle,

    /// <summary>The cell has ended; variables, types and servers are still there.</summary>
    Kept,

    /// <summary>The cell did not end by itself, so the kernel's process was ended, and with it variables, types and servers.</summary>
    Lost,
}
