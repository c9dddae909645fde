namespace SocketSchool;

/// <summary>What a number says about the messages around it.</summary>
public enum SequenceKind
{
    /// <summary>The next one: nothing is missing.</summary>
    InOrder,

    /// <summary>It is ahead: messages before it are missing, for now.</summary>
    Gap,

    /// <summary>One that was missing has come after all.</summary>
    Late,

    /// <summary>It has been here before.</summary>
    Duplicate,

    /// <summary>Too old to say whether it is late or a duplicate.</summary>
    TooOld,

    /// <summary>Too far ahead to be believed; the watch has not moved.</summary>
    Implausible,
}
