namespace SocketSchool;

/// <summary>What a check found.</summary>
public enum CheckOutcome
{
    /// <summary>The exercise has not been started: the stub is still there.</summary>
    NotYet,

    /// <summary>Something came out differently; the report says what was first.</summary>
    Failed,

    /// <summary>Everything the check tried came out right.</summary>
    Passed,
}
