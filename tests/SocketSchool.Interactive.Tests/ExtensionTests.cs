namespace SocketSchool.Interactive.Tests;

[Collection(nameof(OneKernelAtATime))]
public class ExtensionTests
{
    [Fact]
    public async Task It_uses_the_assembly_that_the_cells_use()
    {
        using var kernel = await LessonKernel.WithExtensionAsync();
        await kernel.PassAsync("var mine = EchoServer.Start();");

        // Other servers than the cell's, were it another copy.
        Assert.Contains("echo", (await kernel.PassAsync("#!servers")).Text);
        Assert.Equal("True", await kernel.TextAsync("""
            $"{typeof(FigureExtensions).GetMethod("ToPlotlyNet").GetParameters()[0].ParameterType == typeof(Figure)}"
            """));
    }

    [Fact]
    public async Task It_can_be_loaded_before_the_library()
    {
        using var kernel = new LessonKernel();
        await kernel.PassAsync(LessonKernel.Extension);
        await kernel.PassAsync(LessonKernel.FirstCell);
        await kernel.PassAsync("var mine = EchoServer.Start();");

        Assert.Contains("echo", (await kernel.PassAsync("#!servers")).Text);
    }

    [Fact]
    public async Task Loading_it_again_changes_nothing_and_shows_the_commands_again()
    {
        using var kernel = await LessonKernel.WithExtensionAsync();

        var again = await kernel.PassAsync(LessonKernel.Extension);

        Assert.Contains("#!wire", Assert.Single(again.Outputs)["text/html"]);
        Assert.Single((await kernel.CompleteAsync("#!serv")).Completions, item => item.DisplayText == "#!servers");
    }

    [Fact]
    public async Task Its_output_carries_plotly_js_and_asks_the_network_for_nothing()
    {
        using var kernel = new LessonKernel();
        await kernel.PassAsync(LessonKernel.FirstCell);

        var html = (await kernel.PassAsync(LessonKernel.Extension)).Outputs[^1]["text/html"];

        Assert.Contains("plotly.js v", html);
        Assert.DoesNotContain("<script src", html);
        Assert.DoesNotContain("<link", html);
        // One script element: plotly.js has no "</script" inside that would end it early.
        Assert.Equal(2, html.Split("</script").Length);
    }

    [Fact]
    public async Task Outside_of_a_cell_and_without_a_kernel_it_says_so()
    {
        using var kernel = await LessonKernel.WithExtensionAsync();

        var error = await kernel.RunAsync("""
            Task elsewhere;
            using (System.Threading.ExecutionContext.SuppressFlow())
                elsewhere = Task.Run(() => SocketSchool.Interactive.SocketSchoolExtension.LoadAsync());
            await elsewhere;
            """);

        Assert.Contains("No cell is running: call LoadAsync in a cell, or give it a kernel.", error.Error);
    }
}
