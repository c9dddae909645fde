namespace SocketSchool;

/// <summary>A connect, receive or send took longer than its time limit.</summary>
public sealed class ConnectionTimeoutException : TimeoutException
{
    internal ConnectionTimeoutException(string limit, string message, Exception? inner = null)
        : base(message, inner) => Limit = limit;

    /// <summary>The limit's name, for instance <c>ReceiveTimeout</c>, which a server calls <c>IdleTimeout</c>.</summary>
    public string Limit { get; }
}
