using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace SocketSchool;

/// <summary>A text file that many tasks, servers and processes append lines to. A line is there whole or not at all.</summary>
/// <remarks>
/// .NET has no way to open a file so that the operating system itself appends (<c>O_APPEND</c>): a stream opened with
/// <see cref="FileMode.Append"/> looks up the end once and two of them overwrite each other. So each line takes the file for itself
/// (<see cref="FileShare.None"/>, which is <c>flock</c> on Linux and macOS), finds the end, writes, and gives it back.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "A SemaphoreSlim that never handed out its wait handle has nothing to dispose of.")]
internal sealed class SharedLogFile
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly string _path;

    /// <summary>Makes sure that the file can be written, and creates it when it is not there.</summary>
    public SharedLogFile(string path)
    {
        _path = Path.GetFullPath(path);
        try
        {
            using var check = new FileStream(_path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
        }
        catch (IOException e) when (IsTaken(e))
        {
            // Another server is just writing its line: so it can be written.
        }
    }

    /// <summary>Appends one line. It is with the operating system when this returns.</summary>
    /// <exception cref="IOException">The disk is full, or another program kept the file for itself for more than 10 seconds.</exception>
    public async Task AppendLineAsync(string line, CancellationToken stop)
    {
        var bytes = Encoding.UTF8.GetBytes(line + "\n");
        // This process's own writers queue here, so that only other processes have to be waited for by trying again.
        await _gate.WaitAsync(stop);
        try
        {
            using var file = await TakeAsync(stop);
            Append(file, bytes);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<FileStream> TakeAsync(CancellationToken stop)
    {
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
            }
            catch (IOException e) when (IsTaken(e) && Stopwatch.GetElapsedTime(since) < s_patience)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1, 5)), stop);
            }
        }
    }

    // ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION on Windows, EWOULDBLOCK on Linux and on macOS.
    private static bool IsTaken(IOException e) => (e.HResult & 0xFFFF) is 32 or 33 or 11 or 35;

    private static void Append(FileStream file, byte[] bytes)
    {
        var end = file.Position;
        try
        {
            file.Write(bytes);
        }
        catch (IOException)
        {
            // A full disk may have taken half a line.
            file.SetLength(end);
            throw;
        }
    }
}
