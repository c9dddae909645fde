using SocketSchool.Notebooks.Documents;
using SocketSchool.Notebooks.Pages;
using SocketSchool.Notebooks.Running;

namespace SocketSchool.App.Running;

/// <summary>The folder to which <c>run</c> writes each notebook with its outputs, and a page for it.</summary>
sealed class RunOutput(string folder)
{
    /// <summary>Makes the folder.</summary>
    /// <exception cref="BadInputException">It cannot be made.</exception>
    public void Prepare() => Write(() => Directory.CreateDirectory(folder));

    /// <summary>Writes a notebook that has ended.</summary>
    /// <exception cref="BadInputException">It cannot be written.</exception>
    public void Save(NotebookResult result)
    {
        var notebook = result.Notebook;
        var target = Path.Combine(folder, Path.GetFileNameWithoutExtension(notebook.Name));
        Write(() => notebook.Save(target + ".ipynb"));
        var beside = Path.GetDirectoryName(Path.GetFullPath(notebook.Name));
        Write(() => AtomicFile.Write(target + ".html", NotebookPage.Render(notebook, beside, result.Cells)));
    }

    static void Write(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"Cannot write the results: {e.Message} Choose another folder: run --out DIR.", e);
        }
    }
}
