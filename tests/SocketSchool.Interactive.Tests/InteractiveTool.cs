using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace SocketSchool.Interactive.Tests;

/// <summary>The real <c>dotnet-interactive</c>, over its standard input and output: commands and events as JSON, one a line.</summary>
internal sealed class InteractiveTool : IAsyncDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(4);
    // The checkout's own, else one on the path.
    private static readonly Lazy<string[]?> s_command = new(Find);
    private readonly Process _process;
    private int _token;

    private InteractiveTool(Process process) => _process = process;

    /// <summary>Starts it in the notebooks' folder.</summary>
    public static async Task<InteractiveTool> StartAsync()
    {
        var command = s_command.Value ?? throw new InvalidOperationException(WhyNot);
        var start = new ProcessStartInfo(command[0], [.. command[1..], "stdio", "--default-kernel", "csharp", "--working-dir", Repository.Notebooks])
        {
            WorkingDirectory = Repository.Notebooks,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_INTERACTIVE_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var tool = new InteractiveTool(process);
        await tool.ReadUntilAsync(envelope => (string?)envelope["eventType"] == "KernelReady");
        return tool;
    }

    /// <summary>Runs a cell that must not fail and returns what it showed, by MIME type.</summary>
    public async Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> PassAsync(string code)
    {
        var token = $"{++_token}";
        await WriteAsync("SubmitCode", new JsonObject { ["code"] = code, ["targetKernelName"] = "csharp" }, token);
        var events = await ReadUntilAsync(envelope =>
            (string?)envelope["eventType"] is "CommandSucceeded" or "CommandFailed" && (string?)envelope["command"]?["token"] == token);
        var failure = events.FirstOrDefault(envelope => (string?)envelope["eventType"] is "CommandFailed" or "ErrorProduced");
        Assert.True(failure is null, $"{code}\n{failure?["event"]?["message"]}");
        return
        [
            .. events.Where(envelope => (string?)envelope["eventType"] is "ReturnValueProduced" or "DisplayedValueProduced")
                .Select(envelope => (IReadOnlyDictionary<string, string>)envelope["event"]!["formattedValues"]!.AsArray()
                    .ToDictionary(value => (string)value!["mimeType"]!, value => (string)value!["value"]!)),
        ];
    }

    /// <summary>Ends the kernel as a front end does, and waits for that. (The end of its input means nothing to it.)</summary>
    public async Task QuitAsync()
    {
        await WriteAsync("Quit", new JsonObject(), "quit");
        await _process.WaitForExitAsync().WaitAsync(s_limit);
    }

    public ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Why the tool cannot be had; <see langword="null"/> when it can.</summary>
    public static string? WhyNot => s_command.Value is null
        ? "needs dotnet-interactive: dotnet tool restore, or dotnet tool install -g Microsoft.dotnet-interactive"
        : null;

    private static string[]? Find() =>
        Answers("dotnet", "tool", "run", "dotnet-interactive", "--", "--version") ? ["dotnet", "tool", "run", "dotnet-interactive", "--"]
        : Answers("dotnet-interactive", "--version") ? ["dotnet-interactive"]
        : null;

    private static bool Answers(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = Repository.Root,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            process.OutputDataReceived += (_, _) => { };
            process.ErrorDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            if (process.WaitForExit(s_limit)) return process.ExitCode == 0;
            process.Kill(entireProcessTree: true);
            return false;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private async Task WriteAsync(string type, JsonObject command, string token)
    {
        var line = new JsonObject { ["commandType"] = type, ["command"] = command, ["token"] = token }.ToJsonString();
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    private async Task<IReadOnlyList<JsonNode>> ReadUntilAsync(Predicate<JsonNode> isLast)
    {
        using var limit = new CancellationTokenSource(s_limit);
        var envelopes = new List<JsonNode>();
        while (await _process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (!line.StartsWith('{')) continue;
            envelopes.Add(JsonNode.Parse(line)!);
            if (isLast(envelopes[^1])) return envelopes;
        }

        throw new IOException($"dotnet-interactive ended after {envelopes.Count} events.");
    }
}
