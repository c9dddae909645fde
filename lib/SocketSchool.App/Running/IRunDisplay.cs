using SocketSchool.Notebooks.Running;

namespace SocketSchool.App.Running;

/// <summary>Shows the progress of a run. Called from several notebooks' tasks at once.</summary>
interface IRunDisplay : IDisposable
{
    /// <summary>A notebook starts.</summary>
    void Started(string name, int cells);

    /// <summary>A cell of it has ended.</summary>
    void CellDone(string name, CellResult result);

    /// <summary>The notebook has ended.</summary>
    void Finished(string name, NotebookResult result);
}
