namespace SocketSchool;

/// <summary>Where the two ends of a measurement run.</summary>
public enum PlacementKind
{
    /// <summary>Both threads on the same processor.</summary>
    OneProcessor,

    /// <summary>Each thread on a processor of its own.</summary>
    TwoProcessors,

    /// <summary>Where the operating system puts them.</summary>
    Free,
}
