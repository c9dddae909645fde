namespace SocketSchool.Tests;

/// <summary>Every wait of a test has an end: 20 seconds, which a slow machine never needs and a hung one never gets past.</summary>
internal static class Waiting
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);

    public static Task Soon(this Task task) => task.WaitAsync(s_limit);

    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(s_limit);

    public static Task Soon(this ValueTask task) => task.AsTask().WaitAsync(s_limit);

    public static Task<T> Soon<T>(this ValueTask<T> task) => task.AsTask().WaitAsync(s_limit);

    /// <summary>Waits for something that nobody announces.</summary>
    public static async Task Until(Func<bool> condition, string what)
    {
        var end = Environment.TickCount64 + (long)s_limit.TotalMilliseconds;
        while (!condition())
        {
            if (Environment.TickCount64 > end) throw new TimeoutException($"Never happened: {what}");
            await Task.Delay(1);
        }
    }
}
