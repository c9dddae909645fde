namespace SocketSchool.App.Tests;

/// <summary>Tests that need a Unix shell and Unix processes.</summary>
sealed class UnixTheoryAttribute : TheoryAttribute
{
    public UnixTheoryAttribute()
    {
        if (OperatingSystem.IsWindows())
            Skip = "needs a Unix shell";
    }
}
