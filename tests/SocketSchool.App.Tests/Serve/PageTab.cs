using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace SocketSchool.App.Tests.Serve;

/// <summary>One tab: sends what a page sends, and keeps what comes.</summary>
sealed class PageTab : IAsyncDisposable
{
    readonly ClientWebSocket socket;
    readonly Lock gate = new();
    readonly List<JsonElement> messages = [];
    readonly CancellationTokenSource closing = new();
    readonly Task reading;
    TaskCompletionSource news = New();
    int read;

    PageTab(ClientWebSocket socket)
    {
        this.socket = socket;
        reading = ReadAsync();
    }

    /// <summary>Everything that came.</summary>
    public IReadOnlyList<JsonElement> Messages
    {
        get
        {
            lock (gate)
                return [.. messages];
        }
    }

    /// <summary>How the server closed.</summary>
    public WebSocketCloseStatus? CloseStatus => socket.CloseStatus;

    public static Task<PageTab> OpenAsync(Page page, string lesson, params (string Name, string Value)[] headers) =>
        OpenAsync(page.Server.Port, lesson, headers.Length > 0 ? headers : [("Cookie", page.Cookie), ("Origin", page.Origin)]);

    public static async Task<PageTab> OpenAsync(int port, string lesson, params (string Name, string Value)[] headers)
    {
        var socket = new ClientWebSocket();
        foreach (var (name, value) in headers)
            socket.Options.SetRequestHeader(name, value);
        await socket.ConnectAsync(new Uri($"ws://localhost:{port}/ws/lesson/{lesson}"), CancellationToken.None).WaitAsync(App.Limit);
        return new PageTab(socket);
    }

    /// <summary>Forgets the messages so far: for those who listen for an hour.</summary>
    public void Forget()
    {
        lock (gate)
        {
            messages.Clear();
            read = 0;
        }
    }

    public Task SendAsync(string type, object? more = null)
    {
        var message = JsonSerializer.SerializeToNode(more ?? new { })!.AsObject();
        message.Insert(0, "type", type);
        return SendTextAsync(message.ToJsonString());
    }

    public async Task SendTextAsync(string text) => await SendBytesAsync(Encoding.UTF8.GetBytes(text));

    public async Task SendBytesAsync(byte[] bytes, WebSocketMessageType type = WebSocketMessageType.Text, bool isEnd = true) =>
        await socket.SendAsync(bytes, type, isEnd, CancellationToken.None).WaitAsync(App.Limit);

    /// <summary>The next message of a type, after those that were waited for before.</summary>
    public Task<JsonElement> WaitAsync(string type) => WaitAsync(message => Type(message) == type, type);

    /// <summary>The next message of a type and cell.</summary>
    public Task<JsonElement> WaitAsync(string type, string cell) =>
        WaitAsync(message => Type(message) == type && message.GetProperty("cell").ValueEquals(cell), $"{type} of {cell}");

    /// <summary>The next time that the kernel is in a state.</summary>
    public Task<JsonElement> WaitForKernelAsync(string state) =>
        WaitAsync(message => Type(message) == "kernel" && message.GetProperty("state").ValueEquals(state), $"kernel {state}");

    public async Task<JsonElement> WaitAsync(Func<JsonElement, bool> isIt, string what)
    {
        using var limit = new CancellationTokenSource(App.Limit + App.Limit);
        while (true)
        {
            Task more;
            lock (gate)
            {
                while (read < messages.Count)
                {
                    if (isIt(messages[read++]))
                        return messages[read - 1];
                }

                more = news.Task;
            }

            if (reading.IsCompleted && read == Messages.Count)
                Assert.Fail($"The connection ended ({socket.CloseStatus}: {socket.CloseStatusDescription}) before {what} came. {Tail()}");
            try
            {
                await Task.WhenAny(more, reading).WaitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"No {what} came. {Tail()}");
            }
        }
    }

    /// <summary>Runs a cell to its end.</summary>
    public async Task<JsonElement> RunAsync(string cell, string? source = null)
    {
        await SendAsync("run", source is null ? new { cell } : new { cell, source });
        return await WaitAsync("done", cell);
    }

    /// <summary>The text that a cell's outputs showed, in the messages since its last start.</summary>
    public string Output(string cell)
    {
        var text = new StringBuilder();
        foreach (var message in Messages.Where(message => message.TryGetProperty("cell", out var of) && of.ValueEquals(cell)))
        {
            if (Type(message) == "started")
                text.Clear();
            else if (Type(message) == "append")
                text.Append(message.GetProperty("text").GetString());
            else if (Type(message) == "output")
                text.Append(TextOf(message.GetProperty("output")));
        }

        return text.ToString();
    }

    /// <summary>The text of an output in nbformat.</summary>
    public static string TextOf(JsonElement output) => output.GetProperty("output_type").GetString() switch
    {
        "stream" => Join(output.GetProperty("text")),
        "error" => Join(output.GetProperty("traceback")),
        _ => Join(output.GetProperty("data").GetProperty("text/plain")),
    };

    /// <summary>Waits until the server has closed.</summary>
    public Task WaitForCloseAsync() => reading.WaitAsync(App.Limit);

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        socket.Abort();
        await reading;
        socket.Dispose();
        closing.Dispose();
    }

    public static string? Type(JsonElement message) => message.GetProperty("type").GetString();

    static string Join(JsonElement text) => text.ValueKind == JsonValueKind.Array
        ? string.Concat(text.EnumerateArray().Select(line => line.GetString()))
        : text.GetString() ?? "";

    string Tail() => string.Join('\n', Messages.TakeLast(8).Select(message => message.GetRawText()[..Math.Min(300, message.GetRawText().Length)]));

    async Task ReadAsync()
    {
        var buffer = new byte[64 * 1024];
        var message = new MemoryStream();
        try
        {
            while (true)
            {
                var got = await socket.ReceiveAsync(buffer.AsMemory(), closing.Token);
                if (got.MessageType == WebSocketMessageType.Close)
                    return;
                message.Write(buffer, 0, got.Count);
                if (!got.EndOfMessage)
                    continue;
                Add(JsonElement.Parse(message.ToArray()));
                message.SetLength(0);
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The connection has ended.
        }
    }

    void Add(JsonElement message)
    {
        lock (gate)
        {
            messages.Add(message);
            news.TrySetResult();
            news = New();
        }
    }

    static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
