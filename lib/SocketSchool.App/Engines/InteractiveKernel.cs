using System.Diagnostics;
using System.Globalization;
using System.Text;
using SocketSchool.Notebooks.Kernels;
using SocketSchool.Notebooks.Processes;
using SocketSchool.Notebooks.Running;

namespace SocketSchool.App.Engines;

/// <summary>The C# kernel of .NET Interactive in a process of its own. Whatever the tool does, a cell gets its last event.</summary>
sealed class InteractiveKernel : INotebookKernel
{
    /// <summary>What a tool may say that is not of the protocol before it counts as something else, in lines.</summary>
    const int NonsenseLimit = 100;

    static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(120);
    static readonly TimeSpan PingEvery = TimeSpan.FromMilliseconds(500);
    static readonly TimeSpan QuitLimit = TimeSpan.FromSeconds(2);

    readonly EngineProcess process;
    readonly LineReader lines;
    readonly SemaphoreSlim turn = new(1, 1);
    readonly Task<string?> ready;
    int count;

    /// <summary>A kernel on a tool that was started; it warms up at once.</summary>
    public InteractiveKernel(EngineProcess process)
    {
        this.process = process;
        lines = new LineReader(process.Output);
        ready = StartAsync();
    }

    public bool HasExited => process.HasExited;

    /// <summary>Waits until the tool runs cells.</summary>
    /// <returns>Why it never will; <see langword="null"/> when it does.</returns>
    public Task<string?> ReadyAsync(CancellationToken cancellationToken) => ready.WaitAsync(cancellationToken);

    public async Task<KernelEvent.Done> RunAsync(
        string code, string label, TimeSpan timeLimit, Action<KernelEvent> onEvent, CancellationToken cancellationToken = default)
    {
        await turn.WaitAsync(cancellationToken);
        var clock = Stopwatch.StartNew();
        var outputs = new InteractiveOutputs();
        using var limit = new CancellationTokenSource(Timeout.InfiniteTimeSpan);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken, process.Ended);
        try
        {
            if (await ReadyAsync(cancellationToken) is { } why)
            {
                await process.KillAsync();
                outputs.Fail(Error("Kernel start", why));
                return outputs.PassOn(onEvent, clock.Elapsed);
            }

            limit.CancelAfter(timeLimit);
            if (!await RunAsync(code, outputs, any.Token))
                await DiedAsync(outputs);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await process.KillAsync();
            throw;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            await process.KillAsync();
            outputs.Fail(KernelDeath.TimeLimit(timeLimit));
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            await DiedAsync(outputs);
        }
        finally
        {
            turn.Release();
        }

        return outputs.PassOn(onEvent, clock.Elapsed);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(QuitLimit);
            await process.Input.WriteAsync(InteractiveMessage.Quit(), limit.Token);
            await process.Input.FlushAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or InvalidOperationException)
        {
            // Ended already, or deaf: what follows does not ask.
        }

        await process.DisposeAsync();
        turn.Dispose();
    }

    // The first submission compiles the tool's own usings and warms up the compiler: that is the kernel's time, not the first cell's.
    async Task<string?> StartAsync()
    {
        using var limit = new CancellationTokenSource(StartLimit);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, process.Ended);
        var nonsense = new List<string>();
        try
        {
            while (await lines.ReadAsync(any.Token) is { } line)
            {
                if (InteractiveMessage.Read(line) is not { } message)
                    nonsense.Add(Encoding.UTF8.GetString(line.Span));
                else if (message.Type == "KernelReady")
                    return await RunAsync(ParentWatch.Code(), new InteractiveOutputs(), any.Token) ? null : await EndedAsync(nonsense);
                if (nonsense.Count > NonsenseLimit)
                    return $"it does not speak the protocol of dotnet-interactive stdio, but says: {OneLine(nonsense[0])}";
            }

            return await EndedAsync(nonsense);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return string.Create(CultureInfo.InvariantCulture, $"it was not ready within {StartLimit.TotalSeconds:0} s")
                + (nonsense.Count > 0 ? $", but said: {OneLine(nonsense[0])}" : "");
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            return await EndedAsync(nonsense);
        }
    }

    // Returns false when the tool's output ended before the cell did.
    async Task<bool> RunAsync(string code, InteractiveOutputs outputs, CancellationToken cancellationToken)
    {
        var token = string.Create(CultureInfo.InvariantCulture, $"cell-{++count}");
        await process.Input.WriteAsync(InteractiveMessage.Submit(token, code), cancellationToken);
        await process.Input.FlushAsync(cancellationToken);
        // On Windows the tool may read its input so that it only goes on when another line comes; its own front ends send empty ones too.
        await using var pings = OperatingSystem.IsWindows() ? new Timer(_ => process.Ping(), null, PingEvery, PingEvery) : null;
        while (await lines.ReadAsync(cancellationToken) is { } line)
        {
            if (InteractiveMessage.Read(line) is not { } message)
            {
                outputs.AddRaw(Encoding.UTF8.GetString(line.Span));
                continue;
            }

            // What the tool makes of a cell are commands of their own; only the cell's own says how it ended.
            var isEnd = message.Type is "CommandSucceeded" or "CommandFailed";
            if (!isEnd || message.Token == token)
                outputs.Add(message);
            if (isEnd && message.Token == token)
                return true;
        }

        return false;
    }

    async Task DiedAsync(InteractiveOutputs outputs)
    {
        await process.KillAsync();
        await process.DrainAsync();
        outputs.Fail(KernelDeath.Exit(process.ExitCode, process.Error));
    }

    async Task<string> EndedAsync(List<string> nonsense)
    {
        await process.KillAsync();
        await process.DrainAsync();
        var said = process.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Concat(nonsense).FirstOrDefault();
        return string.Create(CultureInfo.InvariantCulture, $"it ended with exit code {process.ExitCode} before it was ready")
            + (said is null ? "" : $", saying: {OneLine(said)}");
    }

    static KernelEvent.Error Error(string name, string value) => new(name, value, [$"{name}: {value}"]);

    static string OneLine(string text) => text.Trim().TrimEnd('.') is { Length: > 200 } longer ? longer[..200] + "..." : text.Trim().TrimEnd('.');
}
