namespace SocketSchool.App.Tests;

/// <summary>A test that looks at processes the way Linux shows them.</summary>
sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux())
            Skip = "needs Linux's /proc";
    }
}
