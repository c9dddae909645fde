using System.Security.Cryptography;

namespace SocketSchool.Notebooks.Sessions;

/// <summary>What a file was when it was last read or written, to notice that somebody else changed it.</summary>
/// <param name="Written">When it was written.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="Hash">The SHA-256 of its content.</param>
internal sealed record FileStamp(DateTime Written, long Length, string Hash)
{
    public static FileStamp Of(string path, byte[] content)
    {
        var info = new FileInfo(path);
        return new(info.Exists ? info.LastWriteTimeUtc : default, content.Length, HashOf(content));
    }

    /// <summary>Whether time and size say that the file is the same; a look at the content is then not needed.</summary>
    public bool Matches(string path)
    {
        var info = new FileInfo(path);
        return info.Exists && info.LastWriteTimeUtc == Written && info.Length == Length;
    }

    public static string HashOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
