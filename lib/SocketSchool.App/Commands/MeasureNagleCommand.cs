using System.CommandLine;

namespace SocketSchool.App.Commands;

/// <summary><c>measure nagle</c>: two small sends, Nagle's algorithm and the delayed acknowledgement.</summary>
internal static class MeasureNagleCommand
{
    public static Command Create()
    {
        var rounds = new Option<string?>("--rounds") { Description = "How often to go through the ways of sending; 6 unless given.", HelpName = "N" };
        var (csv, html) = (MeasureOutput.Csv(), MeasureOutput.Html());
        var command = new Command("nagle", "Two small sends and then a wait for the answer: with Nagle's algorithm, without, and in one gathered send.")
        {
            rounds, csv, html,
        };
        command.SetAction((parsed, cancellationToken) => MeasureOutput.RunAsync(
            parsed.GetValue(csv), parsed.GetValue(html), async () =>
            {
                var options = new NagleOptions();
                if (parsed.GetValue(rounds) is { } text) options = options with { Rounds = MeasureOutput.Number("--rounds", text, 1, 100) };
                var report = await NagleMeasurement.RunAsync(
                    options with { TimeLimit = options.TimeLimit + options.Rounds * TimeSpan.FromSeconds(2) }, Console.WriteLine, cancellationToken);
                return new MeasureResult(
                    "Nagle's algorithm and delayed acknowledgements", report, report.ToCsv(),
                    [report.Figure(), report.HistogramFigure(), report.FirstExchangesFigure()]);
            }));
        return command;
    }
}
