namespace SocketSchool;

/// <summary>How an axis of a <see cref="Figure"/> turns values into places.</summary>
public enum AxisScale
{
    /// <summary>Equal differences are equally far apart.</summary>
    Linear,

    /// <summary>Equal ratios are equally far apart. Values of 0 and below have no place and are left out.</summary>
    Log,
}
