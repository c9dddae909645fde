using System.CommandLine;
using System.Globalization;
using System.Net;

namespace SocketSchool.App.Commands;

/// <summary><c>measure latency</c>: round trips over blocking TCP, message size after message size, to any echo server.</summary>
static class MeasureLatencyCommand
{
    public static Command Create()
    {
        var sizes = new Option<string>("--sizes")
        {
            Description = "Message sizes, for instance 16,1k,64KiB,1M. Default: 16 B to 1 MiB in steps of four.",
            HelpName = "LIST",
        };
        var samples = new Option<string?>("--samples")
        {
            Description = "Round trips timed for each size. Default: up to 5,000, as many as 0.35 s allow.",
            HelpName = "N",
        };
        var connect = new Option<string>("--connect")
        {
            Description = "An echo server to measure. Default: one of its own, in this process.",
            HelpName = "HOST:PORT",
        };
        var beside = new Option<string[]>("--beside")
        {
            Description = "A CSV file of an earlier run, to draw beside this one in the figures; may be given more than once.",
            HelpName = "FILE",
        };
        var (csv, html) = (MeasureOutput.Csv(), MeasureOutput.Html());
        var command = new Command("latency", "Round-trip time over TCP for one message size after another.")
        {
            sizes, samples, connect, beside, csv, html,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var options = Options(parsed.GetValue(sizes), parsed.GetValue(samples), parsed.GetValue(connect));
            LatencyReport[] others = [.. (parsed.GetValue(beside) ?? []).Select(Load)];
            return MeasureOutput.RunAsync(parsed.GetValue(csv), parsed.GetValue(html), async () =>
            {
                Console.WriteLine($"{MachineInfo.Describe()}.");
                Console.WriteLine(
                    $"{options.Sizes.Count} message size{(options.Sizes.Count == 1 ? "" : "s")} in {options.Rounds} rounds, against {Name(options.EndPoint)}. A size is finished in the last round.");
                var report = await LatencySweep.RunAsync(options, Console.WriteLine, cancellationToken);
                return new MeasureResult("Latency against message size", report, report.ToCsv(), [report.Figure(others), report.ThroughputFigure(others)]);
            });
        });
        return command;
    }

    /// <summary>Reads <c>HOST:PORT</c>.</summary>
    /// <exception cref="BadInputException">It is not.</exception>
    public static EndPoint EndPoint(string text)
    {
        var colon = text.LastIndexOf(':');
        var host = colon < 0 ? "" : text[..colon].Trim('[', ']');
        if (host == "" || !ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port == 0)
            throw new BadInputException($"--connect {text}: give HOST:PORT, for instance 127.0.0.1:7007.");
        return IPAddress.TryParse(host, out var address) ? new IPEndPoint(address, port) : new DnsEndPoint(host, port);
    }

    static LatencySweepOptions Options(string? sizes, string? samples, string? connect)
    {
        var options = new LatencySweepOptions();
        if (sizes is not null) options = options with { Sizes = MeasureSizes.Parse("--sizes", sizes, LatencySweepOptions.LargestSize) };
        if (connect is not null) options = options with { EndPoint = EndPoint(connect) };
        if (samples is null) return options;
        // Who asks for a number of samples wants that number, however long it takes.
        return options with { Samples = MeasureOutput.Number("--samples", samples, 1, 10_000_000), TimePerSize = Timeout.InfiniteTimeSpan, TimeLimit = TimeSpan.FromHours(1) };
    }

    static LatencyReport Load(string path)
    {
        try
        {
            return LatencyReport.LoadCsv(path, Path.GetFileNameWithoutExtension(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or FormatException)
        {
            throw new BadInputException($"--beside {path}: cannot be read ({e.Message.TrimEnd('.')}). Give a file that --csv has written.", e);
        }
    }

    static string Name(EndPoint? endPoint) => endPoint switch
    {
        null => "a server of its own",
        DnsEndPoint name => $"{name.Host}:{name.Port}",
        _ => endPoint.ToString()!,
    };
}
