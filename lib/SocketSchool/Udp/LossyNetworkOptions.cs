namespace SocketSchool;

/// <summary>How badly a <see cref="LossyNetwork"/> behaves. By default it behaves well.</summary>
public sealed record LossyNetworkOptions
{
    /// <summary>
    /// Decides about every datagram: the same seed gives the n-th datagram of a client in a direction the same fate in every run, on every
    /// system. 1 by default.
    /// </summary>
    public int Seed { get; init; } = 1;

    /// <summary>Which part of the datagrams is lost, 0 to 1; 0 by default.</summary>
    public double Loss { get; init; }

    /// <summary>Which part of the datagrams is delivered twice, 0 to 1; 0 by default.</summary>
    public double Duplication { get; init; }

    /// <summary>Which part of the datagrams is held back until the next one has overtaken it, 0 to 1; 0 by default.</summary>
    public double Reordering { get; init; }

    /// <summary>How long a datagram is held back when no other one comes; 50 ms by default.</summary>
    public TimeSpan HoldTime { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Decides instead of the seed when it is set: gets the way (<c>true</c> to the server) and the number of the datagram of that client
    /// and that way, from 1. For experiments in which the third answer has to be the one that is lost.
    /// </summary>
    public Func<bool, int, DatagramFate>? Decide { get; init; }

    /// <summary>The clock of <see cref="HoldTime"/>; the system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>What happens to a datagram; depends on nothing but the arguments and these options.</summary>
    internal DatagramFate FateOf(int client, bool toServer, int number)
    {
        if (Decide is not null) return Decide(toServer, number);
        var drawn = Draw(((ulong)(uint)Seed << 32) ^ ((ulong)(uint)client << 1) ^ (toServer ? 1UL : 0), (ulong)number);
        return drawn < Loss ? DatagramFate.Lost
            : drawn < Loss + Duplication ? DatagramFate.Twice
            : drawn < Loss + Duplication + Reordering ? DatagramFate.Late
            : DatagramFate.Passed;
    }

    internal LossyNetworkOptions Validated()
    {
        ArgumentNullException.ThrowIfNull(TimeProvider);
        Limits.Time(HoldTime);
        Part(Loss, nameof(Loss));
        Part(Duplication, nameof(Duplication));
        Part(Reordering, nameof(Reordering));
        if (Loss + Duplication + Reordering <= 1) return this;
        throw new ArgumentOutOfRangeException(
            nameof(Loss), Loss + Duplication + Reordering, "Loss, Duplication and Reordering together are at most 1.");
    }

    private static void Part(double part, string name)
    {
        if (part is >= 0 and <= 1) return;
        throw new ArgumentOutOfRangeException(name, part, $"{name} is a part of all datagrams: from 0 (none) to 1 (all).");
    }

    // SplitMix64 (Steele, Lea, Flood 2014): System.Random promises no particular series for a seed.
    private static double Draw(ulong seed, ulong number)
    {
        var z = unchecked(Mix(seed) + (number * 0x9E3779B97F4A7C15UL));
        return (Mix(z) >> 11) * (1.0 / (1UL << 53));

        static ulong Mix(ulong z)
        {
            unchecked
            {
                z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
                z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
                return z ^ (z >> 31);
            }
        }
    }
}
