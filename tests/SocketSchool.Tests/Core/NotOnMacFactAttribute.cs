namespace SocketSchool.Tests;

/// <summary>A fact about a system other than macOS, with the reason.</summary>
public sealed class NotOnMacFactAttribute : FactAttribute
{
    public NotOnMacFactAttribute(string reason)
    {
        if (OperatingSystem.IsMacOS()) Skip = reason;
    }
}
