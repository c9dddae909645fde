using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

// The echo server of ASP.NET Core's Kestrel, as it comes: a ConnectionHandler and its pipes, without HTTP, without logging. It tells
// where it listens and how much memory and processor time it uses in the words of "measure servers serve", and ends with its standard input.
var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseConnectionHandler<EchoHandler>()));
var app = builder.Build();
await app.StartAsync();
var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
Console.WriteLine($"listening on tcp {address[(address.LastIndexOf('/') + 1)..]}");
while (Console.ReadLine() is { } question)
{
    if (question == "time")
    {
        Console.WriteLine((long)Environment.CpuUsage.TotalTime.TotalMicroseconds);
        continue;
    }

    GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
    GC.WaitForPendingFinalizers();
    GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
    Console.WriteLine($"{GC.GetGCMemoryInfo(GCKind.FullBlocking).PromotedBytes} {Environment.WorkingSet}");
}

await app.StopAsync();

sealed class EchoHandler : ConnectionHandler
{
    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        var (input, output) = (connection.Transport.Input, connection.Transport.Output);
        while (true)
        {
            var read = await input.ReadAsync();
            foreach (var segment in read.Buffer) await output.WriteAsync(segment);
            input.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted) return;
        }
    }
}
