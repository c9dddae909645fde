using System.CommandLine;

namespace SocketSchool.App.Commands;

/// <summary><c>measure connections</c>: what a new connection costs against one that is kept, and who is left with TIME_WAIT.</summary>
internal static class MeasureConnectionsCommand
{
    public static Command Create()
    {
        var requests = new Option<string?>("--requests")
        {
            Description = $"Requests of each way, at most {ConnectionCostOptions.MostConnections:N0}; 600 unless given.",
            HelpName = "N",
        };
        var (csv, html) = (MeasureOutput.Csv(), MeasureOutput.Html());
        var command = new Command("connections", "A request over a connection that is kept, over a new one each time, and who is left with TIME_WAIT.")
        {
            requests, csv, html,
        };
        command.SetAction((parsed, cancellationToken) => MeasureOutput.RunAsync(
            parsed.GetValue(csv), parsed.GetValue(html), async () =>
            {
                var options = new ConnectionCostOptions();
                if (parsed.GetValue(requests) is { } text)
                {
                    options = options with
                    {
                        Requests = MeasureOutput.Number("--requests", text, 1, ConnectionCostOptions.MostConnections),
                        TimeLimit = TimeSpan.FromMinutes(5),
                    };
                }

                var report = await ConnectionCost.RunAsync(options, Console.WriteLine, cancellationToken);
                return new MeasureResult("What a connection costs", report, report.ToCsv(), [report.Figure(), report.TimeWaitFigure()]);
            }));
        return command;
    }
}
