using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace SocketSchool;

/// <summary>
/// A web server on raw sockets: HTTP/1.1 (RFC 9110, RFC 9112) with persistent connections, pipelining, chunked bodies, files of a folder
/// with ranges and conditions, and code of your own for chosen paths. Out of the box <c>GET /hello</c> answers <c>Hello, World!</c>,
/// <c>GET /request</c> shows what the client sent, and <c>POST /</c> and <c>POST /echo</c> answer with the body they got.
/// </summary>
/// <remarks>
/// It has no TLS and takes one request at a time from each connection: for this machine and for learning, not for the open internet.
/// </remarks>
/// <example>
/// <code>
/// var web = WebServer.Start();                        // serves data/www
/// web.Map("GET", "/time", request => HttpResponse.Text(DateTime.Now.ToString("T")));
/// Console.WriteLine(web.Url + "time");
/// </code>
/// </example>
public sealed partial class WebServer : Server
{
    private readonly ConcurrentDictionary<WebConnection, byte> _open = [];
    private readonly WebRoutes _routes = new();
    private readonly WebLog _requests = new();
    private readonly WebFiles? _files;
    private readonly Socket _listener;
    private readonly Lock _countGate = new();
    private ITimer? _timer;
    private Task _accepting = Task.CompletedTask;
    private int _openCount;
    private long _total;
    private long _receivedBefore;
    private long _sentBefore;

    private WebServer(ServerOptions options, WebLimits limits, WebFiles? files, Socket listener)
        : base("web", "tcp", options)
    {
        (_files, _listener, Limits) = (files, listener, limits);
        Date = new DateLine(options.TimeProvider);
        EndPoint = (IPEndPoint)listener.LocalEndPoint!;
        Map("GET", "/hello", _ => s_hello);
        Map("GET", "/request", RequestPage.Answer);
        Map("POST", "/", Echo);
        Map("POST", "/echo", Echo);
    }

    /// <summary>The address of its root for a client on this machine, for instance <c>http://127.0.0.1:8080/</c>.</summary>
    public string Url => $"http://{ReachableEndPoint}/";

    /// <summary>The folder whose files it serves, as a full path; <c>null</c> when none.</summary>
    public string? Folder => _files?.Root;

    /// <summary>How much of a request it takes.</summary>
    public WebLimits Limits { get; }

    /// <summary>The last 100 requests, oldest first, with their answers. <see cref="Table.Of"/> makes a table of them.</summary>
    public IReadOnlyList<WebLogEntry> Requests => _requests.Entries;

    /// <summary>How many requests were answered in all.</summary>
    public long RequestCount => _requests.Count;

    /// <inheritdoc/>
    public override IReadOnlyList<ConnectionInfo> Connections =>
        [.. _open.Keys.OrderByDescending(one => one.Age).Select(one => one.Info)];

    /// <inheritdoc/>
    public override long TotalConnections => Interlocked.Read(ref _total);

    /// <inheritdoc/>
    public override long BytesReceived
    {
        get
        {
            lock (_countGate) return _receivedBefore + _open.Keys.Sum(one => one.BytesReceived);
        }
    }

    /// <inheritdoc/>
    public override long BytesSent
    {
        get
        {
            lock (_countGate) return _sentBefore + _open.Keys.Sum(one => one.BytesSent);
        }
    }

    internal DateLine Date { get; }

    /// <summary>Starts a web server and returns it running.</summary>
    /// <param name="port">The port; 0 (the default) takes a free one. A server of this process on the same port is stopped first.</param>
    /// <param name="folder">
    /// The folder whose files it serves. When left out: <c>data/www</c> in the current directory, above it, or above this library, and no
    /// files where there is none. Names that begin with a dot are not served, nor anything that a symbolic link leads out to.
    /// </param>
    /// <param name="options">Address and limits of the server; the defaults of <see cref="ServerOptions"/> when left out.</param>
    /// <param name="limits">Limits of a request; the defaults of <see cref="WebLimits"/> when left out.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <inheritdoc cref="TcpServer.Start" path="/exception"/>
    public static WebServer Start(int port = 0, string? folder = null, ServerOptions? options = null, WebLimits? limits = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, IPEndPoint.MaxPort);
        options = (options ?? new ServerOptions()).Validated();
        limits = (limits ?? new WebLimits()).Validated();
        var files = folder is null ? WebFiles.Default() : new WebFiles(folder, options.TimeProvider);
        lock (Servers.StartGate)
        {
            Servers.StopOwn("tcp", options.Address, port);
            var server = new WebServer(options, limits, files, TcpServer.Listen(new IPEndPoint(options.Address, port), options.Backlog));
            server.Announce();
            server.WatchLimits();
            server._accepting = Task.Run(() => server.AcceptLoopAsync(server._listener, server.Begin));
            return server;
        }
    }

    /// <summary>
    /// Gives a path to code of yours. It wins over a file of that name. The same method and path again replace the code from then on.
    /// What it throws is a fault, and the client gets a 500.
    /// </summary>
    /// <param name="method">For instance <c>GET</c>, which serves HEAD as well.</param>
    /// <param name="path">The whole path, for instance <c>/time</c>; compared with the request's after its percent signs are undone.</param>
    /// <param name="handler">Called for each request, on many threads at once.</param>
    /// <exception cref="ArgumentException">The method is no token, or the path does not begin with a slash.</exception>
    public void Map(string method, string path, Func<HttpRequest, HttpResponse> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _routes.Add(method, path, handler, null);
    }

    /// <summary>The same for code that waits. Its token is cancelled when the server stops.</summary>
    /// <inheritdoc cref="Map(string, string, Func{HttpRequest, HttpResponse})"/>
    public void Map(string method, string path, Func<HttpRequest, CancellationToken, Task<HttpResponse>> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _routes.Add(method, path, null, handler);
    }
}
