namespace SocketSchool.App.Tests;

/// <summary>A theory about what only Linux tells of threads that block.</summary>
sealed class LinuxTheoryAttribute : TheoryAttribute
{
    public LinuxTheoryAttribute()
    {
        if (!OperatingSystem.IsLinux())
            Skip = "needs Linux's /proc/self/task";
    }
}
