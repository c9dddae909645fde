namespace SocketSchool;

/// <summary>How long code has to run before .NET has compiled it for the last time.</summary>
/// <remarks>
/// .NET compiles a hot method again, better, after 0.1 s in which nothing new was compiled, and does so twice. Where the process has only
/// one processor it waits ten times as long, so that compiling does not take the processor from the program (the runtime's setting
/// TC_DelaySingleProcMultiplier). A blocking round trip under <c>taskset -c 0</c> took 13.98 us until two seconds had passed and 13.73 us
/// from then on: a warm-up that does for two processors measures the compiler's first draft on one.
/// </remarks>
internal static class CompilerWarmUp
{
    /// <summary>The first where this process was started with several processors, the second where it was started with one.</summary>
    public static TimeSpan Of(int milliseconds, int onOneProcessor) =>
        TimeSpan.FromMilliseconds(Environment.ProcessorCount > 1 ? milliseconds : onOneProcessor);
}
