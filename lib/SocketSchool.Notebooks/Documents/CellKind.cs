namespace SocketSchool.Notebooks.Documents;

/// <summary>What a notebook cell holds.</summary>
public enum CellKind
{
    /// <summary>Code that the kernel runs.</summary>
    Code,

    /// <summary>Text in Markdown.</summary>
    Markdown,

    /// <summary>Text that is neither run nor rendered.</summary>
    Raw,
}
