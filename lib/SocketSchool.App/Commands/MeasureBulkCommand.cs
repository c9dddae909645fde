using System.CommandLine;
using System.Globalization;

namespace SocketSchool.App.Commands;

/// <summary>
/// <c>measure bulk</c>: one end of a bulk transfer between two processes, to be held against iperf3 (tests/benchmarks/compare-all.sh). Not
/// in the help, because <c>measure buffers</c> is what a person wants.
/// </summary>
static class MeasureBulkCommand
{
    public static Command Create()
    {
        var connect = new Option<string?>("--connect") { Description = "Send to a receiver. Without it: receive from one sender and say how fast.", HelpName = "HOST:PORT" };
        var buffer = new Option<string?>("--buffer") { Description = "What each send or receive is given. Default: 64 KiB.", HelpName = "SIZE" };
        var time = new Option<string?>("--time") { Description = "How many seconds to send; 1 to 600, default 3.", HelpName = "SECONDS" };
        var command = new Command("bulk", "One end of a bulk transfer between two processes.") { connect, buffer, time };
        command.Hidden = true;
        command.SetAction((parsed, cancellationToken) =>
        {
            var size = parsed.GetValue(buffer) is { } text
                ? MeasureSizes.Parse("--buffer", text, BufferSweepOptions.LargestBuffer) is [var one] ? one : throw new BadInputException($"--buffer {text}: give one size.")
                : BulkTransfer.DefaultBuffer;
            var seconds = parsed.GetValue(time) is { } given ? MeasureOutput.Number("--time", given, 1, 600) : 3;
            return MeasureOutput.Guard(async () =>
            {
                if (parsed.GetValue(connect) is { } to) await BulkTransfer.SendAsync(MeasureLatencyCommand.EndPoint(to), size, TimeSpan.FromSeconds(seconds), cancellationToken);
                else
                {
                    var rate = await BulkTransfer.ReceiveAsync(
                        size, port => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"listening on tcp 127.0.0.1:{port}")), cancellationToken);
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rate:0.0} MiB/s"));
                }
            });
        });
        return command;
    }
}
