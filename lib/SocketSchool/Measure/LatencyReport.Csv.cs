using System.Globalization;
using System.Text;

namespace SocketSchool;

public sealed partial class LatencyReport
{
    /// <summary>The columns that every file has, also one of another program (tests/benchmarks/pingpong.c).</summary>
    public const string BasicCsvHeader = "transport,size_bytes,samples,min_us,p50_us,p90_us,p99_us,max_us,mib_per_s";

    /// <summary>The first line of the CSV form.</summary>
    public const string CsvHeader = BasicCsvHeader + ",p999_us,p50_low_us,p50_high_us";

    /// <summary>
    /// The points as CSV: <see cref="CsvHeader"/>, a line for each, numbers with a point and three decimals, lines that end with <c>\n</c>.
    /// What is not known is empty. Then a line for each of <see cref="Missing"/>: <c># transport,size_bytes,why</c>.
    /// </summary>
    public string ToCsv()
    {
        var csv = new StringBuilder(CsvHeader).Append('\n');
        foreach (var point in Points)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{point.Transport},{point.SizeBytes},{point.Samples},{point.MinUs:0.000},{point.P50Us:0.000},");
            csv.Append(CultureInfo.InvariantCulture, $"{point.P90Us:0.000},{point.P99Us:0.000},{point.MaxUs:0.000},{point.MibPerSecond:0.000},");
            var median = point.Median is { IsReached: true } known ? known : null;
            csv.Append(CultureInfo.InvariantCulture, $"{point.P999Us:0.000},{median?.LowUs:0.000},{median?.HighUs:0.000}\n");
        }

        foreach (var missing in Missing) csv.Append(CultureInfo.InvariantCulture, $"# {missing.Transport},{missing.SizeBytes},{missing.Why}\n");

        return csv.ToString();
    }

    /// <summary>Writes <see cref="ToCsv"/> to a file: beside it first, then renamed, so that the file is never half written.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public void SaveCsv(string path) => CsvFile.Save(path, ToCsv());

    /// <summary>Reads a report from a file of <see cref="SaveCsv"/> or of another program with the same columns.</summary>
    /// <param name="path">
    /// The file. When a file of the same name with the ending <c>.txt</c> lies beside it, its first line becomes <see cref="Machine"/>.
    /// </param>
    /// <param name="name">What the legend calls it; <c>recorded</c> by default.</param>
    /// <exception cref="FormatException">The file is not such a CSV file; the message says which line and why.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static LatencyReport LoadCsv(string path, string name = "recorded")
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return ParseCsv(File.ReadAllText(path), name, CsvFile.Machine(path), Path.GetFileName(path));
    }

    internal static LatencyReport ParseCsv(string csv, string name, string machine, string file)
    {
        var lines = csv.Split('\n').Select(line => line.TrimEnd('\r')).ToArray();
        var header = lines[0].TrimStart('\uFEFF');
        if (header is not (CsvHeader or BasicCsvHeader)) throw new FormatException($"{file}, line 1: the columns have to be {CsvHeader}.");
        var points = new List<LatencyPoint>();
        var missing = new List<MissingPoint>();
        for (var i = 1; i < lines.Length; i++)
        {
            if (lines[i].StartsWith('#'))
            {
                if (ParseMissing(lines[i]) is { } found) missing.Add(found);
            }
            else if (lines[i] != "")
            {
                points.Add(ParseLine(lines[i].Split(','), header.Split(',').Length, $"{file}, line {i + 1}"));
            }
        }

        return new LatencyReport(name, machine, points, missing);
    }

    // Any other comment is a comment.
    private static MissingPoint? ParseMissing(string line)
    {
        var fields = line[1..].Trim().Split(',', 3);
        if (fields.Length != 3) return null;
        if (fields[1] == "") return new MissingPoint(fields[0], null, fields[2]);
        return int.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? new MissingPoint(fields[0], size, fields[2]) : null;
    }

    private static LatencyPoint ParseLine(string[] fields, int columns, string where)
    {
        if (fields.Length != columns) throw new FormatException($"{where}: {columns} fields are needed, here are {fields.Length}.");
        var point = new LatencyPoint(fields[0], (int)Whole(1, int.MaxValue), Whole(2, long.MaxValue), Number(3), Number(4), Number(5), Number(6), Number(7), Number(8));
        if (columns == 9) return point;
        return point with
        {
            P999Us = fields[9] == "" ? null : Number(9),
            Median = fields[10] == "" || fields[11] == "" ? null : new MedianInterval(point.P50Us, Number(10), Number(11), 0.95, IsReached: true),
        };

        long Whole(int field, long most) =>
            long.TryParse(fields[field], NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= 1 && value <= most
                ? value
                : throw new FormatException($"{where}: '{fields[field]}' is not a {CsvHeader.Split(',')[field]} (a whole number of at least 1).");

        double Number(int field) =>
            double.TryParse(fields[field], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
                ? value
                : throw new FormatException($"{where}: '{fields[field]}' is not a {CsvHeader.Split(',')[field]} (a number of 0 or more).");
    }
}
