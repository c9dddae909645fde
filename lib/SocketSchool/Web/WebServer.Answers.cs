using System.Net;
using System.Text;

namespace SocketSchool;

/// <content>Which answer a request gets.</content>
public sealed partial class WebServer
{
    private static readonly HttpResponse s_hello = HttpResponse.Text("Hello, World!");

    internal void Note(HttpRequest request, int status, long bytes) => _requests.Add(request.Client, request.HeadBytes, status, bytes);

    internal void Note(IPEndPoint client, int status, long bytes) => _requests.Add(client, [], status, bytes);

    /// <summary>What can be said about a request before its body is read.</summary>
    /// <exception cref="RefusedRequestException">No path knows its method (501), or it brings a body and does not say how long it is (411).</exception>
    internal void RefuseUnknown(HttpRequest request, RequestFraming framing)
    {
        var method = request.MethodBytes;
        if (method.SequenceEqual("GET"u8)) return;
        if (method.SequenceEqual("POST"u8) || method.SequenceEqual("PUT"u8) || method.SequenceEqual("PATCH"u8))
        {
            if (!framing.SaysLength) throw new RefusedRequestException(411, $"a {request.Method} needs a Content-Length or a chunked body");
            return;
        }

        if (method.SequenceEqual("HEAD"u8) || method.SequenceEqual("OPTIONS"u8) || method.SequenceEqual("DELETE"u8) || method.SequenceEqual("TRACE"u8)) return;
        if (!_routes.Knows(request.Method)) throw new RefusedRequestException(501, "this server does not know the method");
    }

    /// <summary>The answer; <c>null</c> when code of the learner's waits for something, and then it comes later.</summary>
    internal HttpResponse? TryAnswer(HttpRequest request, CancellationToken stop, out Task<HttpResponse>? later)
    {
        later = null;
        try
        {
            var path = request.PathBytes;
            var route = _routes.Find(request.MethodBytes, path.Contains((byte)'%') ? Encoding.UTF8.GetBytes(request.Path) : path);
            if (route is null) return AnswerWithoutRoute(request);
            if (route.Now is { } now) return now(request) ?? throw Nothing(request);
            later = AnswerLaterAsync(route, request, stop);
            return null;
        }
        catch (Exception e) when (e is not RefusedRequestException)
        {
            return Failed(request, e);
        }
    }

    private static InvalidOperationException Nothing(HttpRequest request) => new($"The code for {request} returned null, not a HttpResponse.");

    private async Task<HttpResponse> AnswerLaterAsync(WebRoutes.Route route, HttpRequest request, CancellationToken stop)
    {
        try
        {
            return await route.Later!(request, stop) ?? throw Nothing(request);
        }
        catch (Exception e) when (!IsOfTheStop(e))
        {
            return Failed(request, e);
        }
    }

    private HttpResponse Failed(HttpRequest request, Exception e)
    {
        AddFault(request.Client, e);
        // What went wrong is for whoever runs the server; a stranger learns that it did.
        return HttpResponse.Text("500 Internal Server Error\n\nThe code behind this address failed.\n", 500);
    }

    private HttpResponse AnswerWithoutRoute(HttpRequest request)
    {
        var file = request.IsForServer ? null : _files?.Find(request.Path);
        if (file is not null && request.Method is "GET" or "HEAD") return _files!.Answer(request, file);
        var allowed = Allowed(request, file is not null);
        if (allowed.Length == 0) return HttpResponse.Text("404 Not Found\n\nThere is nothing at this address.\n", 404);
        return request.Method == "OPTIONS"
            ? HttpResponse.Empty().With("Allow", allowed)
            : HttpResponse.Text($"405 Method Not Allowed\n\nThis address takes {allowed}.\n", 405).With("Allow", allowed);
    }

    private string Allowed(HttpRequest request, bool isFile)
    {
        var methods = request.IsForServer ? ["GET", "POST"] : _routes.Methods(Encoding.UTF8.GetBytes(request.Path)).ToList();
        if (isFile) methods.Add("GET");
        if (methods.Count == 0) return "";
        if (methods.Contains("GET")) methods.Add("HEAD");
        return string.Join(", ", methods.Append("OPTIONS").Distinct());
    }

    // As plain text that no browser takes for a page: what a stranger sent must not run as a script of this address.
    private static HttpResponse Echo(HttpRequest request) =>
        HttpResponse.Content(request.Body, "text/plain; charset=utf-8").With("X-Content-Type-Options", "nosniff");
}
