using System.Diagnostics;

namespace SocketSchool.Tests;

/// <summary>Waits for something that tells nobody when it happens; at most 20 seconds.</summary>
internal static class Until
{
    public static async Task TrueAsync(Func<bool> happened)
    {
        var since = Stopwatch.GetTimestamp();
        while (!happened())
        {
            Assert.True(Stopwatch.GetElapsedTime(since) < PlainClient.Patience, "It did not happen within 20 seconds.");
            await Task.Delay(2);
        }
    }
}
