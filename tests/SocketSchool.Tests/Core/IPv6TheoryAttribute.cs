namespace SocketSchool.Tests;

/// <summary>A theory about IPv6, for machines that have it.</summary>
public sealed class IPv6TheoryAttribute : TheoryAttribute
{
    public IPv6TheoryAttribute()
    {
        if (!IPv6FactAttribute.IsHere) Skip = IPv6FactAttribute.Missing;
    }
}
