using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace SocketSchool;

/// <summary>Rows and columns, drawn alike on every front end. (.NET Interactive shows a list of records as a tree to unfold.)</summary>
public sealed class Table : View
{
    private readonly IReadOnlyList<string> _headers;
    private readonly IReadOnlyList<IReadOnlyList<Cell>> _rows;

    private Table(IReadOnlyList<string> headers, IReadOnlyList<IReadOnlyList<Cell>> rows)
    {
        _headers = headers;
        _rows = rows;
    }

    /// <summary>How many rows there are.</summary>
    public int Count => _rows.Count;

    /// <summary>A table of anything: tuples by their items, records and anonymous objects by their properties, else the value itself.</summary>
    /// <param name="rows">One row each; an empty sequence is a table without rows.</param>
    /// <param name="headers">
    /// The columns' titles. For tuples they are needed, because a tuple forgets its names; for objects the properties' names are used when
    /// left out, with <c>_</c> as a space.
    /// </param>
    /// <typeparam name="T">The type of a row.</typeparam>
    public static Table Of<T>(IEnumerable<T> rows, params string[] headers)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(headers);
        var properties = typeof(ITuple).IsAssignableFrom(typeof(T)) || IsScalar(typeof(T))
            ? []
            : typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.GetIndexParameters().Length == 0 && property.CanRead).ToArray();
        List<IReadOnlyList<Cell>> cells = [.. rows.Select(row => Cells(row, properties))];
        if (headers.Length == 0)
        {
            headers = properties.Length > 0
                ? [.. properties.Select(property => property.Name.Replace('_', ' '))]
                : [.. Enumerable.Range(1, cells.Count > 0 ? cells[0].Count : 1).Select(number => $"item {number}")];
        }

        return new Table(headers, cells);
    }

    /// <inheritdoc/>
    public override string ToHtml() => Html.Wrap(Html.Table(_headers, _rows));

    /// <inheritdoc/>
    public override string ToText() => Html.TextTable(_headers, _rows);

    private static bool IsScalar(Type type) => type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(decimal);

    private static Cell[] Cells(object? row, PropertyInfo[] properties) => row switch
    {
        ITuple tuple => [.. Enumerable.Range(0, tuple.Length).Select(i => new Cell(Format(tuple[i])))],
        not null when properties.Length > 0 => [.. properties.Select(property => new Cell(Format(property.GetValue(row))))],
        _ => [Format(row)],
    };

    private static string Format(object? value) => value switch
    {
        null => "",
        double or float => string.Create(CultureInfo.InvariantCulture, $"{value:#,0.###}"),
        byte or short or int or long or uint or ulong => string.Create(CultureInfo.InvariantCulture, $"{value:N0}"),
        bool yes => yes ? "yes" : "no",
        string text => text,
        byte[] bytes => ByteText.Hex(bytes.AsSpan(0, Math.Min(bytes.Length, 32))) + (bytes.Length > 32 ? " ..." : ""),
        IEnumerable many => string.Join(", ", many.Cast<object?>().Select(Format)),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
