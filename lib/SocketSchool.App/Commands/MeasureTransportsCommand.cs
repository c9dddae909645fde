using System.CommandLine;

namespace SocketSchool.App.Commands;

/// <summary><c>measure transports</c>: the same messages over TCP, UDP, Unix domain sockets, pipes and shared memory.</summary>
static class MeasureTransportsCommand
{
    public static Command Create()
    {
        var sizes = new Option<string?>("--sizes")
        {
            Description = "Message sizes, for instance 16,1k,64KiB,1M. Default: 1 B to 4 MiB in steps of eight.",
            HelpName = "LIST",
        };
        var only = new Option<string?>("--only")
        {
            Description = $"Which transports, for instance tcp,udp. Default: all of {string.Join(',', TransportNames.All.Select(kind => kind.Name()))}.",
            HelpName = "LIST",
        };
        var samples = new Option<string?>("--samples")
        {
            Description = "Round trips timed for each transport and size. Default: up to 20,000, as many as 60 ms allow.",
            HelpName = "N",
        };
        var (csv, html) = (MeasureOutput.Csv(), MeasureOutput.Html());
        var command = new Command("transports", "Round-trip time against message size over TCP, UDP, Unix domain sockets, named pipes and shared memory.")
        {
            sizes, only, samples, csv, html,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var options = Options(parsed.GetValue(sizes), parsed.GetValue(only), parsed.GetValue(samples));
            return MeasureOutput.RunAsync(parsed.GetValue(csv), parsed.GetValue(html), async () =>
            {
                Console.WriteLine($"{MachineInfo.Describe()}.");
                Console.WriteLine(
                    $"{options.Transports.Count} transports, {options.Sizes.Count} message sizes, {options.Rounds} rounds in turn. A point is finished in the last round.");
                var report = await TransportSweep.RunAsync(options, Console.WriteLine, cancellationToken);
                return new MeasureResult("Transports", report, report.ToCsv(), [.. Figures(report)]);
            });
        });
        return command;
    }

    static IEnumerable<Figure> Figures(LatencyReport report)
    {
        yield return report.Figure();
        yield return report.ThroughputFigure();
        foreach (var size in report.Points.Select(point => point.SizeBytes).Distinct().Order()) yield return report.BarFigure(size);
    }

    static TransportSweepOptions Options(string? sizes, string? only, string? samples)
    {
        var options = new TransportSweepOptions();
        if (sizes is not null) options = options with { Sizes = MeasureSizes.Parse("--sizes", sizes, TransportSweepOptions.LargestSize) };
        if (only is not null) options = options with { Transports = Transports(only) };
        if (samples is null) return options;
        return options with
        {
            Samples = MeasureOutput.Number("--samples", samples, 1, 10_000_000),
            TimePerPoint = Timeout.InfiniteTimeSpan,
            TimeLimit = TimeSpan.FromHours(1),
        };
    }

    static TransportKind[] Transports(string list)
    {
        TransportKind[] kinds =
        [
            .. list.Split(',').Select(part => TransportNames.TryParse(part, out var kind)
                ? kind
                : throw new BadInputException(
                    $"--only {list}: there is no transport '{part.Trim()}'. There are {string.Join(", ", TransportNames.All.Select(one => one.Name()))}.")),
        ];
        if (kinds.Distinct().Count() != kinds.Length) throw new BadInputException($"--only {list}: a transport is there twice.");
        return kinds;
    }
}
