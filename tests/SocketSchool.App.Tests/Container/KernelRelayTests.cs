using System.Diagnostics;
using SocketSchool.App.Tests.Hosting;

namespace SocketSchool.App.Tests.Container;

/// <summary>
/// <c>.devcontainer/kernel-relay.py</c> in front of a stand-in for the kernel, which says what it reads and ends a cell only when told to.
/// </summary>
public sealed class KernelRelayTests : IDisposable
{
    const string Kernel = """
        import json, sys
        cell = None
        for line in sys.stdin:
            message = json.loads(line)
            kind, token = message.get("commandType"), message.get("token")
            print(json.dumps({"read": kind or message["eventType"]}), flush=True)
            if kind == "SubmitCode":
                cell = token
            elif kind == "Cancel":
                print(json.dumps({"eventType": "CommandFailed", "command": {"token": cell}}), flush=True)
            elif kind:
                print(json.dumps({"eventType": "CommandSucceeded", "command": {"token": token}}), flush=True)
        sys.exit(7)
        """;

    readonly TempFolder _folder = new();

    [ProgramFact("python3")]
    public async Task A_request_waits_for_the_running_cell_while_a_cancel_and_an_event_pass()
    {
        var (_, lines) = await TalkAsync(
            """{"commandType":"SubmitCode","token":"1"}""",
            """{"commandType":"RequestValueInfos","token":"2"}""",
            """{"eventType":"InputProduced"}""",
            """{"commandType":"Cancel","token":"3"}""");

        Assert.Equal(["SubmitCode", "InputProduced", "Cancel", "RequestValueInfos"], Read(lines));
    }

    [ProgramFact("python3")]
    public async Task What_the_kernel_says_arrives_unchanged_and_so_does_its_exit_code()
    {
        var (exit, lines) = await TalkAsync("""{"commandType":"RequestKernelInfo","token":"1"}""");

        Assert.Equal(["""{"read": "RequestKernelInfo"}""", """{"eventType": "CommandSucceeded", "command": {"token": "1"}}"""], lines);
        Assert.Equal(7, exit);
    }

    [ProgramFact("python3")]
    public async Task A_kernel_that_is_not_there_is_one_clear_line()
    {
        using var relay = Start("no-such-program-here");
        var errors = await relay.StandardError.ReadToEndAsync();
        await relay.WaitForExitAsync();

        Assert.StartsWith("kernel-relay.py: no-such-program-here cannot be started: ", Assert.Single(errors.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.Equal(1, relay.ExitCode);
    }

    public void Dispose() => _folder.Dispose();

    static IEnumerable<string> Read(IEnumerable<string> lines) =>
        lines.Where(line => line.Contains("\"read\"", StringComparison.Ordinal)).Select(line => line.Split('"')[3]);

    // The relay's input is closed when the kernel has read everything, since what still waits then is dropped.
    async Task<(int Exit, List<string> Lines)> TalkAsync(params string[] messages)
    {
        using var relay = Start("python3", _folder.Write("kernel.py", Kernel));
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        foreach (var message in messages) await relay.StandardInput.WriteLineAsync(message);
        await relay.StandardInput.FlushAsync(limit.Token);
        var lines = new List<string>();
        while (await relay.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            lines.Add(line);
            if (Read(lines).Count() == messages.Length) relay.StandardInput.Close();
        }

        await relay.WaitForExitAsync(limit.Token);
        return (relay.ExitCode, lines);
    }

    static Process Start(params string[] kernel) => Process.Start(
        new ProcessStartInfo("python3", [Path.Combine(Repository.Folder, ".devcontainer", "kernel-relay.py"), .. kernel])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
}
