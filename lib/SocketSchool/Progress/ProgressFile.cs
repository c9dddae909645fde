using System.Globalization;

namespace SocketSchool;

/// <summary>
/// The progress file, for several kernels at once: a change is read, made and written under a lock that holds between processes, and
/// written beside the file and renamed, so that a reader never sees half of it. A file that cannot be understood is kept under another name.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="time">The clock that names what is kept aside, and limits the wait for another kernel.</param>
/// <param name="patience">How long to wait for another kernel; 2 s when left out.</param>
internal sealed class ProgressFile(string path, TimeProvider time, TimeSpan? patience = null)
{
    private const int MaxBytes = 4_000_000;
    private static readonly TimeSpan s_retry = TimeSpan.FromMilliseconds(15);
    private readonly TimeSpan _patience = patience ?? TimeSpan.FromSeconds(2);

    /// <summary>Reads the file. Without one, nothing is done yet.</summary>
    /// <param name="notice">One line when the file was broken and is kept aside; else empty.</param>
    /// <exception cref="IOException">It cannot be read, or another kernel holds it too long.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="NotSupportedException">A later version has written it.</exception>
    public ProgressData Read(out string notice)
    {
        notice = "";
        try
        {
            return Parse();
        }
        catch (FormatException)
        {
            using var hold = Lock();
            return Load(out notice);
        }
    }

    /// <summary>Changes what the file holds.</summary>
    /// <exception cref="IOException">It cannot be written, or another kernel holds it too long.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    /// <exception cref="NotSupportedException">A later version has written it.</exception>
    public T Change<T>(Func<ProgressData, T> change, out string notice)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var hold = Lock();
        var data = Load(out notice);
        var result = change(data);
        var beside = path + ".tmp";
        using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write))
        {
            file.Write(data.ToJson());
            file.Flush(flushToDisk: true);
        }

        Patiently(() => File.Move(beside, path, overwrite: true));
        return result;
    }

    /// <summary>Begins anew; what was there is kept under another name.</summary>
    /// <returns>That name; empty when there was no file.</returns>
    public string StartOver()
    {
        if (!File.Exists(path)) return "";
        using var hold = Lock();
        return MoveAside("before-reset");
    }

    private ProgressData Load(out string notice)
    {
        notice = "";
        try
        {
            return Parse();
        }
        catch (FormatException e)
        {
            notice = $"The progress file could not be understood ({e.Message}). It is kept as {MoveAside("broken")}, and a new one begins.";
            return ProgressData.Empty;
        }
    }

    private ProgressData Parse()
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (file.Length > MaxBytes) throw new FormatException($"it has {Say.Number(file.Length)} bytes");
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return ProgressData.Parse(bytes);
        }
        catch (FileNotFoundException)
        {
            return ProgressData.Empty;
        }
        catch (DirectoryNotFoundException)
        {
            return ProgressData.Empty;
        }
    }

    // Colons are not allowed in file names on Windows.
    private string MoveAside(string why)
    {
        var stamp = time.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        for (var number = 1; ; number++)
        {
            var name = $"{Path.GetFileNameWithoutExtension(path)}.{why}-{stamp}{(number == 1 ? "" : $"-{number}")}{Path.GetExtension(path)}";
            var target = Path.Combine(Path.GetDirectoryName(path)!, name);
            if (File.Exists(target)) continue;
            Patiently(() => File.Move(path, target));
            return name;
        }
    }

    // The lock file stays: deleting it would let a third kernel lock a new one while a second waits at the old.
    private FileStream Lock()
    {
        FileStream? file = null;
        Patiently(() => file = new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        return file!;
    }

    private void Patiently(Action action)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            try
            {
                action();
                return;
            }
            catch (Exception e) when (IsBusy(e) && time.GetElapsedTime(began) <= _patience)
            {
                Thread.Sleep(s_retry);
            }
        }
    }

    // Somebody else has it open: EWOULDBLOCK on Linux and macOS, a sharing or lock violation on Windows, where a rename onto an open file is
    // "access denied". Whatever else is wrong does not get better by waiting.
    private static bool IsBusy(Exception e) => OperatingSystem.IsWindows()
        ? (uint)e.HResult is 0x80070020 or 0x80070021 or 0x80070005
        : e is IOException && e.HResult is 11 or 35;
}
