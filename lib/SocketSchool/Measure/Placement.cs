using System.Globalization;

namespace SocketSchool;

/// <summary>Where the calling thread may run: a measurement's numbers mean little without it.</summary>
/// <param name="Processors">The numbers of the processors, rising; empty when the system does not tell.</param>
/// <param name="Count">How many they are; where the system does not tell, how many .NET counts.</param>
/// <param name="Machine">How many the machine has in all; 0 when not known. In a container it may have more than are allowed.</param>
public sealed record Placement(IReadOnlyList<int> Processors, int Count, int Machine)
{
    private static readonly Lock s_holding = new();

    /// <summary>Where this thread may run now.</summary>
    public static Placement Current
    {
        get
        {
            var allowed = PlacementAffinity.Allowed() ?? [];
            return new Placement(allowed, allowed.Count > 0 ? allowed.Count : Environment.ProcessorCount, Online());
        }
    }

    /// <summary>Whether both ends of a measurement have to share one processor.</summary>
    public bool IsOneProcessor => Count == 1;

    /// <summary>Whether it is held to some of the machine's processors.</summary>
    public bool IsPinned => Machine > Count;

    /// <summary>For instance <c>held to 1 of 2 processors (number 0)</c> or <c>2 processors, placed by the operating system</c>.</summary>
    public string Description => (IsPinned, Count) switch
    {
        (true, 1) => string.Create(CultureInfo.InvariantCulture, $"held to 1 of {Machine} processors{(Processors.Count == 1 ? $" (number {Processors[0]})" : "")}"),
        (true, _) => string.Create(CultureInfo.InvariantCulture, $"held to {Count} of {Machine} processors, placed among them by the operating system"),
        (false, 1) => "1 processor",
        _ => string.Create(CultureInfo.InvariantCulture, $"{Count} processors, placed by the operating system"),
    };

    /// <summary>Why no thread can be held to a processor on this system; empty when it can.</summary>
    public static string WhyNot => PlacementAffinity.WhyNot;

    /// <summary>
    /// Runs something with all of this process held to some processors, and lets go of them afterwards, whatever happens. For instance
    /// <c>Placement.Hold(1, () => LatencySweep.Run())</c>: both ends on one processor.
    /// </summary>
    /// <param name="processors">How many of those that are allowed now, from the first on.</param>
    /// <param name="measure">What to run, on this thread.</param>
    /// <returns>What it returned.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="processors"/> is below 1 or more than there are.</exception>
    /// <exception cref="PlatformNotSupportedException">This system cannot (macOS), or does not let this process.</exception>
    /// <exception cref="InvalidOperationException">Another thread of this process is at it.</exception>
    public static T Hold<T>(int processors, Func<T> measure)
    {
        ArgumentNullException.ThrowIfNull(measure);
        ArgumentOutOfRangeException.ThrowIfLessThan(processors, 1);
        if (WhyNot != "") throw new PlatformNotSupportedException(WhyNot);
        if (s_holding.IsHeldByCurrentThread || !s_holding.TryEnter())
        {
            throw new InvalidOperationException("This process is being held to its processors already. Wait until that measurement has ended.");
        }

        try
        {
            var allowed = Current.Processors;
            if (allowed.Count > 0) ArgumentOutOfRangeException.ThrowIfGreaterThan(processors, allowed.Count);
            var letGo = PlacementAffinity.HoldProcess([.. allowed.Take(processors)])
                ?? throw new PlatformNotSupportedException("The operating system does not let this process choose its processors.");
            try
            {
                return measure();
            }
            finally
            {
                letGo();
            }
        }
        finally
        {
            s_holding.Exit();
        }
    }

    /// <summary>
    /// Measures one exchange with both ends on one processor, on two, and where the system likes, on the machine as it is and on one
    /// kept busy. Only threads of its own are held to processors, so there is nothing to put back afterwards.
    /// </summary>
    /// <inheritdoc cref="PlacementMeasurement.Run"/>
    public static PlacementReport Run(
        PlacementOptions? options = null, Action<string>? progress = null, CancellationToken cancellationToken = default) =>
        PlacementMeasurement.Run(options ?? new PlacementOptions(), progress, cancellationToken);

    /// <summary>The same on a thread of its own, for a cell that awaits it.</summary>
    /// <inheritdoc cref="Run"/>
    public static Task<PlacementReport> RunAsync(
        PlacementOptions? options = null, Action<string>? progress = null, CancellationToken cancellationToken = default) =>
        MeasurementGuard.RunAsync(() => Run(options, progress, cancellationToken), cancellationToken);

    /// <summary>How many processors a list like <c>0-3,8</c> has; 0 when it is none.</summary>
    internal static int CountList(string list)
    {
        var count = 0;
        foreach (var part in list.Trim().Split(','))
        {
            var ends = part.Split('-');
            if (!int.TryParse(ends[0], CultureInfo.InvariantCulture, out var first) || !int.TryParse(ends[^1], CultureInfo.InvariantCulture, out var last)) return 0;
            count += last - first + 1;
        }

        return count;
    }

    private static int Online()
    {
        try
        {
            // Not Environment.ProcessorCount, which .NET asks once and which is what this process may use.
            if (OperatingSystem.IsLinux()) return CountList(File.ReadAllText("/sys/devices/system/cpu/online"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }

        return Environment.ProcessorCount;
    }
}
