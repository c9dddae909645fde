namespace SocketSchool.Tests;

/// <summary>A fact about a system other than Windows, with the reason.</summary>
public sealed class NotOnWindowsFactAttribute : FactAttribute
{
    public NotOnWindowsFactAttribute(string reason)
    {
        if (OperatingSystem.IsWindows()) Skip = reason;
    }
}
