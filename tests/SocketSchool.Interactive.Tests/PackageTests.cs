using System.IO.Compression;
using System.Text.RegularExpressions;

namespace SocketSchool.Interactive.Tests;

/// <summary>The extension as a package: what is in it, and how the real tool loads it.</summary>
[Collection(nameof(OneKernelAtATime))]
public class PackageTests
{
    [Fact]
    public async Task It_holds_the_script_and_the_assembly_and_neither_the_library_nor_the_kernel()
    {
        using var package = await PackedExtension.MakeAsync();
        using var archive = await ZipFile.OpenReadAsync(package.File);

        var files = archive.Entries.Select(entry => entry.FullName).ToArray();

        Assert.Contains("interactive-extensions/dotnet/extension.dib", files);
        Assert.Equal(["lib/net10.0/SocketSchool.Interactive.dll"], files.Where(file => file.EndsWith(".dll", StringComparison.Ordinal)));
        var manifest = await new StreamReader(await archive.GetEntry("SocketSchool.Interactive.nuspec")!.OpenAsync()).ReadToEndAsync();
        Assert.Equal(["Plotly.NET.CSharp"], Regex.Matches(manifest, "dependency id=\"([^\"]+)\"").Select(match => match.Groups[1].Value));
    }

    [ToolFact]
    public async Task The_real_tool_loads_it_from_a_folder_and_it_meets_the_cells_servers()
    {
        using var package = await PackedExtension.MakeAsync();
        await using var tool = await InteractiveTool.StartAsync();
        await tool.PassAsync(LessonKernel.FirstCell);

        var loading = await tool.PassAsync($"""
            #i "nuget: {package.Folder}"
            #r "nuget: SocketSchool.Interactive, {package.Version}"
            """);

        Assert.Contains(loading, output => output.GetValueOrDefault("text/html", "").Contains("#!wire", StringComparison.Ordinal));
        var port = int.Parse((await tool.PassAsync("var mine = EchoServer.Start(); $\"{mine.Port}\""))[^1]["text/plain"]);
        Assert.Contains("#!stop mine", (await tool.PassAsync("#!servers"))[^1]["text/plain"]);
        Assert.Contains("listens on", (await tool.PassAsync("#!wire mine"))[^1]["text/plain"]);
        await tool.QuitAsync();
        Assert.False(MagicCommandTests.Listens(port));
    }

    [ToolFact]
    public async Task The_real_tool_draws_a_styled_chart_without_the_network()
    {
        await using var tool = await InteractiveTool.StartAsync();
        await tool.PassAsync(LessonKernel.FirstCell);
        await tool.PassAsync(LessonKernel.Extension);

        var shown = (await tool.PassAsync("""
            using Plotly.NET.CSharp;
            Figure.Lines("Round trips", FigureAxis.Log("message", "bytes"), "us").Add("mine", [16, 1024], [12, 13])
                .ToPlotlyNet().WithSize(640, 320)
            """))[^1];

        Assert.Equal(["text/html", "application/vnd.plotly.v1+json", "text/plain"], shown.Keys);
        Assert.Contains("\"width\":640", shown["application/vnd.plotly.v1+json"]);
        Assert.Contains("<svg role=\"img\"", shown["text/html"]);
        Assert.DoesNotContain("cdn", shown["text/html"]);
    }
}
