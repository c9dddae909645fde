using System.Text.Json;
using SocketSchool.Notebooks.Processes;

namespace SocketSchool.App.Tests;

public sealed class KernelNamesTests : IDisposable
{
    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    KernelProcess Start() => KernelProcess.Start(App.Kernel, folder.Path);

    static async Task<string[]> NamesAsync(KernelProcess kernel, string code)
    {
        using var answer = JsonDocument.Parse((await kernel.CompleteAsync(code, code.Length, App.Limit))!);
        return [.. answer.RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString()!)];
    }

    [Fact]
    public async Task Names_come_with_how_they_are_declared_and_what_the_framework_says_of_them()
    {
        await using var kernel = Start();
        await KernelRun.RunAsync(kernel, "var text = \"a\";");

        using var answer = JsonDocument.Parse((await kernel.CompleteAsync("text.Ins", 8, App.Limit))!);

        Assert.Equal(5, answer.RootElement.GetProperty("from").GetInt32());
        var item = Assert.Single(answer.RootElement.GetProperty("items").EnumerateArray());
        Assert.Equal("Insert", item.GetProperty("name").GetString());
        Assert.Equal("method", item.GetProperty("kind").GetString());
        Assert.Equal("string Insert(int startIndex, string value)", Assert.Single(item.GetProperty("signatures").EnumerateArray()).GetString());
        Assert.StartsWith("Returns a new string", item.GetProperty("summary").GetString(), StringComparison.Ordinal);
        Assert.False(item.TryGetProperty("forms", out _));
    }

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("new System.Threading.ManualResetEvent(false).WaitOne();")]
    public async Task Names_are_found_while_a_cell_is_busy_and_do_not_end_it(string code)
    {
        await using var kernel = Start();
        await KernelRun.RunAsync(kernel, "var before = 1;");
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var stop = new CancellationTokenSource();

        var cell = kernel.RunAsync($"Console.WriteLine(1);\n{code}", "cell 2", App.Limit, _ => started.TrySetResult(), stop.Token);
        await started.Task.WaitAsync(App.Limit);

        Assert.Contains("before", await NamesAsync(kernel, "bef"));
        Assert.False(cell.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cell.WaitAsync(App.Limit));
    }

    [Fact]
    public async Task Names_are_asked_for_beside_cells_that_run_and_both_come_out_right()
    {
        await using var kernel = Start();
        await KernelRun.RunAsync(kernel, "var sum = 0;");

        for (var i = 0; i < 20; i++)
        {
            var asked = NamesAsync(kernel, "su");
            var run = KernelRun.RunAsync(kernel, $"sum += {i}; record R{i}(int A);");
            Assert.Contains("sum", await asked);
            Assert.Null((await run).Error);
        }

        Assert.Equal("190", (await KernelRun.RunAsync(kernel, "sum")).Result);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"R{i}").Order(StringComparer.Ordinal), (await NamesAsync(kernel, "R")).Where(name => name.Skip(1).All(char.IsAsciiDigit)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Code_that_no_compiler_was_made_for_costs_its_names_and_no_cell_anything()
    {
        await using var kernel = Start();
        await KernelRun.RunAsync(kernel, "var alive = 1;");

        foreach (var code in new[] { new string('(', 20_000) + "x.", string.Concat(Enumerable.Repeat("List<", 20_000)), string.Concat(Enumerable.Repeat("a.", 5_000)), "\0\u2028{{{{ /* ", "#r \"nothing.dll\"\nali" })
            await kernel.CompleteAsync(code, code.Length, App.Limit);

        Assert.Equal(["alive"], await NamesAsync(kernel, "aliv"));
        Assert.Equal("1", (await KernelRun.RunAsync(kernel, "alive")).Result);
    }

    [Fact]
    public async Task A_kernel_that_has_ended_knows_none()
    {
        await using var kernel = Start();
        await KernelRun.RunAsync(kernel, "System.Environment.Exit(3);");

        Assert.Null(await kernel.CompleteAsync("Con", 3, App.Limit));
    }
}
