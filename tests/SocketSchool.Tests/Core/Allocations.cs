namespace SocketSchool.Tests;

/// <summary>Counts what code allocates on its own thread.</summary>
internal static class Allocations
{
    /// <summary>
    /// The least of five runs: what a run must allocate, it allocates every time. What is more comes from outside, for instance when a
    /// garbage collection that another test caused takes away the rest of this thread's chunk, and the runtime counts that as used.
    /// </summary>
    public static long Least(Action run)
    {
        var least = long.MaxValue;
        for (var i = 0; i < 5 && least > 0; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            run();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
