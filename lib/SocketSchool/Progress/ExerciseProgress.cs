namespace SocketSchool;

/// <summary>How far one exercise has come.</summary>
/// <param name="Name">The exercise's name, for instance <c>numbered-echo</c>.</param>
/// <param name="Passed">When its check passed for the first time; <c>null</c> before that.</param>
/// <param name="FailedRuns">How many runs of its check failed.</param>
/// <param name="LastRun">When its check last passed or failed; <c>null</c> when it never did either.</param>
public sealed record ExerciseProgress(string Name, DateTimeOffset? Passed = null, int FailedRuns = 0, DateTimeOffset? LastRun = null)
{
    /// <summary>Whether its check has passed once. A failing run later does not undo that.</summary>
    public bool IsDone => Passed is not null;

    /// <summary>Whether its check has failed and not passed yet.</summary>
    public bool IsTried => Passed is null && LastRun is not null;
}
