namespace SocketSchool;

/// <summary>One header field of a request or a response.</summary>
/// <param name="Name">As it was sent; upper and lower case mean the same (RFC 9110, section 5.1).</param>
/// <param name="Value">Without the blanks around it. Bytes above 127 appear as the characters of Latin-1.</param>
public sealed record WebHeader(string Name, string Value)
{
    /// <summary><c>Name: value</c>, as on the wire.</summary>
    public override string ToString() => $"{Name}: {Value}";
}
