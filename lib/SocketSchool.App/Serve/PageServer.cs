using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using SocketSchool.App.Running;
using SocketSchool.Notebooks.Sessions;

namespace SocketSchool.App.Serve;

/// <summary>The page, served by Kestrel on this machine.</summary>
sealed class PageServer : IAsyncDisposable
{
    const int MaxConnections = 200;
    const int MaxSockets = 50;

    readonly WebApplication app;
    readonly LessonHub hub;
    readonly Secret secret = new();

    PageServer(ServeOptions options, ListeningSockets sockets)
    {
        Port = sockets.Port;
        var time = TimeProvider.System;
        var catalog = new LessonCatalog(options.Notebooks);
        var progress = new LearnerProgress(options.ProgressFile, catalog);
        var session = new LessonOptions(options.Kernel ?? ThisProgram.PageKernel(options.ProgressFile), options.Notebooks)
        {
            Time = time,
            TimeLimit = options.TimeLimit ?? TimeSpan.FromDays(1),
        };
        hub = new LessonHub(options, session, catalog, progress);
        var files = new PageFiles(options.PageFolder);
        var routes = new PageRoutes(
            options, catalog, new PageContents(options, catalog, progress, hub), hub, files, new NpmFiles(files, options.Npm), time);
        var gate = new Gate(new OwnOrigins(Port, [.. options.HostNames, .. PageAddress.CodespaceName(Port) is { } name ? [name] : Array.Empty<string>()], allowsAddresses: options.Address is not null), secret, options, Port, routes.SayAsync);
        app = Build(sockets, options, gate, routes);
    }

    public int Port { get; }

    /// <summary>What the printed address carries.</summary>
    public string Token => secret.Token;

    /// <summary>Starts serving.</summary>
    /// <exception cref="BadInputException">The port or the address cannot be used.</exception>
    public static async Task<PageServer> StartAsync(ServeOptions options, CancellationToken cancellationToken)
    {
        var server = new PageServer(options, ListeningSockets.Bind(options));
        await server.app.StartAsync(cancellationToken);
        return server;
    }

    /// <summary>Stops: no connection, no kernel and no process of a cell is left.</summary>
    public async ValueTask DisposeAsync()
    {
        await hub.DisposeAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await app.StopAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await app.DisposeAsync();
    }

    static WebApplication Build(ListeningSockets sockets, ServeOptions options, Gate gate, PageRoutes routes)
    {
        // Nothing is read from the environment, from files or from a command line: what listens is what was bound. And nothing is
        // logged: addresses carry the token.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = MaxConnections;
            kestrel.Limits.MaxConcurrentUpgradedConnections = MaxSockets;
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
            kestrel.Limits.MaxRequestLineSize = 4 * 1024;
            kestrel.Limits.RequestHeadersTimeout = options.HeadTime;
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
            foreach (var socket in sockets.Sockets)
                kestrel.Listen(socket.LocalEndPoint!);
        });
        builder.Services.Configure<SocketTransportOptions>(transport => transport.CreateBoundListenSocket = endPoint =>
            sockets.Sockets.Single(socket => socket.LocalEndPoint!.Equals(endPoint)));
        var app = builder.Build();
        app.UseWebSockets(new WebSocketOptions
        {
            KeepAliveInterval = TimeSpan.FromSeconds(20),
            KeepAliveTimeout = TimeSpan.FromSeconds(20),
        });
        app.Run(async context =>
        {
            SecurityHeaders.Add(context);
            var path = PathOf(context.Request.Path.Value ?? "/", options.PathBase);
            try
            {
                if (await gate.AdmitAsync(context, path))
                    await routes.AnswerAsync(context, path);
            }
            catch (Exception e) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
            {
                await routes.SayAsync(context, StatusCodes.Status500InternalServerError, "Something went wrong", $"The page's server could not answer: {e.Message.ReplaceLineEndings(" ")}");
            }
        });
        return app;
    }

    // A proxy passes the base path on, or cuts it off: both are understood.
    static string PathOf(string path, string pathBase) =>
        pathBase.Length == 0 || !path.StartsWith(pathBase, StringComparison.Ordinal) ? path
        : path.Length == pathBase.Length ? "/"
        : path[pathBase.Length] == '/' ? path[pathBase.Length..]
        : path;
}
