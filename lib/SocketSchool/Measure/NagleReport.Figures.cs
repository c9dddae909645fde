using System.Globalization;
using System.Text;

namespace SocketSchool;

public sealed partial class NagleReport
{
    /// <summary>The first line of the CSV form.</summary>
    public const string CsvHeader = "way,nodelay,exchanges,min_us,p50_us,p50_low_us,p50_high_us,p99_us,max_us,waited";

    /// <summary>The median exchange of each way as a bar, in milliseconds.</summary>
    public Figure Figure() => SocketSchool.Figure
        .Bars("A request in two sends, in one, and without Nagle", "way of sending", FigureAxis.Linear("median exchange", "ms"))
        .AddBars("median", Ways.Select(way => way.Name), Ways.Select(way => way.Median.MedianUs / 1e3));

    /// <summary>
    /// Which share of each way's exchanges took how long, one histogram over the other, both medians marked. The time axis is logarithmic;
    /// shares and not counts, because of an exchange that waits far fewer fit into the same time.
    /// </summary>
    public Figure HistogramFigure()
    {
        NagleWay[] two = [TwoSends, NoDelay];
        var axis = FigureAxis.Log("exchange", "us");
        var edges = SocketSchool.Figure.Edges(
            Math.Max(1, two.Min(way => way.Histogram.Min)), Math.Max(2, two.Max(way => way.Histogram.Max)), 80, log: true);
        var figure = SocketSchool.Figure.Bars("Write, write, read: how long an exchange takes", axis, FigureAxis.Linear("share of the exchanges", "%"));
        foreach (var way in two)
        {
            var shares = Enumerable.Range(0, edges.Length - 1).Select(i => 100.0 / Math.Max(1, way.Histogram.Count) *
                way.Histogram.CountBetween(i == 0 ? 0 : edges[i], i == edges.Length - 2 ? double.MaxValue : edges[i + 1]));
            figure = figure.With(new HistogramTrace(way.Name, [.. edges.Select(edge => edge / 1e3)], [.. shares]));
        }

        return two.Aggregate(figure, (drawn, way) => drawn.Mark(way.Median.MedianUs, $"p50 {Micros.Say(way.Median.MedianUs)}"))
            .Describe(string.Join(' ', two.Select(way => $"{way.Name}: median {Micros.Say(way.Median.MedianUs)}, " +
                $"{way.Waited:N0} of {Say.Count(way.Histogram.Count, "exchange")} at 10 ms or more.")));
    }

    /// <summary>The first exchanges of a new connection one by one: where the wait begins.</summary>
    public Figure FirstExchangesFigure() => Ways.Aggregate(
        SocketSchool.Figure.Lines("The first exchanges of a new connection", "exchange", FigureAxis.Log("time", "us")),
        (drawn, way) => drawn.Add(way.Name, Enumerable.Range(1, way.FirstUs.Count), way.FirstUs));

    /// <summary>The ways as CSV: <see cref="CsvHeader"/>, a line for each, times in microseconds with three decimals, lines that end with <c>\n</c>.</summary>
    public string ToCsv()
    {
        var csv = new StringBuilder(CsvHeader).Append('\n');
        foreach (var way in Ways)
        {
            // A comma in a name would be a column more.
            csv.Append(CultureInfo.InvariantCulture, $"{way.Name.Replace(",", "")},{(way.NoDelay ? 1 : 0)},{way.Histogram.Count},{way.Histogram.Min / 1e3:0.000},");
            csv.Append(CultureInfo.InvariantCulture, $"{way.Median.MedianUs:0.000},{way.Median.LowUs:0.000},{way.Median.HighUs:0.000},");
            csv.Append(CultureInfo.InvariantCulture, $"{way.Histogram.Percentile(99) / 1e3:0.000},{way.Histogram.Max / 1e3:0.000},{way.Waited}\n");
        }

        return csv.ToString();
    }
}
