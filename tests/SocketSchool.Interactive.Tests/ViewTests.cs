using System.Text.Json;

namespace SocketSchool.Interactive.Tests;

/// <summary>What each view says to a front end, with and without the extension.</summary>
[Collection(nameof(OneKernelAtATime))]
public class ViewTests
{
    private const string Html = "text/html";
    private const string Plain = "text/plain";
    private const string Plotly = "application/vnd.plotly.v1+json";

    public static TheoryData<string, string> Views => new()
    {
        { "server", "EchoServer.Start()" },
        { "hello", "await SomeTalkAsync(); talk.Log" },
        { "listens on", "new SequenceDiagram(talk.Log)" },
        { "listening", "Servers.Running" },
        { "proto", "SocketTable.For(talk)" },
        { "bytes", "Table.Of(new[] { (1, \"bytes\") }, \"n\", \"what\")" },
        { "passed", "await Check.Echo(EchoServer.Start())" },
        { "done", "Progress.Show()" },
    };

    [Theory]
    [MemberData(nameof(Views))]
    public async Task A_view_is_html_and_text(string word, string code)
    {
        using var kernel = await TalkingKernelAsync(extension: false);

        var output = (await kernel.PassAsync(code)).Outputs[^1];

        Assert.Equal([Html, Plain], output.Keys);
        Assert.StartsWith("<div", output[Html]);
        Assert.Contains(word, output[Plain], StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task With_the_extension_a_view_is_what_it_was_without(string word, string code)
    {
        using var kernel = await TalkingKernelAsync(extension: true);

        var output = (await kernel.PassAsync(code)).Outputs[^1];

        Assert.Equal([Html, Plain], output.Keys);
        Assert.Contains(word, output[Plain], StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_figure_is_html_and_plotly_json_and_text(bool extension)
    {
        using var kernel = await TalkingKernelAsync(extension);

        var output = (await kernel.PassAsync("""Figure.Lines("Round trips", "n", "us").Add("mine", [1, 2], [15, 14])""")).Outputs[^1];

        Assert.Equal([Html, Plotly, Plain], output.Keys);
        Assert.Contains("<svg role=\"img\"", output[Html]);
        Assert.DoesNotContain("//cdn", output[Html]);
        Assert.Contains("Round trips", output[Plain]);
        using var json = JsonDocument.Parse(output[Plotly]);
        Assert.Equal("mine", json.RootElement.GetProperty("data")[0].GetProperty("name").GetString());
        Assert.Equal("Round trips", json.RootElement.GetProperty("layout").GetProperty("title").GetProperty("text").GetString());
    }

    [Fact]
    public async Task The_formatter_finds_the_contract_of_every_public_view()
    {
        using var kernel = new LessonKernel();
        await kernel.PassAsync(LessonKernel.FirstCell);

        var missing = await kernel.TextAsync("""
            using Microsoft.DotNet.Interactive.Formatting;
            string.Join("\n", typeof(IView).Assembly.GetExportedTypes()
                .Where(type => type.IsAssignableTo(typeof(IView)) && !type.IsAbstract)
                .Select(type => $"{type.Name} {string.Join(" ", Formatter.GetPreferredMimeTypesFor(type))}")
                .Where(line => !line.Contains("text/html") || !line.Contains("text/plain"))
                .Prepend("without the contract:"))
            """);

        Assert.Equal("without the contract:", missing);
    }

    private static async Task<LessonKernel> TalkingKernelAsync(bool extension)
    {
        var kernel = new LessonKernel();
        await kernel.PassAsync(LessonKernel.FirstCell);
        if (extension) await kernel.PassAsync(LessonKernel.Extension);
        await kernel.PassAsync("""
            var talk = EchoServer.Start();
            async Task SomeTalkAsync()
            {
                await using var client = await Connection.ConnectAsync(talk);
                await client.SendLineAsync("hello");
                await client.ReadLineAsync();
            }
            """);
        return kernel;
    }
}
