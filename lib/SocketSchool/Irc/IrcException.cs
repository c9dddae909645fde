namespace SocketSchool;

/// <summary>An IRC server refused something.</summary>
public sealed class IrcException : IOException
{
    internal IrcException(string message)
        : base(message)
    {
    }
}
