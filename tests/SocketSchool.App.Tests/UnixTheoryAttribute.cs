namespace SocketSchool.App.Tests;

/// <summary>A test with cases that needs a Unix shell and Unix processes.</summary>
sealed class UnixTheoryAttribute : TheoryAttribute
{
    public UnixTheoryAttribute()
    {
        if (OperatingSystem.IsWindows())
            Skip = "needs a Unix shell";
    }
}
