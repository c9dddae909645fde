namespace SocketSchool;

/// <summary>How a <see cref="LineTrace"/> is drawn.</summary>
public enum LineMode
{
    /// <summary>A line with a marker at each point.</summary>
    LinesAndMarkers,

    /// <summary>A line alone.</summary>
    Lines,

    /// <summary>Markers alone.</summary>
    Markers,
}
