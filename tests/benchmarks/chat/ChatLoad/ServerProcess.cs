using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ChatLoad;

/// <summary>A server in a process of its own, with the processor time that it has used.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;
    private readonly string? _config;

    private ServerProcess(string name, Process process, int port, string? config = null) =>
        (Name, _process, Port, _config) = (name, process, port, config);

    public string Name { get; }

    public int Port { get; }

    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Our chat room; its first line ends with the address it listens on.</summary>
    public static ServerProcess StartOurs(string app)
    {
        var process = Start("dotnet", [app, "host", "chat", "--port", "0"]);
        var line = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("host chat did not start.");
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return new ServerProcess("ours", process, IPEndPoint.Parse(line.Split(' ')[^1]).Port);
    }

    /// <summary>ngircd with every limit lifted that could slow a busy room down.</summary>
    public static ServerProcess StartNgircd(string program)
    {
        var port = FreePort();
        var config = Path.GetTempFileName();
        File.WriteAllText(config, string.Create(CultureInfo.InvariantCulture, $"""
            [Global]
            Name = irc.example.test
            Info = benchmark
            Listen = 127.0.0.1
            Ports = {port}
            [Limits]
            ConnectRetry = 60
            IdleTimeout = 0
            MaxConnections = 0
            MaxConnectionsIP = 0
            MaxJoins = 0
            MaxPenaltyTime = 0
            MaxListSize = 1000
            PingTimeout = 3600
            PongTimeout = 3600
            [Options]
            DNS = no
            Ident = no
            PAM = no

            """));
        var process = Start(program, ["-n", "-f", config]);
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var since = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var knock = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                knock.Connect(IPAddress.Loopback, port);
                return new ServerProcess("ngircd", process, port, config);
            }
            catch (SocketException) when (since.Elapsed < TimeSpan.FromSeconds(10) && !process.HasExited)
            {
                Thread.Sleep(20);
            }
        }
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit(5000);
        _process.Dispose();
        if (_config is not null) File.Delete(_config);
    }

    private static Process Start(string program, string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        // Open and silent: the end of its input may mean something to a server.
        RedirectStandardInput = true,
    })!;

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
