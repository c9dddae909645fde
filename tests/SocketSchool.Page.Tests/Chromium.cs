namespace SocketSchool.Page.Tests;

/// <summary>The system's browser, started once for all tests; each test has a context of its own in it.</summary>
internal static class Chromium
{
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    private static readonly Lazy<Task<IBrowser>> s_browser = new(StartAsync);

    /// <summary>
    /// Why no page can be opened here, or <c>null</c> when one can. With <c>CI=true</c> there is no excuse: the test then runs and fails.
    /// </summary>
    public static string? WhyNot { get; } =
        Environment.GetEnvironmentVariable("CI") == "true" || Find() is not null ? null
        : $"needs a browser ({string.Join(" or ", s_names)}), which this machine lacks";

    public static Task<IBrowser> Browser => s_browser.Value;

    private static async Task<IBrowser> StartAsync()
    {
        // On a busy machine a kernel takes its time.
        Assertions.SetDefaultExpectTimeout(60_000);
        var playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Find() ?? throw new FileNotFoundException($"none of {string.Join(", ", s_names)} is on the PATH"),
            // Whatever is not this machine has no address: a page that wants something from outside shows it by failing.
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
            ],
        });
    }

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(folder => s_names.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);
}
