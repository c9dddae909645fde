namespace SocketSchool;

/// <summary>What a <see cref="SequenceWatch"/> found out about one number.</summary>
/// <param name="Kind">In order, or what else.</param>
/// <param name="Number">The number.</param>
/// <param name="Missing">For a gap: how many messages are missing before this one. Else 0.</param>
public readonly record struct SequenceFinding(SequenceKind Kind, long Number, long Missing)
{
    /// <summary>A few words; empty when it is in order.</summary>
    public override string ToString() => Kind switch
    {
        SequenceKind.InOrder => "",
        SequenceKind.Gap when Missing == 1 => $"gap: {Number - 1} is missing",
        SequenceKind.Gap when Missing == 2 => $"gap: {Number - 2} and {Number - 1} are missing",
        SequenceKind.Gap => $"gap: {Number - Missing} to {Number - 1} are missing",
        SequenceKind.Late => "late",
        SequenceKind.Duplicate => "again",
        SequenceKind.TooOld => "too old",
        _ => "a number out of the blue",
    };
}
