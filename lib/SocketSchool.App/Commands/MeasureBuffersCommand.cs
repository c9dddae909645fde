using System.CommandLine;

namespace SocketSchool.App.Commands;

/// <summary><c>measure buffers</c>: one transfer through buffers of different sizes.</summary>
static class MeasureBuffersCommand
{
    public static Command Create()
    {
        var receive = new Option<string?>("--receive")
        {
            Description = "The program's receive buffers, for instance 16,1k,64KiB; \"none\" leaves them out. Default: 16 B to 1 MiB in steps of four.",
            HelpName = "LIST",
        };
        var socket = new Option<string?>("--socket")
        {
            Description = "SO_RCVBUF and SO_SNDBUF, for instance 4k,64k; \"none\" leaves them out. Default: 4 KiB to 4 MiB in steps of four.",
            HelpName = "LIST",
        };
        var total = new Option<string?>("--total") { Description = "What a transfer moves. Default: 64 MiB, as much of it as 0.15 s allow.", HelpName = "SIZE" };
        var rounds = new Option<string?>("--rounds") { Description = "How often to go through all buffers; 5 unless given.", HelpName = "N" };
        var (csv, html) = (MeasureOutput.Csv(), MeasureOutput.Html());
        var command = new Command("buffers", "Throughput and receive calls of one transfer, through one buffer size after another.")
        {
            receive, socket, total, rounds, csv, html,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var options = Options(parsed.GetValue(receive), parsed.GetValue(socket), parsed.GetValue(total), parsed.GetValue(rounds));
            return MeasureOutput.RunAsync(parsed.GetValue(csv), parsed.GetValue(html), async () =>
            {
                Console.WriteLine($"{MachineInfo.Describe()}.");
                Console.WriteLine($"Transfers of {ByteSize.Format(options.TotalBytes)} in {options.Rounds} rounds. A buffer is finished in the last round.");
                var report = await BufferSweep.RunAsync(options, Console.WriteLine, cancellationToken);
                return new MeasureResult("Buffers", report, report.ToCsv(), [.. Figures(report)]);
            });
        });
        return command;
    }

    static IEnumerable<Figure> Figures(BufferReport report)
    {
        if (report.Of(BufferKind.Receive).Count > 0)
        {
            yield return report.Figure();
            yield return report.ReceivesFigure();
        }

        if (report.Of(BufferKind.SocketReceive).Count > 0) yield return report.SocketFigure();
    }

    static BufferSweepOptions Options(string? receive, string? socket, string? total, string? rounds)
    {
        var options = new BufferSweepOptions();
        if (receive is not null) options = options with { ReceiveBuffers = List("--receive", receive) };
        if (socket is not null) options = options with { SocketBuffers = List("--socket", socket) };
        if (options.ReceiveBuffers.Count + options.SocketBuffers.Count == 0) throw new BadInputException("--receive none --socket none: nothing is left to measure.");
        // Who says how much wants that much, however long it takes.
        if (total is not null)
        {
            options = options with
            {
                TotalBytes = MeasureSizes.Parse("--total", total, int.MaxValue) is [var one] ? one : throw new BadInputException($"--total {total}: give one size."),
                TimePerTransfer = Timeout.InfiniteTimeSpan,
                TimeLimit = TimeSpan.FromHours(1),
            };
        }

        if (rounds is not null) options = options with { Rounds = MeasureOutput.Number("--rounds", rounds, 1, 1000) };
        return options with { TimeLimit = options.TimeLimit * Math.Max(1, options.Rounds / 5.0) };
    }

    static int[] List(string option, string list) => list == "none" ? [] : MeasureSizes.Parse(option, list, BufferSweepOptions.LargestBuffer);
}
