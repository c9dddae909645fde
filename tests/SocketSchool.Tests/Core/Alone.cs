namespace SocketSchool.Tests;

/// <summary>Tests that look at, or change, something the whole process shares: they run when no other test does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
