using Plotly.NET;

namespace SocketSchool.Interactive;

/// <summary>plotly.js, the copy that Plotly.NET carries, for outputs that must not ask the network for it.</summary>
internal static class PlotlyScript
{
    /// <summary>Where a page's scripts find it.</summary>
    public const string Global = "SocketSchoolPlotly";

    /// <summary>The event of the window that says that it has come.</summary>
    public const string Arrived = "socketschool-plotly";

    /// <summary>A script element that puts it into the page, once: 3.6 MB.</summary>
    public static string Element()
    {
        var plotly = typeof(GenericChart).Assembly;
        var name = plotly.GetManifestResourceNames().FirstOrDefault(resource => resource.EndsWith(".min.js", StringComparison.Ordinal));
        if (name is null) return "";
        using var reader = new StreamReader(plotly.GetManifestResourceStream(name)!);
        // Notebook pages have a module loader, which plotly.js would hand itself to: hidden from it, it makes a global.
        return $$"""
            <script>(function () {
            if (window.{{Global}}) return;
            var define, exports, module;
            {{reader.ReadToEnd()}}
            window.{{Global}} = window.Plotly;
            window.dispatchEvent(new Event("{{Arrived}}"));
            })();</script>
            """;
    }
}
