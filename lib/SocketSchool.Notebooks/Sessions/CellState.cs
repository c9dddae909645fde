namespace SocketSchool.Notebooks.Sessions;

/// <summary>Where a cell of a <see cref="LessonSession"/> stands.</summary>
public enum CellState
{
    /// <summary>It neither runs nor waits.</summary>
    Idle,

    /// <summary>It waits for its turn.</summary>
    Queued,

    /// <summary>It runs.</summary>
    Running,
}
