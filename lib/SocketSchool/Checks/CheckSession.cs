using System.Net;

namespace SocketSchool;

/// <summary>One run of a check: its steps in order, until the first that fails.</summary>
internal sealed class CheckSession(string exercise, IReadOnlyList<string> hints, CancellationToken cancellationToken)
{
    private static readonly TimeSpan s_stepLimit = TimeSpan.FromSeconds(10);
    private readonly List<CheckStep> _steps = [];

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

        return session.Report(notYet);
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

        var untouched = server.Faults.Any(fault => fault.Exception is NotImplementedException)
            || (server.BytesReceived == 0 && server.BytesSent == 0 && server.FaultCount == 0 && server.TotalConnections > 0);
        return session.Report(untouched);
    }

    /// <summary>Runs one step with a time limit; a failure ends the check.</summary>
    public async Task StepAsync(string name, Func<CancellationToken, Task> body, Func<string>? sent = null, Func<string>? note = null)
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
            throw Fail(name, sent, e, note);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Fail(name, sent, new CheckFailure("an answer", $"none within {Say.Duration(s_stepLimit)}"), note);
        }
        catch (Exception e) when (e is not (NotImplementedException or OperationCanceledException))
        {
            throw Fail(name, sent, new CheckFailure("no error", $"{e.GetType().Name}: {e.Message}"), note);
        }
    }

    /// <summary>A step that is one comparison.</summary>
    public void Verify(string name, bool holds, string expected, string got, string note = "")
    {
        if (!holds) throw Fail(name, null, new CheckFailure(expected, got, note), null);
        _steps.Add(new CheckStep(name, true, "", "", "", ""));
    }

    private CheckFailure Fail(string name, Func<string>? sent, CheckFailure failure, Func<string>? note)
    {
        var notes = new[] { failure.Note, note?.Invoke() ?? "" }.Where(text => text.Length > 0);
        _steps.Add(new CheckStep(name, false, sent?.Invoke() ?? "", failure.Expected, failure.Got, string.Join(" ", notes)));
        return failure;
    }

    private CheckReport Report(bool untouched)
    {
        var failed = _steps.Any(step => !step.Passed);
        var outcome = (failed || _steps.Count == 0) && untouched ? CheckOutcome.NotYet
            : failed || _steps.Count == 0 ? CheckOutcome.Failed
            : CheckOutcome.Passed;
        return new CheckReport(exercise, outcome, _steps, hints, CheckHints.Reveal(exercise, outcome, hints.Count));
    }
}
