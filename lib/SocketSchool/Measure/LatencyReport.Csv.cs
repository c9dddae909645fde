using System.Globalization;
using System.Text;

namespace SocketSchool;

public sealed partial class LatencyReport
{
    /// <summary>The first line of the CSV form.</summary>
    public const string CsvHeader = "transport,size_bytes,samples,min_us,p50_us,p90_us,p99_us,max_us,mib_per_s";

    /// <summary>The points as CSV: <see cref="CsvHeader"/>, a line for each, numbers with a point and three decimals, lines that end with <c>\n</c>.</summary>
    public string ToCsv()
    {
        var csv = new StringBuilder(CsvHeader).Append('\n');
        foreach (var point in Points)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{point.Transport},{point.SizeBytes},{point.Samples},{point.MinUs:0.000},{point.P50Us:0.000},");
            csv.Append(CultureInfo.InvariantCulture, $"{point.P90Us:0.000},{point.P99Us:0.000},{point.MaxUs:0.000},{point.MibPerSecond:0.000}\n");
        }

        return csv.ToString();
    }

    /// <summary>Writes <see cref="ToCsv"/> to a file: beside it first, then renamed, so that the file is never half written.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public void SaveCsv(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var full = Path.GetFullPath(path);
        var beside = $"{full}.{Guid.NewGuid():N}.tmp";
        try
        {
            File.WriteAllText(beside, ToCsv());
            File.Move(beside, full, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }

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
        var note = Path.ChangeExtension(path, ".txt");
        var machine = File.Exists(note) ? File.ReadLines(note).FirstOrDefault() : null;
        return ParseCsv(File.ReadAllText(path), name, machine?.TrimEnd('.') ?? $"from {Path.GetFileName(path)}", Path.GetFileName(path));
    }

    internal static LatencyReport ParseCsv(string csv, string name, string machine, string file)
    {
        var lines = csv.Split('\n').Select(line => line.TrimEnd('\r')).ToArray();
        if (lines[0].TrimStart('\uFEFF') != CsvHeader) throw new FormatException($"{file}, line 1: the columns have to be {CsvHeader}.");
        var points = new List<LatencyPoint>();
        for (var i = 1; i < lines.Length; i++)
        {
            if (lines[i] != "") points.Add(ParseLine(lines[i].Split(','), $"{file}, line {i + 1}"));
        }

        return new LatencyReport(name, machine, points);
    }

    private static LatencyPoint ParseLine(string[] fields, string where)
    {
        if (fields.Length != 9) throw new FormatException($"{where}: 9 fields are needed, here are {fields.Length}.");
        return new LatencyPoint(fields[0], (int)Whole(1, int.MaxValue), Whole(2, long.MaxValue), Number(3), Number(4), Number(5), Number(6), Number(7), Number(8));

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
