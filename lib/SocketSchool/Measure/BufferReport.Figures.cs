namespace SocketSchool;

public sealed partial class BufferReport
{
    /// <summary>Throughput against the program's receive buffer, both logarithmic, with the interval as a band.</summary>
    /// <param name="others">Reports to draw beside this one, for instance a recorded one.</param>
    public Figure Figure(params BufferReport[] others) => Draw(
        SocketSchool.Figure.Lines(
            "Throughput against the program's receive buffer", FigureAxis.Log("receive buffer", FigureAxis.Bytes), FigureAxis.Log("throughput", "MiB/s")),
        [this, .. others], BufferKind.Receive, report => report.Name);

    /// <summary>Receive calls for a MiB against the program's receive buffer, both logarithmic.</summary>
    /// <param name="others">Reports to draw beside this one.</param>
    public Figure ReceivesFigure(params BufferReport[] others)
    {
        BufferReport[] all = [this, .. others];
        return all.Aggregate(
            SocketSchool.Figure.Lines(
                "Receive calls for one MiB", FigureAxis.Log("receive buffer", FigureAxis.Bytes), FigureAxis.Log("receive calls per MiB")),
            (figure, report) => figure.Add(
                report.Name, report.Of(BufferKind.Receive).Select(point => point.AskedBytes!.Value),
                report.Of(BufferKind.Receive).Select(point => point.ReceivesPerMib)));
    }

    /// <summary>Throughput against what <c>SO_RCVBUF</c> and <c>SO_SNDBUF</c> were set to, both logarithmic, with intervals as bands.</summary>
    public Figure SocketFigure()
    {
        var figure = SocketSchool.Figure.Lines(
            "Throughput against the socket's own buffers", FigureAxis.Log("set to", FigureAxis.Bytes), FigureAxis.Log("throughput", "MiB/s"));
        figure = Draw(figure, [this], BufferKind.SocketReceive, _ => "SO_RCVBUF");
        return Draw(figure, [this], BufferKind.SocketSend, _ => "SO_SNDBUF");
    }

    private static Figure Draw(Figure figure, IEnumerable<BufferReport> reports, BufferKind kind, Func<BufferReport, string> name)
    {
        foreach (var report in reports)
        {
            BufferPoint[] points = [.. report.Of(kind).Where(point => point.AskedBytes is not null)];
            if (points.Length == 0) continue;
            int[] sizes = [.. points.Select(point => point.AskedBytes!.Value)];
            figure = figure.Add(name(report), sizes, points.Select(point => point.MibPerSecond));
            if (points.Any(point => point.LowMibPerSecond is null)) continue;
            figure = figure.AddBand(
                "95% interval", sizes, points.Select(point => point.LowMibPerSecond!.Value), points.Select(point => point.HighMibPerSecond!.Value), of: name(report));
        }

        return figure;
    }
}
