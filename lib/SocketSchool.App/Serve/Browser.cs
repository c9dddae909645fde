using System.ComponentModel;
using System.Diagnostics;

namespace SocketSchool.App.Serve;

/// <summary>Opens an address in the user's browser, if there is one.</summary>
static class Browser
{
    /// <summary>Tries to. A machine without a browser is no error: the address is printed.</summary>
    public static void TryOpen(string url)
    {
        if (Command(url) is not { } start)
            return;
        start.RedirectStandardOutput = start.RedirectStandardError = !start.UseShellExecute;
        // A session of its own: Ctrl+C in this terminal is not meant for the browser.
        if (OperatingSystem.IsLinux() && TryStart(new ProcessStartInfo("setsid", [start.FileName, .. start.ArgumentList]) { RedirectStandardOutput = true, RedirectStandardError = true }))
            return;
        TryStart(start);
    }

    static bool TryStart(ProcessStartInfo start)
    {
        try
        {
            using var process = Process.Start(start);
            return true;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            // The address is on the screen.
            return false;
        }
    }

    static ProcessStartInfo? Command(string url)
    {
        if (OperatingSystem.IsWindows())
            return new ProcessStartInfo(url) { UseShellExecute = true };
        if (OperatingSystem.IsMacOS())
            return new ProcessStartInfo("open", [url]);
        // BROWSER is what dev containers and Codespaces set to reach the browser outside.
        if (Environment.GetEnvironmentVariable("BROWSER") is { Length: > 0 } browser)
            return new ProcessStartInfo(browser, [url]);
        var hasScreen = Environment.GetEnvironmentVariable("DISPLAY") is { Length: > 0 }
            || Environment.GetEnvironmentVariable("WAYLAND_DISPLAY") is { Length: > 0 };
        return hasScreen ? new ProcessStartInfo("xdg-open", [url]) : null;
    }
}
