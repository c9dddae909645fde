namespace SocketSchool;

/// <summary>Somebody who may log in. The password itself is nowhere kept.</summary>
public sealed class User
{
    internal User(string name, string greeting, int iterations, byte[] salt, byte[] hash)
    {
        Name = name;
        Greeting = greeting;
        Iterations = iterations;
        Salt = salt;
        Hash = hash;
    }

    /// <summary>The name; capital and small letters differ.</summary>
    public string Name { get; }

    /// <summary>What the login server says when the password is right.</summary>
    public string Greeting { get; }

    /// <summary>How many rounds of PBKDF2 (RFC 8018) lead from the password to the hash.</summary>
    public int Iterations { get; }

    internal byte[] Salt { get; }

    internal byte[] Hash { get; }
}
