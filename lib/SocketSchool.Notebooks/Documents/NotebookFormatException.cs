namespace SocketSchool.Notebooks.Documents;

/// <summary>
/// A notebook that cannot be used: not there, not JSON, not nbformat 4, or written for another language.
/// <see cref="Exception.Message"/> is one line that names the file, the place and what to do.
/// </summary>
public sealed class NotebookFormatException : Exception
{
    /// <summary>An error with a general message.</summary>
    public NotebookFormatException() : base("This is not a notebook that can be used.")
    {
    }

    /// <summary>An error with its one-line message.</summary>
    /// <param name="message">The file, what is wrong, where, and what to do.</param>
    public NotebookFormatException(string message) : base(message)
    {
    }

    /// <summary>An error with its one-line message and what caused it.</summary>
    /// <param name="message">The file, what is wrong, where, and what to do.</param>
    /// <param name="innerException">What was thrown below.</param>
    public NotebookFormatException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
