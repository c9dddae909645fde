namespace SocketSchool.Notebooks.Formatting;

/// <summary>
/// Turns any value into what a notebook shows. Values draw themselves when they follow the conventions of .NET Interactive or Verso;
/// others read as a list, a table, a dump of bytes or a list of properties. Never throws, and ends for endless sequences.
/// </summary>
public static class ValueFormatter
{
    /// <summary>All forms of a value; <c>text/plain</c> is always among them.</summary>
    /// <param name="value">Any value, <see langword="null"/> too.</param>
    public static MimeBundle Format(object? value)
    {
        try
        {
            var shape = ShapeReader.Read(value);
            if (shape is Shape.View view)
                return view.Bundle;
            var text = TextRenderer.Render(shape);
            return HtmlRenderer.Render(shape) is { } html
                ? new MimeBundle([new(MimeBundle.Html, html), new(MimeBundle.PlainText, text)])
                : MimeBundle.Of(text);
        }
        catch (Exception e)
        {
            return MimeBundle.Of($"({value?.GetType().Name ?? "the value"} could not be shown: {e.GetType().Name}: {e.Message})");
        }
    }
}
