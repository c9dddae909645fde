namespace SocketSchool.Notebooks.Formatting;

/// <summary>
/// What a value looks like, before it is text or HTML. Reading a value into a shape is where everything unsafe happens (getters that
/// throw, endless sequences, cycles), once; the two renderings then cannot disagree.
/// </summary>
internal abstract record Shape
{
    /// <summary>A value in a few words on one line.</summary>
    public sealed record Word(string Text) : Shape;

    /// <summary>Text of several lines.</summary>
    public sealed record Lines(string Text) : Shape;

    /// <summary>Values one after another; <paramref name="More"/> says what was left out.</summary>
    public sealed record Items(IReadOnlyList<Shape> Values, string? More) : Shape;

    /// <summary>The fields of a tuple.</summary>
    public sealed record Tuple(IReadOnlyList<Shape> Values) : Shape;

    /// <summary>Rows of values under common headings.</summary>
    public sealed record Table(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<Shape?>> Rows, string? More) : Shape;

    /// <summary>The members of one object.</summary>
    public sealed record Members(string TypeName, IReadOnlyList<KeyValuePair<string, Shape>> Values, string? More) : Shape;

    /// <summary>Bytes: the first of them, and how many there are.</summary>
    public sealed record Bytes(byte[] First, long Count) : Shape;

    /// <summary>A value that draws itself.</summary>
    public sealed record View(MimeBundle Bundle) : Shape;
}
