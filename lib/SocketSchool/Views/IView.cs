namespace SocketSchool;

/// <summary>What everything that draws itself in a notebook has in common.</summary>
public interface IView
{
    /// <summary>The view as an HTML fragment.</summary>
    string ToHtml();

    /// <summary>The view as plain text, lines separated by <c>\n</c>.</summary>
    string ToText();
}
