namespace SocketSchool.Notebooks.Running;

/// <summary>How a cell ended.</summary>
public enum CellOutcome
{
    /// <summary>It was not run: it is no code, or the kernel had ended before.</summary>
    NotRun,

    /// <summary>It ran without an error, or failed as its tag <c>raises-exception</c> said.</summary>
    Passed,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>It is tagged <c>raises-exception</c> and did not fail.</summary>
    ExpectedException,

    /// <summary>It is tagged <c>needs:PACKAGE</c> and the package cannot be had: neither a failure nor a success.</summary>
    Skipped,

    /// <summary>It ended the kernel, by running too long or by crashing it; the notebook ends with it.</summary>
    EndedKernel,
}
