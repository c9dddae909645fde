namespace SocketSchool.App.Tests;

/// <summary>A test that needs a Unix shell and Unix processes.</summary>
sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute()
    {
        if (OperatingSystem.IsWindows())
            Skip = "needs a Unix shell";
    }
}
