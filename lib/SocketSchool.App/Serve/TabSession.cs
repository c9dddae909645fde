using System.Net.WebSockets;
using System.Text.Json;
using SocketSchool.Notebooks.Documents;
using SocketSchool.Notebooks.Sessions;

namespace SocketSchool.App.Serve;

/// <summary>What one tab asks of its lesson, from its first message to its last.</summary>
/// <param name="lesson">The lesson.</param>
/// <param name="tab">The tab.</param>
/// <param name="time">The clock that says when something was saved.</param>
sealed class TabSession(OpenLesson lesson, Tab tab, TimeProvider time) : IAsyncDisposable
{
    readonly TabPanel panel = new(lesson.Session, tab, time);
    readonly TabNames names = new(lesson.Session, tab);

    LessonSession Session => lesson.Session;

    /// <summary>Takes messages until the tab goes, or says something that no page of ours says.</summary>
    public async Task RunAsync(TabReader reader, CancellationToken cancellationToken)
    {
        try
        {
            while (await reader.ReadAsync(cancellationToken) is { } message)
            {
                if (await TakeAsync(message) is { } problem)
                    tab.Send(PageMessages.Error(problem));
            }

            var (status, reason) = reader.Refusal ?? (WebSocketCloseStatus.NormalClosure, "");
            await tab.CloseAsync(status, reason);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The page has gone without a word, or the server ends.
        }
    }

    /// <summary>Closes the panel, and looks for no more names.</summary>
    public async ValueTask DisposeAsync()
    {
        await names.DisposeAsync();
        await panel.DisposeAsync();
    }

    // Returns what was wrong with the message.
    async Task<string?> TakeAsync(ReadOnlyMemory<byte> message)
    {
        try
        {
            using var json = JsonDocument.Parse(message, new JsonDocumentOptions { MaxDepth = 8 });
            return await DoAsync(json.RootElement);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return "A message of the page was not understood. Reload the page.";
        }
    }

    async Task<string?> DoAsync(JsonElement message)
    {
        switch (message.GetProperty("type").GetString())
        {
            case "edit":
                Edit(message);
                return null;
            case "run":
                return !message.TryGetProperty("source", out _) || Edit(message) ? Found(Session.Run(Cell(message))) : null;
            case "runAll":
                return EditMany(message) ? Found(Session.RunAll()) : null;
            case "runAbove":
                return EditMany(message) ? Found(Session.RunAll(Cell(message))) : null;
            case "interrupt":
                Session.Interrupt();
                return null;
            case "restart":
                Session.Restart(message.TryGetProperty("run", out var run) && run.GetBoolean());
                return null;
            case "addCell":
                return AddCell(message);
            case "removeCell":
                return Session.RemoveCell(Cell(message));
            case "resetCell":
                tab.Send(PageMessages.Notice(Session.ResetCell(Cell(message), tab)));
                return null;
            case "resetLesson":
                return ResetLesson();
            case "clearOutputs":
                Session.ClearOutputs();
                return null;
            case "names":
                names.Ask(message.GetProperty("id").GetInt64(), message.GetProperty("source").GetString() ?? "", message.GetProperty("at").GetInt32());
                return null;
            case "panel":
                ShowPanel(message);
                return null;
            case "stopServer":
                await panel.StopAsync(message.GetProperty("id").GetString() ?? "");
                return null;
            default:
                return "The page asked for something that this server does not know. Reload the page.";
        }
    }

    string? AddCell(JsonElement message)
    {
        var (cell, problem) = Session.AddCell(Text(message, "after"), Text(message, "source") ?? "");
        if (cell is not null)
            tab.Send(PageMessages.Added(cell));
        return problem;
    }

    void ShowPanel(JsonElement message)
    {
        if (message.GetProperty("open").GetBoolean())
            panel.Open(Text(message, "selected"), Number(message, "since"));
        else
            panel.Close();
    }

    static string? Text(JsonElement message, string name) =>
        message.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    static long? Number(JsonElement message, string name) =>
        message.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : null;

    static string Cell(JsonElement message) => message.GetProperty("cell").GetString() ?? "";

    static string? Found(bool found) => found ? null : "There is no such cell any more. Reload the page.";

    // Whether the text stands in the cell now.
    bool Edit(JsonElement message) => Edit(
        Cell(message),
        message.GetProperty("source").GetString() ?? "",
        Number(message, "revision"));

    bool Edit(string cell, string source, long? seen)
    {
        var outcome = Session.Edit(cell, source, seen, tab);
        switch (outcome.Result)
        {
            case EditResult.Saved:
                tab.Send(PageMessages.Saved(cell, source, outcome.IsOriginal, time.GetUtcNow()));
                return true;
            case EditResult.NotSaved:
                tab.Send(PageMessages.Saved(cell, source, outcome.IsOriginal, time.GetUtcNow(), outcome.Problem));
                return true;
            case EditResult.Conflict:
                tab.Send(PageMessages.Conflict(cell, outcome.Source));
                return false;
            default:
                tab.Send(PageMessages.Error("There is no such cell any more. Reload the page."));
                return false;
        }
    }

    // "sources" holds what is not sent yet: {cell: text} or {cell: {source, revision}}.
    bool EditMany(JsonElement message)
    {
        if (!message.TryGetProperty("sources", out var sources) || sources.ValueKind != JsonValueKind.Object)
            return true;
        var allStand = true;
        foreach (var entry in sources.EnumerateObject())
        {
            allStand &= entry.Value.ValueKind == JsonValueKind.String
                ? Edit(entry.Name, entry.Value.GetString() ?? "", null)
                : Edit(entry.Name, entry.Value.GetProperty("source").GetString() ?? "", entry.Value.GetProperty("revision").GetInt64());
        }

        return allStand;
    }

    string? ResetLesson()
    {
        try
        {
            tab.Send(PageMessages.Notice(Session.ResetLesson()));
            return null;
        }
        catch (NotebookFormatException e)
        {
            return e.Message;
        }
    }
}
