using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace SocketSchool.App.Serve;

/// <summary>What every request passes first: is it meant for this server, does it come from its own page, does it know the secret.</summary>
/// <param name="origins">The names of this server.</param>
/// <param name="secret">The token and the cookie.</param>
/// <param name="options">The path before all addresses.</param>
/// <param name="say">Answers a request with a status, a title and a line.</param>
/// <param name="port">The port, which the cookie's name carries: browsers do not keep the cookies of two ports apart.</param>
sealed class Gate(OwnOrigins origins, Secret secret, ServeOptions options, int port,
    Func<HttpContext, int, string, string, Task> say)
{
    /// <summary>What somebody without the cookie reads.</summary>
    public const string NoCookie = "Not allowed. Open the address that the terminal shows: it carries the key.";

    string CookieName { get; } = string.Create(CultureInfo.InvariantCulture, $"socketschool-{port}");

    /// <summary>Decides about a request.</summary>
    /// <returns>Whether it may go on; else it was answered.</returns>
    public async Task<bool> AdmitAsync(HttpContext context, string path)
    {
        var request = context.Request;
        var host = request.Headers.Host.ToString();
        if (request.Headers.Host.Count != 1 || !origins.IsHost(host))
            return await RefuseAsync(context, StatusCodes.Status421MisdirectedRequest, "Not allowed: this server does not go by that name (Host). See serve --host-name.");
        if (request.Method is not ("GET" or "HEAD"))
            return await RefuseAsync(context, StatusCodes.Status405MethodNotAllowed, "Only GET is understood here.");
        // These hold no secret and change nothing. The frames of outputs have an origin of their own and no cookie.
        if (IsPublic(path))
            return true;
        if (request.Headers.Origin is { Count: > 0 } origin && !origins.IsOrigin(origin.ToString(), host))
            return await RefuseAsync(context, StatusCodes.Status403Forbidden, "Not allowed: the request comes from another site (Origin).");
        if (!IsOwnFetch(request.Headers, path))
            return await RefuseAsync(context, StatusCodes.Status403Forbidden, "Not allowed: the request comes from another site (Sec-Fetch-Site).");
        if (ToLocalhost(request.Headers) is { } address)
            return Redirect(context, address + request.Path.ToUriComponent() + request.QueryString);
        if (request.Query.TryGetValue("token", out var token))
            return await ExchangeAsync(context, token.ToString());
        return secret.IsCookie(request.Cookies[CookieName]) || await RefuseAsync(context, StatusCodes.Status403Forbidden, NoCookie);
    }

    static bool IsPublic(string path) =>
        path.StartsWith("/npm/", StringComparison.Ordinal) || path.StartsWith("/assets/", StringComparison.Ordinal)
        || path.StartsWith("/frame/", StringComparison.Ordinal);

    // A link on another site, or one in a terminal, may open a page (a whole one, not a frame); anything else must come from our own.
    // A learner's own web server is another port of the same site, and not us.
    static bool IsOwnFetch(IHeaderDictionary headers, string path)
    {
        var site = headers["Sec-Fetch-Site"].ToString();
        if (site is "" or "same-origin" or "none")
            return true;
        return headers["Sec-Fetch-Mode"].ToString() == "navigate"
            && headers["Sec-Fetch-Dest"].ToString() == "document"
            && !path.StartsWith("/ws/", StringComparison.Ordinal) && !path.StartsWith("/api/", StringComparison.Ordinal);
    }

    // The token must not stay in the address bar, in the history and in what is copied from there.
    async Task<bool> ExchangeAsync(HttpContext context, string token)
    {
        if (!secret.IsToken(token))
            return await RefuseAsync(context, StatusCodes.Status403Forbidden, "Not allowed: this key is of an earlier start, or not one. Open the address that the terminal shows now.");
        context.Response.Cookies.Append(CookieName, secret.Cookie, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.Headers["X-Forwarded-Proto"].ToString() == "https",
            IsEssential = true,
            Path = BasePath(context) + "/",
        });
        // Relative, so that it holds behind a proxy that cut a path off: the last segment of a path names the path.
        var path = context.Request.Path.ToUriComponent();
        return Redirect(context, "./" + path[(path.LastIndexOf('/') + 1)..]);
    }

    static bool Redirect(HttpContext context, string address)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = address;
        return false;
    }

    // Browsers send the cookies of 127.0.0.1 to every server on it, so to those that learners write. They show themselves as
    // 127.0.0.1, so the page goes by the other name.
    string? ToLocalhost(IHeaderDictionary headers)
    {
        var host = headers.Host.ToString();
        var isOther = host == string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}") || host == string.Create(CultureInfo.InvariantCulture, $"[::1]:{port}");
        // Behind a proxy, the name in Host is the proxy's for us, and not the browser's.
        return isOther && options.Address is null && headers["Sec-Fetch-Mode"].ToString() == "navigate" && !headers.ContainsKey("X-Forwarded-Host") && !headers.ContainsKey("X-Forwarded-For")
            ? string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}")
            : null;
    }

    string BasePath(HttpContext context)
    {
        var forwarded = context.Request.Headers["X-Forwarded-Prefix"].ToString().TrimEnd('/');
        return PathBase.IsValid(forwarded) ? forwarded : options.PathBase;
    }

    async Task<bool> RefuseAsync(HttpContext context, int status, string line)
    {
        await say(context, status, "Not allowed", line);
        return false;
    }
}
