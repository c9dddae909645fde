using System.Globalization;
using System.Text;

namespace SocketSchool;

public sealed partial class ServerLoadReport
{
    /// <summary>The first line of <see cref="ToCsv"/> after the machine's.</summary>
    public const string CsvHeader =
        "load,server,connections,round_trips_per_second,each_round,p50_us,p99_us,processor_us,answered,managed_bytes_each,resident_bytes_each,open_ms,answer_ms";

    /// <summary>
    /// The numbers as CSV (RFC 4180): a comment line with the machine, the header, and a line for each point, <c>busy</c> or <c>idle</c>.
    /// What a kind of point does not have is empty; <c>each_round</c> has the rates of the rounds, with semicolons between them.
    /// </summary>
    public string ToCsv()
    {
        var csv = new StringBuilder().Append("# ").Append(Machine).Append('\n').Append(CsvHeader).Append('\n');
        foreach (var point in Busy)
        {
            csv.Append(CultureInfo.InvariantCulture,
                $"busy,{Quote(point.Server)},{point.Connections},{point.RoundTripsPerSecond:0.#},{Each(point.Rates)}," +
                $"{point.P50Us:0.#},{point.P99Us:0.#},{point.ProcessorUs:0.##},,,,,\n");
        }

        foreach (var point in Idle)
        {
            csv.Append(CultureInfo.InvariantCulture,
                $"idle,{Quote(point.Server)},{point.Connections},,,,,,{point.Answered},{point.ManagedBytesEachAfter:0.#}," +
                $"{point.ResidentBytesEach:0.#},{point.OpenTime.TotalMilliseconds:0.#},{point.AnswerTime.TotalMilliseconds:0.#}\n");
        }

        return csv.ToString();
    }

    private static string Each(IEnumerable<double> rates) =>
        string.Join(';', rates.Select(rate => rate.ToString("0.#", CultureInfo.InvariantCulture)));

    private static string Quote(string text) =>
        text.AsSpan().IndexOfAny(',', '"', '\n') < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
