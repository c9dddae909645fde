namespace SocketSchool.App.Commands;

/// <summary>What a measurement has for the screen and for files.</summary>
/// <param name="Title">The page's title.</param>
/// <param name="Report">The words and the table.</param>
/// <param name="Csv">The numbers.</param>
/// <param name="Figures">The pictures.</param>
sealed record MeasureResult(string Title, IView Report, string Csv, IReadOnlyList<Figure> Figures);
