using System.Net;

namespace SocketSchool;

/// <summary>One run of a check: its steps in order, until the first that fails.</summary>
internal sealed class CheckSession(string exercise, IReadOnlyList<string> hints, CancellationToken cancellationToken)
{
    private static readonly TimeSpan s_stepLimit = TimeSpan.FromSeconds(10);
    private readonly List<CheckStep> _steps = [];
    private string? _stepHint;

    /// <summary>Whether a probe has got a byte from the learner's code.</summary>
    public bool HasAnswered { get; set; }

    /// <summary>Runs a check of code that is not a server of the library (a client, a parser, a function).</summary>
    public static async Task<CheckReport> RunAsync(
        string exercise, IReadOnlyList<string> hints, Func<CheckSession, Task> body, CancellationToken cancellationToken = default)
    {
        var session = new CheckSession(exercise, hints, cancellationToken);
        var notYet = false;
        try
        {
            await body(session);
        }
        catch (CheckFailure)
        {
            // It is the last step of the list already.
        }
        catch (NotImplementedException)
        {
            notYet = true;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // The learner's code threw outside a step: a finding like any other, never an exception in the learner's cell.
            session.Fail("your code runs", null, new CheckFailure("no error", $"{e.GetType().Name}: {e.Message}"), null);
        }

        return await session.ReportAsync(notYet);
    }

    /// <summary>Starts a server around the learner's code for one client, runs the check on it and stops it.</summary>
    public static async Task<CheckReport> RunTcpAsync(
        string exercise,
        Func<Connection, CancellationToken, Task> handler,
        IReadOnlyList<string> hints,
        Func<TcpCheck, Task> body,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var server = TcpServer.Start(handler, name: $"your {exercise}", options: new ServerOptions
        {
            LingerTimeout = TimeSpan.FromMilliseconds(200),
            StopTimeout = TimeSpan.FromMilliseconds(500),
        });
        try
        {
            return await RunTcpAsync(exercise, server, hints, body, cancellationToken);
        }
        finally
        {
            await server.StopAsync();
        }
    }

    /// <summary>Runs the check on a server that the learner started.</summary>
    public static async Task<CheckReport> RunTcpAsync(
        string exercise,
        TcpServer server,
        IReadOnlyList<string> hints,
        Func<TcpCheck, Task> body,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(server);
        var session = new CheckSession(exercise, hints, cancellationToken);
        try
        {
            await body(new TcpCheck(session, server));
        }
        catch (CheckFailure)
        {
            // It is the last step of the list already.
        }

        var stub = server.Faults.Any(fault => fault.Exception is NotImplementedException);
        // Code that neither reads nor sends is a stub as well, or the Console.WriteLine that everybody tries first.
        var silent = !session.HasAnswered && server.BytesReceived == 0 && server.FaultCount == 0 && server.TotalConnections > 0;
        return await session.ReportAsync(stub || silent, stub ? "" : CheckReport.SilentNote);
    }

    /// <summary>
    /// Runs one step with a time limit; a failure ends the check. A step may bring its own hint, for the mistake that it is there to
    /// catch; it is shown before the exercise's general ones. <paramref name="expected"/> is what is said to have been expected where the
    /// code throws or does not end.
    /// </summary>
    public async Task StepAsync(
        string name, Func<CancellationToken, Task> body, Func<string>? sent = null, Func<string>? note = null, string? hint = null,
        string? expected = null)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_stepLimit);
        try
        {
            await body(limit.Token);
            _steps.Add(new CheckStep(name, true, "", "", "", ""));
        }
        catch (CheckFailure e)
        {
            throw Fail(name, sent, e, note, hint);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Fail(name, sent, new CheckFailure(expected ?? "an answer", $"{(expected is null ? "none" : "nothing")} within {Say.Duration(s_stepLimit)}"), note, hint);
        }
        catch (Exception e) when (e is not (NotImplementedException or OperationCanceledException))
        {
            throw Fail(name, sent, new CheckFailure(expected ?? "no error", $"{e.GetType().Name}: {e.Message}"), note, hint);
        }
    }

    /// <summary>A step that is one comparison.</summary>
    public void Verify(string name, bool holds, string expected, string got, string note = "", string? hint = null)
    {
        if (!holds) throw Fail(name, null, new CheckFailure(expected, got, note), null, hint);
        _steps.Add(new CheckStep(name, true, "", "", "", ""));
    }

    private CheckFailure Fail(
        string name, Func<string>? sent, CheckFailure failure, Func<string>? note, string? hint = null)
    {
        _stepHint = failure.Hint ?? hint;
        var notes = new[] { failure.Note, note?.Invoke() ?? "" }.Where(text => text.Length > 0);
        _steps.Add(new CheckStep(name, false, sent?.Invoke() ?? "", failure.Expected, failure.Got, string.Join(" ", notes)));
        return failure;
    }

    private async Task<CheckReport> ReportAsync(bool untouched, string notYetNote = "")
    {
        var failed = _steps.LastOrDefault(step => !step.Passed);
        var outcome = (failed is not null || _steps.Count == 0) && untouched ? CheckOutcome.NotYet
            : failed is not null || _steps.Count == 0 ? CheckOutcome.Failed
            : CheckOutcome.Passed;
        var all = _stepHint is null ? hints : [_stepHint, .. hints];
        // A mistake of another kind begins with its own hint again.
        var kind = _stepHint ?? "";
        // Another kernel may hold the file for a moment: not a wait for the thread that runs the cell.
        var (failures, notice) = await Task.Run(
            () => Progress.Note(ProgressPlace.Current, TimeProvider.System, exercise, outcome, kind), CancellationToken.None);
        var revealed = CheckHints.Reveal(exercise, kind, outcome, all.Count, failures);
        return new CheckReport(exercise, outcome, _steps, all, revealed, notYetNote, notice, _stepHint is not null);
    }
}
