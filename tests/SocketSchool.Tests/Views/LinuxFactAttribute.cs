namespace SocketSchool.Tests;

/// <summary>A test of something that only Linux has; elsewhere it is skipped by name.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux()) Skip = "Only Linux has /proc/net.";
    }
}
