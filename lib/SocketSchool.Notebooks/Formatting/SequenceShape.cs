namespace SocketSchool.Notebooks.Formatting;

/// <summary>Decides how a sequence is laid out: plain values on one line, things with members or fields as a table.</summary>
internal static class SequenceShape
{
    public static Shape Of(IReadOnlyList<object?> items, Func<object?, Shape> read, string? more)
    {
        var shapes = items.Select(read).ToList();
        if (shapes.Count > 0 && shapes.TrueForAll(shape => shape is Shape.Members or Shape.Tuple) && shapes.Exists(HasFields))
            return TableOf(shapes, more);
        if (shapes.TrueForAll(shape => shape is Shape.Word))
            return new Shape.Items(shapes, more);
        return new Shape.Table(["value"], [.. shapes.Select(shape => new[] { shape })], more);
    }

    static bool HasFields(Shape shape) => shape is Shape.Members { Values.Count: > 0 } or Shape.Tuple { Values.Count: > 0 };

    // Objects of different types share a table: its columns are all their members, in the order they were met.
    static Shape.Table TableOf(List<Shape> shapes, string? more)
    {
        var columns = new List<string>();
        var rows = new List<Dictionary<string, Shape>>();
        foreach (var shape in shapes)
        {
            var row = Fields(shape).ToDictionary(field => field.Key, field => field.Value, StringComparer.Ordinal);
            columns.AddRange(row.Keys.Except(columns));
            rows.Add(row);
        }

        return new(columns, [.. rows.Select(row => columns.Select(row.GetValueOrDefault).ToList())], more);
    }

    static IEnumerable<KeyValuePair<string, Shape>> Fields(Shape shape) => shape switch
    {
        Shape.Members members => members.Values,
        Shape.Tuple tuple => tuple.Values.Select((value, i) => KeyValuePair.Create($"Item{i + 1}", value)),
        _ => [],
    };
}
