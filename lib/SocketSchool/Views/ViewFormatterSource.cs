namespace SocketSchool;

/// <summary>The formatters of every <see cref="IView"/>, found by reflection (see <see cref="TypeFormatterSourceAttribute"/>).</summary>
internal sealed class ViewFormatterSource
{
    // A kernel calls this by its name, on an instance.
#pragma warning disable CA1822
    public IEnumerable<object> CreateTypeFormatters() =>
#pragma warning restore CA1822
    [
        new ViewFormatter("text/html", view => view.ToHtml()),
        new ViewFormatter("text/plain", view => view.ToText()),
    ];
}
