using System.Net;
using System.Net.Sockets;

namespace SocketSchool;

/// <summary>A learner's code that is given a bound UDP socket and runs until it is stopped.</summary>
internal sealed class SocketCode : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);
    private readonly CheckSession _session;
    private readonly CancellationTokenSource _stop = new();
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Task _running;

    public SocketCode(CheckSession session, Func<Socket, CancellationToken, Task> code)
    {
        _session = session;
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        EndPoint = (IPEndPoint)_socket.LocalEndPoint!;
        // On a thread of its own: code that blocks must not block the check.
        _running = Task.Factory.StartNew(
            () => code(_socket, _stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
    }

    public IPEndPoint EndPoint { get; }

    /// <summary>Runs one step with a client of its own; code that ends while it runs has failed it.</summary>
    public async Task StepAsync(string name, Func<UdpProbe, Task> body, string? hint = null)
    {
        UdpProbe? probe = null;
        try
        {
            await _session.StepAsync(
                name,
                async token =>
                {
                    using var mine = probe = new UdpProbe(EndPoint, token);
                    var step = body(probe);
                    await Task.WhenAny(step, _running);
                    // What it sent before it ended may still be on its way; then this step is right and the next one is not.
                    if (!step.IsCompleted && _running.IsCompleted) await Task.WhenAny(step, Task.Delay(200, CancellationToken.None));
                    if (!step.IsCompletedSuccessfully && _running.IsCompleted) await ThrowEndedAsync();
                    await step;
                },
                () => probe?.Sent ?? "", hint: hint);
        }
        finally
        {
            probe?.Dispose();
        }
    }

    /// <summary>The step in which the token is cancelled: the code has to return, or to end with the token's exception.</summary>
    /// <param name="name">The step's name.</param>
    /// <param name="hint">For code that takes no notice of the token: it goes on as before.</param>
    /// <param name="swallowed">For code that takes notice and does not end: it receives no more, and still runs.</param>
    public Task StopStepAsync(string name, string hint, string swallowed) => _session.StepAsync(name, async token =>
    {
        await _stop.CancelAsync();
        try
        {
            await _running.WaitAsync(s_patience, token);
        }
        catch (TimeoutException)
        {
            var late = $"it was still running {Say.Duration(s_patience)} later";
            throw await AnswersAsync(token)
                ? new CheckFailure("your method ends", late, "It still answers: it takes no notice of stop.")
                : new CheckFailure("your method ends", late, "It answers no more, but it runs on: the cancelled receive threw, and a catch went on.", swallowed);
        }
        catch (OperationCanceledException)
        {
            // As good as a return.
        }
    }, hint: hint);

    public void Dispose()
    {
        _stop.Cancel();
        // What blocks without a token ends with its socket.
        _socket.Dispose();
        _ = _running.ContinueWith(ended => _ = ended.Exception, TaskScheduler.Default);
        _stop.Dispose();
    }

    private async Task<bool> AnswersAsync(CancellationToken token)
    {
        using var probe = new UdpProbe(EndPoint, token);
        try
        {
            await probe.SendAsync("are you still there?"u8.ToArray());
            await probe.ReceiveAsync("an answer");
            return true;
        }
        catch (CheckFailure)
        {
            return false;
        }
    }

    private async Task ThrowEndedAsync()
    {
        try
        {
            await _running;
        }
        catch (Exception e) when (e is not NotImplementedException)
        {
            throw new CheckFailure("your method goes on", $"it threw {e.GetType().Name}: {e.Message}");
        }

        throw new CheckFailure("your method goes on until stop is cancelled", "it returned");
    }
}
