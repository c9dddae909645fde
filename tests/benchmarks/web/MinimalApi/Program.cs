using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

// ASP.NET Core's minimal API as the documentation shows it, without logging, and with its slim builder, the faster of the two.
// It says where it listens in the words of "host web" and runs until it is ended.
var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
var app = builder.Build();
app.MapGet("/hello", () => "Hello, World!");
await app.StartAsync();
var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
Console.WriteLine($"listening on tcp {address[(address.LastIndexOf('/') + 1)..]}");
await app.WaitForShutdownAsync();
