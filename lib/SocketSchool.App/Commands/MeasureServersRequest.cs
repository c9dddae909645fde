using System.Globalization;
using System.Net;

namespace SocketSchool.App.Commands;

/// <summary>What <c>measure servers</c> was asked for, checked.</summary>
sealed record MeasureServersRequest(
    IReadOnlyList<string> Servers, IReadOnlyList<ServerLoadTarget> Running, IReadOnlyList<(string Name, string[] Words)> Programs, ServerLoadOptions Options, string? Csv, string? Html)
{
    static readonly TimeSpan LongestTime = TimeSpan.FromHours(1);

    /// <summary>What can be measured: the four architectures, and <c>echo</c>, the library's own server with log, limits and faults.</summary>
    public static string Names => string.Join(',', MeasureServersChild.All.Keys);

    /// <summary>Checks the words of the command line.</summary>
    /// <exception cref="BadInputException">One of them is wrong; its message is the line to print.</exception>
    public static MeasureServersRequest Parse(
        string? only, IReadOnlyList<string> connect, IReadOnlyList<string> start, string? connections, string? idle, string? rounds,
        string? time, string? threads, string? csv, string? html)
    {
        var defaults = new ServerLoadOptions();
        var options = new ServerLoadOptions
        {
            Connections = connections is null ? defaults.Connections
                : connections == "none" ? []
                : [.. connections.Split(',').Select(word => Whole("--connections", word, 1, 100_000))],
            IdleConnections = Whole("--idle", idle ?? "1000", 0, 1_000_000),
            Rounds = Whole("--rounds", rounds ?? "3", 1, 1000),
            Threads = Whole("--threads", threads ?? "0", 0, 64),
            Time = Seconds("--time", time ?? "0.5"),
        };
        if (options is { Connections.Count: 0, IdleConnections: 0 })
            throw new BadInputException("--connections none and --idle 0 leave nothing to measure.");
        IReadOnlyList<ServerLoadTarget> running = [.. connect.Select(AlreadyRunning)];
        IReadOnlyList<(string Name, string[] Words)> programs = [.. start.Select(ToStart)];
        var servers = only?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            ?? [.. MeasureServersChild.All.Keys];
        if (servers.Length + running.Count + programs.Count == 0)
            throw new BadInputException($"--only {only}: no server is left to measure. Give some of {Names}, or --connect, or --start.");
        foreach (var name in servers)
        {
            if (!MeasureServersChild.All.ContainsKey(name))
                throw new BadInputException($"--only {only}: there is no server \"{name}\". Give some of {Names}.");
        }

        IEnumerable<string> all = [.. servers, .. running.Select(target => target.Name), .. programs.Select(program => program.Name)];
        if (all.GroupBy(name => name).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new BadInputException($"\"{twice.Key}\" is asked for twice. Give each server a name of its own.");
        return new MeasureServersRequest(servers, running, programs, options, csv, html);
    }

    static int Whole(string option, string text, int least, int most) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new BadInputException($"{option} {text}: give a whole number from {least} to {most}.");

    static TimeSpan Seconds(string option, string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
        && seconds >= 0.01 && seconds <= LongestTime.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw new BadInputException($"{option} {text}: give a number of seconds from 0.01 to {LongestTime.TotalSeconds}.");

    static (string Name, string[] Words) ToStart(string text) =>
        text.Split('=', 2) is [{ Length: > 0 } name, var command]
        && command.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } words
            ? (name, words)
            : throw new BadInputException($"--start {text}: give NAME=COMMAND, for instance \"mine=python3 echo.py\".");

    static ServerLoadTarget AlreadyRunning(string text)
    {
        var (equals, colon) = (text.IndexOf('='), text.LastIndexOf(':'));
        if (equals <= 0 || colon < equals
            || !ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port == 0)
            throw new BadInputException($"--connect {text}: give NAME=HOST:PORT, for instance mine=127.0.0.1:7007.");
        var host = text[(equals + 1)..colon].Trim('[', ']');
        if (host == "localhost") return new ServerLoadTarget(text[..equals], new IPEndPoint(IPAddress.Loopback, port));
        return IPAddress.TryParse(host, out var address)
            ? new ServerLoadTarget(text[..equals], new IPEndPoint(address, port))
            : throw new BadInputException($"--connect {text}: \"{host}\" is not an address. Give one like 127.0.0.1, or localhost.");
    }
}
