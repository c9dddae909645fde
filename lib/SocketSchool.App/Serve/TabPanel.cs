using System.Text;
using System.Text.Json;
using SocketSchool.Notebooks.Sessions;

namespace SocketSchool.App.Serve;

/// <summary>The panel of running servers in one tab: asked for again and again while it is open, sent when something changed.</summary>
sealed class TabPanel(LessonSession session, Tab tab, TimeProvider time) : IAsyncDisposable
{
    static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);
    static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(2);

    byte[] told = [];
    string? selected;
    long? since;
    CancellationTokenSource? open;
    Task watching = Task.CompletedTask;

    /// <summary>Opens the panel, or selects another server in it.</summary>
    /// <param name="id">The server whose views are wanted; <see langword="null"/> for none.</param>
    /// <param name="version">The version of it that the page has; <see langword="null"/> for none.</param>
    public void Open(string? id, long? version)
    {
        Close();
        (selected, since, told) = (id, version, []);
        open = new CancellationTokenSource();
        tab.ShowsPanel = true;
        watching = WatchAsync(watching, open.Token);
    }

    /// <summary>Closes the panel: nothing is asked any more.</summary>
    public void Close()
    {
        tab.ShowsPanel = false;
        open?.Cancel();
        open?.Dispose();
        open = null;
    }

    /// <summary>Asks a server to stop.</summary>
    /// <param name="id">The server; <c>*</c> for all.</param>
    public async Task StopAsync(string id)
    {
        var query = PageMessages.Json(json =>
        {
            json.WriteString("do", "stop");
            json.WriteString("id", id);
        });
        var answer = await session.InspectAsync(Encoding.UTF8.GetString(query), AnswerLimit, CancellationToken.None);
        if (answer is null)
            tab.Send(PageMessages.Error("The kernel did not answer. Restart it: that stops its servers."));
        else if (PageMessages.TryParse(answer) is { } parsed && parsed.TryGetProperty("error", out var error))
            tab.Send(PageMessages.Error(error.GetString() ?? ""));
    }

    public async ValueTask DisposeAsync()
    {
        Close();
        await watching;
    }

    async Task WatchAsync(Task before, CancellationToken cancellationToken)
    {
        await before;
        try
        {
            using var timer = new PeriodicTimer(Pace, time);
            do
                await LookAsync(cancellationToken);
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException)
        {
            // Closed.
        }
    }

    async Task LookAsync(CancellationToken cancellationToken)
    {
        var query = PageMessages.Json(json =>
        {
            json.WriteString("do", "list");
            if (selected is not null)
                json.WriteString("selected", selected);
            if (since is { } version)
                json.WriteNumber("since", version);
        });
        var text = await session.InspectAsync(Encoding.UTF8.GetString(query), AnswerLimit, cancellationToken);
        var answer = PageMessages.TryParse(text);
        // How long a server has been up changes always, and is no news.
        var news = PageMessages.Panel(answer, withoutUp: true);
        if (news.AsSpan().SequenceEqual(told))
            return;
        since = VersionOfSelected(answer) ?? since;
        told = news;
        tab.Send(PageMessages.Panel(answer));
    }

    long? VersionOfSelected(JsonElement? answer)
    {
        if (selected is null || answer?.TryGetProperty("servers", out var servers) != true)
            return null;
        if (servers.ValueKind != JsonValueKind.Array)
            return null;
        foreach (var server in servers.EnumerateArray())
        {
            if (server.ValueKind == JsonValueKind.Object && server.TryGetProperty("id", out var id) && id.ValueEquals(selected)
                && server.TryGetProperty("version", out var version) && version.TryGetInt64(out var number))
                return number;
        }

        return null;
    }
}
