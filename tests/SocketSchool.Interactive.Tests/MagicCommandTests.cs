using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace SocketSchool.Interactive.Tests;

[Collection(nameof(OneKernelAtATime))]
public partial class MagicCommandTests
{
    private const string Html = "text/html";

    [Fact]
    public async Task Servers_lists_each_server_with_a_link_and_a_command_that_stop_it()
    {
        using var kernel = await LessonKernel.WithExtensionAsync();
        await kernel.PassAsync("var mine = EchoServer.Start(); var clock = TimeServer.Start();");

        var output = (await kernel.PassAsync("#!servers")).Outputs[^1];

        Assert.Equal(2, Link().Count(output[Html]));
        Assert.Contains("<code>#!stop mine</code>", output[Html]);
        Assert.EndsWith("#!stop mine\n#!stop clock", output["text/plain"]);
    }

    [Fact]
    public async Task A_link_stops_its_server_and_no_other()
    {
        using var kernel = await LessonKernel.WithExtensionAsync();
        await kernel.PassAsync("var first = EchoServer.Start(); var second = EchoServer.Start();");
        var html = (await kernel.PassAsync("#!servers")).Outputs[^1][Html];
        var link = Link().Match(html).Groups[1].Value;
        using var browser = new HttpClient();

        var page = await browser.GetStringAsync(link);

        Assert.Contains("has stopped", page);
        Assert.Equal("Stopped Running", await kernel.TextAsync("$\"{first.State} {second.State}\""));
    }

    [Theory]
    [InlineData("HEAD", "{0}", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "{0}", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "{0}7", HttpStatusCode.NotFound)]
    [InlineData("GET", "/stop/1", HttpStatusCode.NotFound)]
    [InlineData("GET", "/", HttpStatusCode.NotFound)]
    public async Task Nothing_but_following_the_link_stops_a_server(string method, string target, HttpStatusCode status)
    {
        using var kernel = await LessonKernel.WithExtensionAsync();
        await kernel.PassAsync("var only = EchoServer.Start();");
        var html = (await kernel.PassAsync("#!servers")).Outputs[^1][Html];
        var link = new Uri(Link().Match(html).Groups[1].Value);
        using var browser = new HttpClient();

        using var answer = await browser.SendAsync(
            new HttpRequestMessage(new HttpMethod(method), new Uri(link, target.Replace("{0}", link.AbsolutePath))));

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("Running", await kernel.TextAsync("$\"{only.State}\""));
    }

    [Theory]
    [InlineData("mine")]
    [InlineData("echo")]
    [InlineData("{port}")]
    public async Task Stop_takes_a_variable_a_name_or_a_port_and_frees_it(string wanted)
    {
        using var kernel = await LessonKernel.WithExtensionAsync();
        var port = await kernel.TextAsync("var mine = EchoServer.Start(); var other = TimeServer.Start(); $\"{mine.Port}\"");

        await kernel.PassAsync($"#!stop {wanted.Replace("{port}", port)}");

        Assert.False(Listens(int.Parse(port)));
        Assert.Equal("Stopped Running", await kernel.TextAsync("$\"{mine.State} {other.State}\""));
    }

    [Fact]
    public async Task Stop_without_a_name_stops_all()
    {
        using var kernel = await LessonKernel.WithExtensionAsync();
        await kernel.PassAsync("var mine = EchoServer.Start(); var other = TimeServer.Start();");

        var stopped = await kernel.PassAsync("#!stop");

        Assert.Contains("echo", stopped.Text);
        Assert.Equal("0", await kernel.TextAsync("$\"{Servers.Running.Count}\""));
    }

    [Fact]
    public async Task Wire_draws_the_log_of_the_server_that_a_variable_holds()
    {
        using var kernel = await LessonKernel.WithExtensionAsync();
        await kernel.PassAsync("""
            var mine = EchoServer.Start(); var other = EchoServer.Start();
            await using (var client = await Connection.ConnectAsync(mine)) await client.SendLineAsync("seen on the wire");
            """);

        var log = await kernel.PassAsync("#!wire mine");

        Assert.Contains("seen on the wire", log.Text);
        Assert.Contains("<svg", log.Outputs[^1][Html]);
    }

    [Fact]
    public async Task Wire_needs_no_name_when_one_server_runs()
    {
        using var kernel = await LessonKernel.WithExtensionAsync();
        await kernel.PassAsync("var mine = EchoServer.Start();");

        Assert.Contains("listens on", (await kernel.PassAsync("#!wire")).Text);
    }

    [Theory]
    [InlineData("#!wire", "Which server? There are: mine, other, echo, time, ")]
    [InlineData("#!wire nobody", "There is no server \"nobody\". There are: mine, other, echo, time, ")]
    [InlineData("#!stop nobody", "There is no server \"nobody\". There are: mine, other, echo, time, ")]
    public async Task An_unknown_name_is_one_line_that_says_which_there_are(string line, string message)
    {
        using var kernel = await LessonKernel.WithExtensionAsync();
        await kernel.PassAsync("var mine = EchoServer.Start(); var other = TimeServer.Start();");

        var error = (await kernel.RunAsync(line)).Error;

        Assert.StartsWith(message, error);
        Assert.DoesNotContain('\n', error!);
    }

    [Fact]
    public async Task Lesson_shows_the_progress()
    {
        using var kernel = await LessonKernel.WithExtensionAsync();

        Assert.Matches("exercises done", (await kernel.PassAsync("#!lesson")).Text);
    }

    [Theory]
    [InlineData("#!servers", "lists the running servers")]
    [InlineData("#!stop", "stops one server")]
    [InlineData("#!wire", "draws what both ends")]
    [InlineData("#!lesson", "shows which exercises")]
    public async Task Help_says_what_a_command_does_and_does_not_do_it(string name, string says)
    {
        using var kernel = await LessonKernel.WithExtensionAsync();
        await kernel.PassAsync("var mine = EchoServer.Start();");

        var help = await kernel.PassAsync($"{name} --help");

        Assert.Contains(says, help.Text);
        Assert.Equal("Running", await kernel.TextAsync("$\"{mine.State}\""));
        Assert.Contains("--help", (await kernel.HoverAsync(name)).Hover);
    }

    [Theory]
    [InlineData("#!ser", "#!servers")]
    [InlineData("#!sto", "#!stop")]
    [InlineData("#!wi", "#!wire")]
    [InlineData("#!less", "#!lesson")]
    [InlineData("#!stop ", "mine")]
    [InlineData("#!wire ", "mine")]
    [InlineData("#!wire ", "echo")]
    [InlineData("#!wire --", "--help")]
    public async Task The_editor_completes_commands_and_servers(string typed, string proposed)
    {
        using var kernel = await LessonKernel.WithExtensionAsync();
        await kernel.PassAsync("var mine = EchoServer.Start();");

        var items = (await kernel.CompleteAsync(typed)).Completions;

        var item = Assert.Single(items, item => item.DisplayText == proposed);
        Assert.NotEmpty(item.Documentation);
    }

    internal static bool Listens(int port)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    [GeneratedRegex("<a href=\"(http://127[^\"]+)\"")]
    private static partial Regex Link();
}
