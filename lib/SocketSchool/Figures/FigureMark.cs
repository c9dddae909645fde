namespace SocketSchool;

/// <summary>A vertical line with a word at it, for instance at the median of a histogram.</summary>
/// <param name="X">Where on the x axis.</param>
/// <param name="Text">What it says.</param>
public sealed record FigureMark(double X, string Text);
