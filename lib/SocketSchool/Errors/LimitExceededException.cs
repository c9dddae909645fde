namespace SocketSchool;

/// <summary>A limit of <see cref="ServerOptions"/> or <see cref="ConnectionOptions"/> was hit.</summary>
public sealed class LimitExceededException : IOException
{
    internal LimitExceededException(string limit, string message)
        : base(message) => Limit = limit;

    /// <summary>The limit's name, for instance <c>MaxLineBytes</c>.</summary>
    public string Limit { get; }
}
