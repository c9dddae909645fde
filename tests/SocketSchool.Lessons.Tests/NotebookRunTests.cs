using SocketSchool.Notebooks.Documents;
using SocketSchool.Notebooks.Processes;
using SocketSchool.Notebooks.Running;

namespace SocketSchool.Lessons.Tests;

/// <summary>Every lesson, executed from top to bottom on the built-in kernel, each cell two times in a row.</summary>
public class NotebookRunTests
{
    public static TheoryData<string> Lessons => NotebookFileTests.Lessons;

    [Theory]
    [MemberData(nameof(Lessons))]
    public async Task It_runs_to_its_end_with_every_cell_run_twice(string lesson)
    {
        await using var kernel = KernelProcess.Start(LessonKernel.Start, Repository.Notebooks);
        var notebook = Notebook.Load(Repository.LessonPath(lesson));

        var result = await new NotebookRunner(new RunOptions { Twice = true }).RunAsync(notebook, kernel);

        Assert.Empty(result.Failures.Select(cell => $"cell {cell.Number} ({cell.Cell.Id}): {cell.Error}"));
        Assert.Equal(0, result.NotRun);
        Assert.NotEmpty(result.Cells);
    }
}
