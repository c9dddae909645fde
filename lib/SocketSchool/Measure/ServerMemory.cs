using System.Globalization;

namespace SocketSchool;

/// <summary>How much memory a server's process uses at one moment.</summary>
/// <param name="Managed">Bytes of objects that are in use, as a full collection finds them.</param>
/// <param name="Resident">Bytes of memory in all: objects, threads' stacks, code. What the operating system keeps for a connection is not in it.</param>
public sealed record ServerMemory(long Managed, long Resident)
{
    /// <summary>This process's.</summary>
    public static ServerMemory OfThisProcess()
    {
        // Twice, because what a finalizer held goes with the second.
        Collect();
        GC.WaitForPendingFinalizers();
        Collect();
        // What survived that collection. GC.GetTotalMemory takes off the unused rest of every thread's allocation buffer, more than was
        // ever counted in: with a thousand threads it comes out below zero.
        return new ServerMemory(GC.GetGCMemoryInfo(GCKind.FullBlocking).PromotedBytes, Environment.WorkingSet);
    }

    /// <summary>Both numbers with a blank between them: how one process tells another.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Managed} {Resident}");

    /// <summary>Reads what <see cref="ToString"/> has written.</summary>
    /// <param name="text">The line; <c>null</c> at the end of the stream.</param>
    /// <exception cref="MeasurementException">It is something else.</exception>
    public static ServerMemory Parse(string? text)
    {
        var parts = (text ?? "").Split(' ');
        return parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var managed)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var resident)
                ? new ServerMemory(managed, resident)
                : throw new MeasurementException($"The server's process did not say how much memory it uses; it said \"{text}\".");
    }

    private static void Collect() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
}
