using System.Text;

namespace SocketSchool.Notebooks.Documents;

/// <summary>Writes whole files or nothing.</summary>
public static class AtomicFile
{
    /// <summary>Writes text as UTF-8 beside <paramref name="path"/>, then renames it into place.</summary>
    /// <param name="path">The file to write or replace; its folder is created when missing.</param>
    /// <param name="text">The whole content.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its folder is write-protected.</exception>
    public static void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes bytes beside <paramref name="path"/>, then renames them into place.</summary>
    /// <param name="path">The file to write or replace; its folder is created when missing.</param>
    /// <param name="content">The whole content.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its folder is write-protected.</exception>
    public static void Write(string path, byte[] content)
    {
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        var beside = $"{full}.{Guid.NewGuid():N}.tmp";
        try
        {
            File.WriteAllBytes(beside, content);
            File.Move(beside, full, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }
}
