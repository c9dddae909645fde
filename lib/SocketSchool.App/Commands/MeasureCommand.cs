using System.CommandLine;
using System.Globalization;
using System.Net;
using Spectre.Console;
using TerminalTable = Spectre.Console.Table;

namespace SocketSchool.App.Commands;

/// <summary><c>measure</c>: numbers of this machine, as a table and as a CSV file.</summary>
static class MeasureCommand
{
    /// <summary>The verb with its measurements.</summary>
    public static Command Create() => new("measure", "Measure this machine's sockets.")
    {
        Latency(),
        MeasureNagleCommand.Create(),
        MeasureConnectionsCommand.Create(),
        MeasureServersCommand.Create(),
    };

    static Command Latency()
    {
        var sizes = new Option<string>("--sizes")
        {
            Description = "Message sizes, for instance 16,1k,64KiB,1M. Default: 16 B to 1 MiB in steps of four.",
            HelpName = "LIST",
        };
        var samples = new Option<int?>("--samples")
        {
            Description = "Round trips timed for each size. Default: up to 5,000, as many as 0.35 s allow.",
            HelpName = "N",
        };
        var connect = new Option<string>("--connect")
        {
            Description = "An echo server to measure. Default: one of its own, in this process.",
            HelpName = "HOST:PORT",
        };
        var csv = new Option<string>("--csv") { Description = "Write the numbers to this file too.", HelpName = "FILE" };
        var command = new Command("latency", "Round-trip time over TCP for one message size after another.")
        {
            sizes, samples, connect, csv,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                var options = Options(parsed.GetValue(sizes), parsed.GetValue(samples), parsed.GetValue(connect));
                return await RunAsync(options, parsed.GetValue(csv), cancellationToken);
            }
            catch (Exception e) when (e is MeasurementException or TimeoutException)
            {
                throw new BadInputException(e.Message, e);
            }
        });
        return command;
    }

    static async Task<int> RunAsync(LatencySweepOptions options, string? csv, CancellationToken cancellationToken)
    {
        // Before a minute is spent on measuring what cannot be kept.
        if (csv is not null) TryWrite(csv, Probe);
        Console.WriteLine($"{MachineInfo.Describe()}.");
        Console.WriteLine(
            $"{options.Sizes.Count} message sizes in {options.Rounds} rounds, against {Name(options.EndPoint)}. A size is finished in the last round.");
        var report = await LatencySweep.RunAsync(options, Console.WriteLine, cancellationToken);
        AnsiConsole.Write(TableOf(report));
        if (csv is null) return 0;
        TryWrite(csv, report.SaveCsv);
        Console.WriteLine($"written to {csv}");
        return 0;
    }

    static TerminalTable TableOf(LatencyReport report)
    {
        var table = new TerminalTable { Border = TableBorder.Simple };
        foreach (var header in new[] { "size", "round trips", "min us", "p50 us", "p90 us", "p99 us", "max us", "MiB/s" })
            table.AddColumn(new TableColumn(header) { Alignment = Justify.Right, NoWrap = true });
        foreach (var point in report.Points)
        {
            double[] numbers = [point.MinUs, point.P50Us, point.P90Us, point.P99Us, point.MaxUs, point.MibPerSecond];
            table.AddRow(
            [
                ByteSize.Format(point.SizeBytes), point.Samples.ToString("N0", CultureInfo.InvariantCulture),
                // Nine columns have to fit into 80 characters.
                .. numbers.Select(number => number.ToString(number < 1000 ? "0.0" : "#,0", CultureInfo.InvariantCulture)),
            ]);
        }

        return table;
    }

    static LatencySweepOptions Options(string? sizes, int? samples, string? connect)
    {
        var options = new LatencySweepOptions();
        if (sizes is not null) options = options with { Sizes = Sizes(sizes) };
        if (connect is not null) options = options with { EndPoint = EndPoint(connect) };
        if (samples is null) return options;
        if (samples < 1) throw new BadInputException($"--samples {samples}: give 1 or more.");
        // Who asks for a number of samples wants that number, however long it takes.
        return options with { Samples = samples.Value, TimePerSize = Timeout.InfiniteTimeSpan, TimeLimit = TimeSpan.FromHours(1) };
    }

    static int[] Sizes(string list) =>
    [
        .. list.Split(',').Select(part => ByteSize.TryParse(part, out var size) && size <= LatencySweepOptions.LargestSize
            ? size
            : throw new BadInputException(
                $"--sizes {list}: '{part.Trim()}' is not a size from 1 to {ByteSize.Format(LatencySweepOptions.LargestSize)}. Write sizes like 16,1k,64KiB,1M.")),
    ];

    static EndPoint EndPoint(string text)
    {
        var colon = text.LastIndexOf(':');
        var host = colon < 0 ? "" : text[..colon].Trim('[', ']');
        if (host == "" || !ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port == 0)
            throw new BadInputException($"--connect {text}: give HOST:PORT, for instance 127.0.0.1:7007.");
        return IPAddress.TryParse(host, out var address) ? new IPEndPoint(address, port) : new DnsEndPoint(host, port);
    }

    static string Name(EndPoint? endPoint) => endPoint switch
    {
        null => "a server of its own",
        DnsEndPoint name => $"{name.Host}:{name.Port}",
        _ => endPoint.ToString()!,
    };

    static void Probe(string path)
    {
        if (Directory.Exists(path)) throw new IOException("it is a folder");
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (!Directory.Exists(folder)) throw new IOException($"there is no folder {folder}");
        using var probe = new FileStream($"{path}.{Guid.NewGuid():N}.tmp", FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        if (File.Exists(path)) File.OpenWrite(path).Dispose();
    }

    static void TryWrite(string path, Action<string> write)
    {
        try
        {
            write(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new BadInputException($"--csv {path}: cannot be written ({e.Message.TrimEnd('.')}). Give a file in a folder that you may write to.", e);
        }
    }
}
