using System.CommandLine;

namespace SocketSchool.App.Commands;

/// <summary><c>measure placement</c>: the same exchange with both ends on one processor and on two, on the machine as it is and kept busy.</summary>
static class MeasurePlacementCommand
{
    public static Command Create()
    {
        var size = new Option<string?>("--size") { Description = "The message, for instance 16 or 64KiB. Default: 16.", HelpName = "SIZE" };
        var rounds = new Option<string?>("--rounds") { Description = "How often to go through the placements; 6 unless given.", HelpName = "N" };
        var (csv, html) = (MeasureOutput.Csv(), MeasureOutput.Html());
        var command = new Command("placement", "The same exchange with both ends on one processor, on two, and left alone; on the machine as it is, and kept busy.")
        {
            size, rounds, csv, html,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var options = new PlacementOptions();
            if (parsed.GetValue(size) is { } bytes)
            {
                options = options with
                {
                    Size = MeasureSizes.Parse("--size", bytes, PlacementOptions.LargestSize) is [var one] ? one : throw new BadInputException($"--size {bytes}: give one size."),
                };
            }

            if (parsed.GetValue(rounds) is { } text) options = options with { Rounds = MeasureOutput.Number("--rounds", text, 1, 1000) };
            return MeasureOutput.RunAsync(parsed.GetValue(csv), parsed.GetValue(html), async () =>
            {
                var report = await Placement.RunAsync(
                    options with { TimeLimit = options.TimeLimit + options.Rounds * TimeSpan.FromSeconds(2) }, Console.WriteLine, cancellationToken);
                return new MeasureResult("Where it runs", report, report.ToCsv(), [report.Figure()]);
            });
        });
        return command;
    }
}
