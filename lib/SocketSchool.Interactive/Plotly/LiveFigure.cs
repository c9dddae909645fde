namespace SocketSchool.Interactive;

/// <summary>HTML of a chart that is whole without any script, and comes to life where plotly.js is in the page.</summary>
internal static class LiveFigure
{
    /// <summary>The HTML.</summary>
    /// <param name="json">The chart as Plotly's JSON.</param>
    /// <param name="still">HTML of the still picture: every <c>svg</c> in it, and what is marked <c>data-still</c>, gives way.</param>
    public static string Html(string json, string still)
    {
        var id = $"ss{Guid.NewGuid():N}";
        return $$"""
            <div id="{{id}}">{{still}}</div>
            <script>(function () {
            const box = document.getElementById("{{id}}"), figure = {{ForScript(json)}};
            function draw() {
              const plotly = window.{{PlotlyScript.Global}} || window.Plotly, still = box ? [...box.querySelectorAll("svg, [data-still]")] : [];
              if (!plotly || still.length == 0) return;
              const live = document.createElement("div");
              live.setAttribute("role", "img");
              live.setAttribute("aria-label", still[0].getAttribute("aria-label") || "chart");
              live.style.minHeight = ((figure.layout || {}).height || 430) + "px";
              still[0].before(live);
              plotly.newPlot(live, figure.data, figure.layout || {}, { responsive: true, displaylogo: false })
                .then(() => still.forEach(part => part.remove()), () => live.remove());
            }
            if (window.{{PlotlyScript.Global}} || window.Plotly) draw();
            else window.addEventListener("{{PlotlyScript.Arrived}}", draw, { once: true });
            })();</script>
            """;
    }

    // Inside a script element only "<" could end it; in JSON it stands in strings alone.
    private static string ForScript(string json) => json.Replace("<", "\\u003c", StringComparison.Ordinal);
}
