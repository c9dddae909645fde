using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SocketSchool.App.Tests.Hosting;

/// <summary>The IRC server ngircd as a child process, on a free port of loopback, with a configuration of its own.</summary>
internal sealed class Ngircd : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _folder;

    private Ngircd(Process process, string folder, int port) => (_process, _folder, Port) = (process, folder, port);

    public int Port { get; }

    public static async Task<Ngircd> StartAsync(int pingTimeout = 120)
    {
        var folder = Directory.CreateTempSubdirectory("ngircd-").FullName;
        var port = FreePort();
        var config = Path.Combine(folder, "ngircd.conf");
        await File.WriteAllTextAsync(config, $"""
            [Global]
            Name = irc.test.example
            Info = a server for a test
            AdminEMail = nobody@example.org
            Listen = 127.0.0.1
            Ports = {port}
            MotdPhrase = welcome to the test
            [Limits]
            MaxConnectionsIP = 0
            PingTimeout = {pingTimeout}
            [Options]
            DNS = no
            Ident = no
            PAM = no
            """);
        var process = Process.Start(new ProcessStartInfo(Programs.Find("ngircd") ?? "ngircd", ["--nodaemon", "--config", config])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
        var server = new Ngircd(process, folder, port);
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            Assert.False(process.HasExited, "ngircd ended by itself");
            try
            {
                using var probe = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await probe.ConnectAsync(IPAddress.Loopback, port);
                return server;
            }
            catch (SocketException) when (Stopwatch.GetElapsedTime(since) < HostProcess.Patience)
            {
                await Task.Delay(20);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
