namespace SocketSchool.Interactive;

/// <summary>What the cell that loads the extension shows: the commands; and, unseen, plotly.js for the figures of this page.</summary>
internal static class Welcome
{
    public static string Html() =>
        $"<p>SocketSchool for .NET Interactive is loaded. Figures are live where this output is shown; they ask no network.</p>{MagicHelp.All.ToHtml()}{PlotlyScript.Element()}";
}
