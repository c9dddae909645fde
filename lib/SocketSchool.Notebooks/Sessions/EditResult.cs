namespace SocketSchool.Notebooks.Sessions;

/// <summary>What became of an edit.</summary>
public enum EditResult
{
    /// <summary>It is in the lesson and in the file.</summary>
    Saved,

    /// <summary>Somebody else changed the cell since: nothing was overwritten.</summary>
    Conflict,

    /// <summary>It is in the lesson and not yet in the file, which cannot be written; that is tried again.</summary>
    NotSaved,

    /// <summary>There is no such cell.</summary>
    UnknownCell,
}
