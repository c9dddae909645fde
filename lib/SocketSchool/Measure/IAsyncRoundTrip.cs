namespace SocketSchool;

/// <summary>A way whose calls are awaited. Many exchanges then have to be one asynchronous loop: to start and to wait for each would be measured too.</summary>
internal interface IAsyncRoundTrip : IRoundTrip
{
    /// <summary>The same as <see cref="IRoundTrip.Exchange"/>, awaited.</summary>
    ValueTask ExchangeAsync(PageBuffer message, PageBuffer echo, int size);

    /// <summary>Runs a loop of exchanges where they belong and returns when it has ended.</summary>
    void Run(Func<Task> loop);
}
