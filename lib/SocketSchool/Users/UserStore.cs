namespace SocketSchool;

/// <summary>
/// The people who may log in, kept in a JSON file: for each a name, a greeting, and in place of the password a salt and the hash that
/// PBKDF2-HMAC-SHA-256 (RFC 8018) makes of both. Safe to use from many threads.
/// </summary>
/// <example>
/// <code>
/// var users = UserStore.Load();                           // data/users.json
/// users.Add("alan", "a secret of his", "Hello, Alan.");   // saved when this returns
/// </code>
/// </example>
public sealed class UserStore
{
    /// <summary>The rounds of PBKDF2 for a new password: 600,000, a fraction of a second of work for whoever checks or guesses one.</summary>
    public const int DefaultIterations = 600_000;

    internal const int MaxIterations = 10_000_000;

    private readonly Lock _gate = new();
    private readonly byte[] _decoySalt = PasswordHash.NewSalt();
    private volatile Dictionary<string, User> _users;

    private UserStore(string path, Dictionary<string, User> users)
    {
        FilePath = path;
        _users = users;
    }

    /// <summary>The file, as a full path.</summary>
    public string FilePath { get; }

    /// <summary>All who may log in, by name.</summary>
    public IReadOnlyList<User> Users => [.. _users.Values.OrderBy(user => user.Name, StringComparer.Ordinal)];

    /// <summary>Reads a user file.</summary>
    /// <param name="path">
    /// The file; when left out, <c>data/users.json</c> in the current directory, above it, or above this library.
    /// </param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is broken; the message says where and what to do.</exception>
    public static UserStore Load(string? path = null)
    {
        path = path is null ? FindDefault() : Path.GetFullPath(path);
        return new UserStore(path, UserFile.Read(path));
    }

    /// <summary>Makes an empty store. A file that is there already is replaced.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static UserStore Create(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        path = Path.GetFullPath(path);
        UserFile.Write(path, []);
        return new UserStore(path, []);
    }

    /// <summary>
    /// Adds somebody and saves the file; the file is replaced in one step, never half-written. The name of somebody who is there already
    /// gets the new password and greeting. Of two processes that add at the same time to one file, the last to save wins.
    /// </summary>
    /// <param name="name">One line, not empty.</param>
    /// <param name="password">One line, not empty.</param>
    /// <param name="greeting">What the login server will say; <c>welcome, NAME</c> when left out.</param>
    /// <param name="iterations">Rounds of PBKDF2, 1 to 10,000,000; <see cref="DefaultIterations"/> when left out.</param>
    /// <exception cref="ArgumentException">The name or password is empty or has a line end in it, or the rounds are out of range.</exception>
    /// <exception cref="IOException">The file cannot be written; nothing has changed.</exception>
    public void Add(string name, string password, string? greeting = null, int iterations = DefaultIterations)
    {
        CheckLine(name, nameof(name));
        CheckLine(password, nameof(password));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(iterations);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(iterations, MaxIterations);
        var salt = PasswordHash.NewSalt();
        var user = new User(
            name, greeting ?? $"welcome, {name}", iterations, salt, PasswordHash.Compute(password, salt, iterations));
        lock (_gate)
        {
            var users = new Dictionary<string, User>(_users) { [name] = user };
            UserFile.Write(FilePath, users.Values.OrderBy(entry => entry.Name, StringComparer.Ordinal));
            _users = users;
        }
    }

    /// <summary>Checks a name and a password. An unknown name costs the same work as a wrong password, so the time tells nothing.</summary>
    /// <param name="name">As the client gave it.</param>
    /// <param name="password">As the client gave it.</param>
    /// <returns>The user, or <c>null</c> when the name or the password is wrong; which of the two, it does not say.</returns>
    /// <remarks>
    /// Takes a good part of a second of processor time (<see cref="DefaultIterations"/>). The work is the same for all names as long as
    /// all users have the same number of rounds. Names and passwords are compared as they are: an é that a keyboard sends as e and an
    /// accent (Unicode's decomposed form) is a different one, because this process may run without the tables that would join them.
    /// </remarks>
    public User? Verify(string name, string password)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(password);
        var users = _users;
        var user = users.GetValueOrDefault(name);
        var iterations = user?.Iterations ?? users.Values.Select(other => other.Iterations).DefaultIfEmpty(DefaultIterations).Max();
        var computed = PasswordHash.Compute(password, user?.Salt ?? _decoySalt, iterations);
        // Without a user there is still a comparison, against bytes that are never equal by more than chance.
        var matches = PasswordHash.Matches(user?.Hash ?? new byte[PasswordHash.HashBytes], computed);
        return matches ? user : null;
    }

    private static void CheckLine(string text, string parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(text, parameter);
        if (text.AsSpan().ContainsAny('\r', '\n')) throw new ArgumentException("It must be one line.", parameter);
    }

    private static string FindDefault()
    {
        var libraryFolder = Path.GetDirectoryName(typeof(UserStore).Assembly.Location);
        foreach (var start in new[] { Environment.CurrentDirectory, libraryFolder, AppContext.BaseDirectory })
        {
            if (string.IsNullOrEmpty(start)) continue;
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                var path = Path.Combine(folder.FullName, "data", "users.json");
                if (File.Exists(path)) return path;
            }
        }

        throw new FileNotFoundException(
            $"There is no data/users.json in {Environment.CurrentDirectory} or above it. Give the path, or make one with UserStore.Create(path).");
    }
}
