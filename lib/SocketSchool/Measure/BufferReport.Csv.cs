using System.Globalization;
using System.Text;

namespace SocketSchool;

public sealed partial class BufferReport
{
    /// <summary>The first line of the CSV form.</summary>
    public const string CsvHeader =
        "buffer,asked_bytes,granted_bytes,bytes,receives,mib_per_s,mib_per_s_low,mib_per_s_high,whole,transfer_bytes";

    /// <summary>The points as CSV: <see cref="CsvHeader"/>, a line for each, lines that end with <c>\n</c>. An untouched buffer has no <c>asked_bytes</c>.</summary>
    public string ToCsv()
    {
        var csv = new StringBuilder(CsvHeader).Append('\n');
        foreach (var point in Points)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{BufferPoint.Name(point.Kind)},{point.AskedBytes},{point.GrantedBytes},{point.Bytes},{point.Receives},");
            csv.Append(CultureInfo.InvariantCulture, $"{point.MibPerSecond:0.000},{point.LowMibPerSecond:0.000},{point.HighMibPerSecond:0.000},{(point.IsWhole ? 1 : 0)},{TotalBytes}\n");
        }

        return csv.ToString();
    }

    /// <summary>Writes <see cref="ToCsv"/> to a file, which is never half written.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public void SaveCsv(string path) => CsvFile.Save(path, ToCsv());

    /// <summary>Reads a report from a file of <see cref="SaveCsv"/>.</summary>
    /// <param name="path">The file. When one of the same name with the ending <c>.txt</c> lies beside it, its first line becomes <see cref="Machine"/>.</param>
    /// <param name="name">What the legend calls it; <c>recorded</c> by default.</param>
    /// <exception cref="FormatException">The file is not such a CSV file; the message says which line and why.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static BufferReport LoadCsv(string path, string name = "recorded")
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return ParseCsv(File.ReadAllText(path), name, CsvFile.Machine(path), Path.GetFileName(path));
    }

    internal static BufferReport ParseCsv(string csv, string name, string machine, string file)
    {
        var lines = csv.Split('\n').Select(line => line.TrimEnd('\r')).ToArray();
        if (lines[0].TrimStart('\uFEFF') != CsvHeader) throw new FormatException($"{file}, line 1: the columns have to be {CsvHeader}.");
        List<BufferPoint> points = [];
        var total = 0L;
        for (var i = 1; i < lines.Length; i++)
        {
            if (lines[i] is "" or ['#', ..]) continue;
            var fields = lines[i].Split(',');
            try
            {
                if (fields.Length != 10) throw new FormatException($"10 fields are needed, here are {fields.Length}");
                points.Add(Point(fields));
                total = long.Parse(fields[9], NumberStyles.None, CultureInfo.InvariantCulture);
            }
            catch (Exception e) when (e is FormatException or OverflowException)
            {
                throw new FormatException($"{file}, line {i + 1}: {e.Message.TrimEnd('.')}.", e);
            }
        }

        return new BufferReport(name, machine, points, total);
    }

    private static BufferPoint Point(string[] fields)
    {
        var kind = Array.FindIndex(Enum.GetValues<BufferKind>(), one => BufferPoint.Name(one) == fields[0]);
        if (kind < 0) throw new FormatException($"there is no buffer '{fields[0]}'");
        return new BufferPoint(
            (BufferKind)kind, fields[1] == "" ? null : (int)Whole(1), (int)Whole(2), Whole(3), Whole(4), Number(5),
            fields[6] == "" ? null : Number(6), fields[7] == "" ? null : Number(7), fields[8] == "1");

        long Whole(int field) => long.TryParse(fields[field], NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= (field < 3 ? int.MaxValue : long.MaxValue)
            ? value
            : throw new FormatException($"'{fields[field]}' is not a {CsvHeader.Split(',')[field]} (a whole number)");

        double Number(int field) => double.TryParse(fields[field], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : throw new FormatException($"'{fields[field]}' is not a {CsvHeader.Split(',')[field]} (a number of 0 or more)");
    }
}
