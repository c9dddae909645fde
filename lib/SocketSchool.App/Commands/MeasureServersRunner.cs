using System.Globalization;

namespace SocketSchool.App.Commands;

/// <summary>Starts the servers, loads them, shows what came of it.</summary>
static class MeasureServersRunner
{
    /// <summary>Returns 0 when everything was measured.</summary>
    /// <exception cref="BadInputException">It cannot be measured, or a file cannot be written; the message is the line to print.</exception>
    public static async Task<int> RunAsync(MeasureServersRequest request, TextWriter output, CancellationToken cancellationToken)
    {
        // Before a minute is spent on measuring what cannot be kept.
        MeasureOutput.Probe(request.Csv, request.Html);
        List<MeasureServersChild> children = [];
        try
        {
            var room = request.Options.Connections.Append(request.Options.IdleConnections).Max();
            foreach (var name in request.Servers) children.Add(await MeasureServersChild.StartAsync(name, room, cancellationToken));
            foreach (var (name, words) in request.Programs) children.Add(await MeasureServersChild.StartAsync(name, words, cancellationToken));
            await output.WriteLineAsync($"{MachineInfo.Describe()}.");
            await output.WriteLineAsync(Plan(request));
            var report = await ServerLoad.RunAsync(
                [.. children.Select(child => child.Target), .. request.Running], request.Options, output.WriteLine, cancellationToken);
            await output.WriteLineAsync();
            await output.WriteLineAsync(report.ToText());
            MeasureOutput.Write("--csv", request.Csv, report.ToCsv());
            MeasureOutput.Write("--html", request.Html, MeasurePage.Of("Many clients: four architectures", Views(report), PlotlyFile.Read()));
            return 0;
        }
        catch (MeasurementException e)
        {
            throw new BadInputException(e.Message, e);
        }
        catch (TimeoutException e)
        {
            throw new BadInputException("The process of a server does not answer. Try again.", e);
        }
        finally
        {
            foreach (var child in children) await child.DisposeAsync();
        }
    }

    static string Plan(MeasureServersRequest request)
    {
        var servers = request.Servers.Count + request.Running.Count + request.Programs.Count;
        var time = request.Options.Connections.Count * request.Options.Rounds * servers * (request.Options.Time + request.Options.WarmUp);
        var busy = request.Options.Connections.Count == 0 ? "" : string.Create(
            CultureInfo.InvariantCulture, $" Rounds: {request.Options.Rounds}, at least {time.TotalSeconds:0} s in all.");
        return $"Servers: {servers}. Each that is started here is a process of its own.{busy}";
    }

    static IEnumerable<IView> Views(ServerLoadReport report)
    {
        IEnumerable<IView> views = [report];
        if (report.Busy.Count > 0) views = [.. views, report.Figure(), report.LatencyFigure()];
        if (report.Idle.Any(point => point.ManagedBytesEachAfter is not null)) views = [.. views, report.MemoryFigure()];
        return views;
    }
}
