namespace SocketSchool;

/// <summary>One MIME type of a view. The members' names and types are a contract with the kernels; a test holds it.</summary>
internal sealed class ViewFormatter(string mimeType, Func<IView, string> render)
{
    public string MimeType { get; } = mimeType;

    public bool Format(object value, TextWriter writer)
    {
        if (value is not IView view) return false;
        writer.Write(render(view));
        return true;
    }
}
