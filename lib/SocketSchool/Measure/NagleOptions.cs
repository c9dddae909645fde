using System.Net;

namespace SocketSchool;

/// <summary>What a <see cref="NagleMeasurement"/> sends, and how long it may take. The defaults take about two seconds.</summary>
public sealed record NagleOptions
{
    /// <summary>The most bytes of a part of the request: less than any network's segment, because Nagle's algorithm holds back only segments that are not full.</summary>
    public const int LargestPart = 512;

    /// <summary>The first part of the request in bytes, as a header would be; 16 by default, 1 to <see cref="LargestPart"/>.</summary>
    public int HeaderBytes { get; init; } = 16;

    /// <summary>The second part in bytes, as a body would be; 64 by default, 1 to <see cref="LargestPart"/>.</summary>
    public int BodyBytes { get; init; } = 64;

    /// <summary>What the server answers when it has both parts, in bytes; 16 by default, 1 to <see cref="LargestPart"/>.</summary>
    public int AnswerBytes { get; init; } = 16;

    /// <summary>
    /// How many exchanges from the first one on are shown one by one, on new connections; 12 by default. Linux acknowledges the first
    /// segments of a connection at once, so the wait may begin some exchanges later.
    /// </summary>
    public int FirstExchanges { get; init; } = 12;

    /// <summary>How many rounds go through all ways of sending in turn; 6 by default, at least 5 for an interval that can be trusted.</summary>
    public int Rounds { get; init; } = 6;

    /// <summary>The most exchanges timed for each way in each round; 200 by default.</summary>
    public int ExchangesPerRound { get; init; } = 200;

    /// <summary>
    /// How long one way may be timed in one round; 130 ms by default, three exchanges that wait. (Above 200 ms the connections that are
    /// not their turn would count as idle, and Linux would acknowledge at once again for a while.) At least one exchange is always timed.
    /// </summary>
    public TimeSpan TimePerRound { get; init; } = TimeSpan.FromMilliseconds(130);

    /// <summary>How long to warm up before everything, so that the compiler has finished; 0.2 s by default.</summary>
    public TimeSpan WarmUpTime { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Where both ends are: <see cref="IPAddress.Loopback"/> by default.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>How long one exchange may stand still; 5 s by default.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long everything may take; 30 s by default.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(30);

    internal void Validate()
    {
        Part(HeaderBytes, nameof(HeaderBytes));
        Part(BodyBytes, nameof(BodyBytes));
        Part(AnswerBytes, nameof(AnswerBytes));
        ArgumentNullException.ThrowIfNull(Address);
        ArgumentOutOfRangeException.ThrowIfLessThan(FirstExchanges, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Rounds, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(ExchangesPerRound, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(TimePerRound, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Patience, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(TimeLimit, TimeSpan.Zero);
    }

    private static void Part(int bytes, string name)
    {
        if (bytes is < 1 or > LargestPart) throw new ArgumentOutOfRangeException(name, bytes, $"Give 1 to {LargestPart} bytes.");
    }
}
