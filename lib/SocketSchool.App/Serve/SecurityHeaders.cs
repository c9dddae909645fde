using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace SocketSchool.App.Serve;

/// <summary>The headers that tell a browser what a page of ours may do, and what others may do with it.</summary>
static class SecurityHeaders
{
    /// <summary>For every answer: nothing is guessed, nobody frames it, nothing of it is told to other sites.</summary>
    public static void Add(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()";
        headers.CacheControl = "no-store";
    }

    /// <summary>A number for the scripts of one page, which nobody can know before.</summary>
    public static string Nonce() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));

    /// <summary>For a page of ours.</summary>
    /// <param name="context">The request.</param>
    /// <param name="nonce">The number that its scripts carry.</param>
    /// <param name="scripts">Where else scripts come from; empty for nowhere.</param>
    public static void ForPage(HttpContext context, string nonce, string scripts)
    {
        var elsewhere = scripts.Length > 0 ? " " + scripts : "";
        context.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self' 'nonce-{nonce}'{elsewhere}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
            + "font-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    /// <summary>For the document that shows a cell's output: its scripts run, and reach nothing. It has no origin, even opened by itself.</summary>
    public static void ForFrame(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy =
            "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline' 'self'; style-src 'unsafe-inline' 'self'; "
            + "img-src data: blob:; font-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
        headers.XFrameOptions = "SAMEORIGIN";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }
}
