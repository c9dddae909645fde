namespace SocketSchool;

/// <summary>How <see cref="ServerLoad"/> loads a server.</summary>
public sealed record ServerLoadOptions
{
    /// <summary>The largest message: 64 KiB.</summary>
    public const int LargestMessage = 64 * 1024;

    /// <summary>How many connections at once, one measurement after the other; 1, 10, 100 and 1,000 by default.</summary>
    public IReadOnlyList<int> Connections { get; init; } = [1, 10, 100, 1000];

    /// <summary>The message's size in bytes; 64 by default.</summary>
    public int MessageBytes { get; init; } = 64;

    /// <summary>How long one measurement counts; half a second by default.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>How long the same is done before it counts; 0.2 seconds by default.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(0.2);

    /// <summary>How many times every measurement is made; 3 by default. A round measures each server once before the next round begins.</summary>
    public int Rounds { get; init; } = 3;

    /// <summary>
    /// How many connections the idle measurement opens to each server; 0, the default, leaves it out.
    /// </summary>
    public int IdleConnections { get; init; }

    /// <summary>
    /// How many threads send and receive; 0, the default, takes one for every two processors and at most 4. The server needs the others.
    /// </summary>
    public int Threads { get; init; }

    /// <summary>How long no connection may get an answer before that is an error; 10 seconds by default.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    internal int ThreadCount => Threads > 0 ? Threads : Math.Clamp(Environment.ProcessorCount / 2, 1, 4);

    internal ServerLoadOptions Validated()
    {
        ArgumentNullException.ThrowIfNull(Connections);
        foreach (var count in Connections) Limits.AtLeast(1, count, nameof(Connections));
        Limits.AtLeast(1, MessageBytes);
        if (MessageBytes > LargestMessage)
        {
            throw new ArgumentOutOfRangeException(nameof(MessageBytes), MessageBytes, $"MessageBytes must be at most {LargestMessage}.");
        }

        Limits.AtLeast(1, Rounds);
        Limits.AtLeast(0, IdleConnections);
        Limits.AtLeast(0, Threads);
        Limits.Time(Time);
        Limits.Time(WarmUp);
        Limits.Time(Patience);
        return this;
    }
}
