namespace SocketSchool;

/// <summary>One line of text as it came, or what was taken for one.</summary>
/// <param name="Text">The line without its end.</param>
/// <param name="End"><c>\n</c> or <c>\r\n</c>; empty when the stream ended or the client fell silent without a line end.</param>
internal readonly record struct Line(string Text, string End);
