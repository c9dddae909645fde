using System.Text;

namespace SocketSchool;

/// <summary>Which code answers what. Read by all connections at once; a new route makes a new table.</summary>
internal sealed class WebRoutes
{
    private readonly Lock _gate = new();
    private volatile Route[] _routes = [];

    public sealed record Route(
        string Method, byte[] MethodBytes, byte[] PathBytes,
        Func<HttpRequest, HttpResponse>? Now, Func<HttpRequest, CancellationToken, Task<HttpResponse>>? Later);

    public void Add(
        string method, string path, Func<HttpRequest, HttpResponse>? now, Func<HttpRequest, CancellationToken, Task<HttpResponse>>? later)
    {
        ArgumentException.ThrowIfNullOrEmpty(method);
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!Ascii.IsValid(method) || !HttpBytes.IsToken(Encoding.ASCII.GetBytes(method)))
        {
            throw new ArgumentException($"\"{method}\" is no method's name.", nameof(method));
        }

        if (path[0] != '/' || path.AsSpan().ContainsAny('?', '#'))
        {
            throw new ArgumentException("A path begins with a slash and has no ? or # in it.", nameof(path));
        }

        var route = new Route(method, Encoding.ASCII.GetBytes(method), Encoding.UTF8.GetBytes(path), now, later);
        lock (_gate)
        {
            _routes = [.. _routes.Where(other => other.Method != method || !other.PathBytes.AsSpan().SequenceEqual(route.PathBytes)), route];
        }
    }

    /// <summary>The route for a method and a path. A HEAD without a route of its own is a GET whose content stays here.</summary>
    public Route? Find(ReadOnlySpan<byte> method, ReadOnlySpan<byte> path)
    {
        foreach (var route in _routes)
        {
            if (path.SequenceEqual(route.PathBytes) && method.SequenceEqual(route.MethodBytes)) return route;
        }

        return method.SequenceEqual("HEAD"u8) ? Find("GET"u8, path) : null;
    }

    /// <summary>What may be done with a path.</summary>
    public IEnumerable<string> Methods(byte[] path) =>
        _routes.Where(route => route.PathBytes.AsSpan().SequenceEqual(path)).Select(route => route.Method);

    /// <summary>Whether some path knows this method.</summary>
    public bool Knows(string method) => Array.Exists(_routes, route => route.Method == method);
}
