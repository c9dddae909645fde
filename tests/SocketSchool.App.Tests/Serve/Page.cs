using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using SocketSchool.App.Serve;
using SocketSchool.Notebooks.Processes;

namespace SocketSchool.App.Tests.Serve;

/// <summary>The page served for one test, from folders of its own, and the ways to call it: as a browser does, and as an attacker does.</summary>
sealed class Page : IAsyncDisposable
{
    /// <summary>A program that is no kernel, for tests that run no cell: nothing is compiled for them.</summary>
    public static KernelStart NoKernel { get; } = OperatingSystem.IsWindows() ? new("where", ["where"]) : new("true", []);

    readonly HttpClient http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });

    Page(TempFolder folder, PageServer server, string cookie)
    {
        Folder = folder;
        Server = server;
        Cookie = cookie;
    }

    public TempFolder Folder { get; }

    public PageServer Server { get; }

    /// <summary>The cookie, as a browser sends it.</summary>
    public string Cookie { get; }

    public string Origin => $"http://localhost:{Server.Port}";

    /// <summary>Serves the notebooks that <paramref name="prepare"/> puts into <c>notebooks/</c>.</summary>
    public static async Task<Page> StartAsync(
        Action<TempFolder>? prepare = null, Func<ServeOptions, ServeOptions>? configure = null, TempFolder? folder = null)
    {
        folder ??= new TempFolder();
        Directory.CreateDirectory(folder.File("notebooks"));
        if (prepare is null)
            folder.Notebook("notebooks/lesson.ipynb", "1 + 1");
        else
            prepare(folder);
        var options = new ServeOptions(folder.File("notebooks"), folder.File("my"))
        {
            Port = 0,
            ProgressFile = folder.File("my/.progress.json"),
            Kernel = NoKernel,
            Npm = NpmSource.Offline,
        };
        var server = await PageServer.StartAsync(configure?.Invoke(options) ?? options, CancellationToken.None);
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
        using var answer = await http.GetAsync($"http://localhost:{server.Port}{options.PathBase}/?token={server.Token}");
        return new Page(folder, server, answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
    }

    /// <summary>Gets an address as a page of ours does.</summary>
    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(path, ("Cookie", Cookie));

    /// <summary>Sends a request with these headers and no others of consequence.</summary>
    public async Task<HttpResponseMessage> SendAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Origin + path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await http.SendAsync(request).WaitAsync(App.Limit);
    }

    public async Task<string> TextAsync(string path)
    {
        using var answer = await GetAsync(path);
        return await answer.Content.ReadAsStringAsync();
    }

    public async Task<JsonElement> JsonAsync(string path) => JsonElement.Parse(await TextAsync(path));

    /// <summary>Sends bytes as they are and returns what comes until the server closes, as the bytes should ask it to.</summary>
    public async Task<string> RawAsync(string request)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, Server.Port);
        await socket.SendAsync(Encoding.Latin1.GetBytes(request));
        using var limit = new CancellationTokenSource(App.Limit);
        var answer = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int got;
        while ((got = await socket.ReceiveAsync(buffer, limit.Token)) > 0)
            answer.Write(buffer, 0, got);
        return Encoding.UTF8.GetString(answer.ToArray());
    }

    /// <summary>Opens a tab on a lesson.</summary>
    public Task<PageTab> OpenAsync(string lesson = "lesson") => PageTab.OpenAsync(this, lesson);

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await Server.DisposeAsync();
        Folder.Dispose();
    }

    /// <summary>Stops serving and leaves the folder, for another start.</summary>
    public async Task<TempFolder> StopAsync()
    {
        http.Dispose();
        await Server.DisposeAsync();
        return Folder;
    }
}
