using System.Diagnostics;
using System.Globalization;

namespace SocketSchool.App.Tests.Serve.Soak;

/// <summary>The program in a process of its own, and what the system says of it (Linux).</summary>
sealed class ServedProgram : IAsyncDisposable
{
    readonly Process process;

    ServedProgram(Process process, int port, string cookie)
    {
        this.process = process;
        Port = port;
        Cookie = cookie;
    }

    public int Port { get; }

    public string Cookie { get; }

    public static async Task<ServedProgram> StartAsync(string folder, params string[] arguments)
    {
        var process = App.Start(folder, ["serve", "--no-open", "--port", "0", .. arguments]);
        var address = new Uri((await process.StandardOutput.ReadLineAsync().WaitAsync(App.Limit))!);
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
        using var answer = await http.GetAsync(address);
        return new ServedProgram(process, address.Port, answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
    }

    public Task<PageTab> OpenAsync(string lesson) =>
        PageTab.OpenAsync(Port, lesson, ("Cookie", Cookie), ("Origin", $"http://localhost:{Port}"));

    /// <summary>What it uses now.</summary>
    public SoakSample Look(TimeSpan at)
    {
        var kernels = Children(process.Id).ToList();
        return new SoakSample(at, Memory(process.Id), Count($"/proc/{process.Id}/fd"), kernels.Count, kernels.Sum(Memory), kernels.Sum(id => Children(id).Count()));
    }

    /// <summary>How many kernels it has.</summary>
    public int KernelCount => Children(process.Id).Count();

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    static IEnumerable<int> Children(int parent)
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) && Field(id, "PPid:") == parent && Field(id, "VmRSS:") > 0)
                yield return id;
        }
    }

    // In MiB.
    static double Memory(int id) => Field(id, "VmRSS:") / 1024.0;

    static long Field(int id, string name)
    {
        try
        {
            var line = File.ReadLines($"/proc/{id}/status").FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    static int Count(string folder) => Directory.EnumerateFileSystemEntries(folder).Count();
}
