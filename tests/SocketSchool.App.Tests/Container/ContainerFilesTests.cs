using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Repository = SocketSchool.App.Tests.Hosting.Repository;

namespace SocketSchool.App.Tests.Container;

/// <summary>The dev container, the image and the hub name versions in several files; these say that they agree.</summary>
public partial class ContainerFilesTests
{
    static readonly JsonDocumentOptions s_withComments = new() { CommentHandling = JsonCommentHandling.Skip };

    [Fact]
    public void The_dev_container_is_built_from_a_stage_of_the_image()
    {
        var build = DevContainer()["build"]!;
        var folder = Path.Combine(Repository.Folder, ".devcontainer");
        var dockerfile = Path.GetFullPath(Path.Combine(folder, (string)build["dockerfile"]!));

        Assert.True(File.Exists(dockerfile), $"{dockerfile} does not exist");
        Assert.Equal(Repository.Folder, Path.GetFullPath(Path.Combine(folder, (string)build["context"]!)).TrimEnd(Path.DirectorySeparatorChar));
        Assert.Matches($@"(?m)^FROM \S+ AS {build["target"]}$", File.ReadAllText(dockerfile));
    }

    [Fact]
    public void Its_hooks_call_scripts_that_are_there()
    {
        var container = DevContainer();
        foreach (var hook in (string[])["updateContentCommand", "postAttachCommand"])
        {
            var script = ((string)container[hook]!).Split(' ')[1];
            Assert.True(File.Exists(Path.Combine(Repository.Folder, script)), $"{hook} calls {script}, which does not exist");
        }
    }

    [Theory]
    [InlineData("ms-dotnettools.dotnet-interactive-vscode")]
    [InlineData("ms-dotnettools.csharp")]
    [InlineData("ms-toolsai.jupyter")]
    [InlineData("ms-toolsai.jupyter-renderers")]
    public void It_brings_the_extension(string extension) =>
        Assert.Contains(extension, DevContainer()["customizations"]!["vscode"]!["extensions"]!.AsArray().Select(name => (string)name!));

    [Fact]
    public void It_asks_for_a_machine_and_forwards_nothing_but_the_page_by_itself()
    {
        var container = DevContainer();

        Assert.True((int)container["hostRequirements"]!["cpus"]! >= 2);
        Assert.Equal("ignore", (string?)container["otherPortsAttributes"]!["onAutoForward"]);
        var opened = container["portsAttributes"]!.AsObject().Where(port => (string?)port.Value!["onAutoForward"] != "ignore");
        Assert.Equal("SocketSchool page", (string?)Assert.Single(opened).Value!["label"]);
        Assert.All(container["portsAttributes"]!.AsObject(), port => Assert.NotNull(port.Value!["label"]));
    }

    [Fact]
    public void The_extension_asks_for_the_tool_that_is_pinned()
    {
        var pinned = (string?)Json(".config/dotnet-tools.json")["tools"]!["microsoft.dotnet-interactive"]!["version"];

        Assert.NotNull(pinned);
        Assert.Equal(pinned, (string?)DevContainer()["customizations"]!["vscode"]!["settings"]!["dotnet-interactive.requiredInteractiveToolVersion"]);
        Assert.Equal(pinned, (string?)Json(".vscode/settings.json")["dotnet-interactive.requiredInteractiveToolVersion"]);
    }

    [Fact]
    public void The_extension_starts_its_kernel_through_the_relay_that_the_image_has()
    {
        var start = DevContainer()["customizations"]!["vscode"]!["settings"]!["dotnet-interactive.kernelTransportArgs"]!.AsArray();

        Assert.Equal(
            ["kernel-relay", "{dotnet_path}", "tool", "run", "dotnet-interactive", "--", "[vscode]", "stdio", "--working-dir", "{working_dir}"],
            start.Select(word => (string?)word));
        Assert.Matches(@"(?m)^COPY \.devcontainer/kernel-relay\.py /usr/local/bin/kernel-relay$", Read(".binder/Dockerfile"));
    }

    [Fact]
    public void The_image_has_the_SDK_that_the_repository_asks_for()
    {
        var asked = (string)Json("global.json")["sdk"]!["version"]!;
        var image = BaseImage("SDK");

        Assert.EndsWith($"-{string.Join('.', asked.Split('.')[..2])}-noble", image, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SDK")]
    [InlineData("NODE")]
    public void Its_base_images_are_pinned_to_a_patch_version(string argument) =>
        Assert.Matches(PatchVersion(), BaseImage(argument));

    [Fact]
    public void Jupyter_in_the_image_is_pinned_and_of_the_hubs_version()
    {
        var lines = Read(".binder/requirements.txt").Split('\n').Where(line => line.Length > 0 && line[0] != '#').ToArray();
        Assert.All(lines, line => Assert.Matches(@"^[a-z-]+==\d+\.\d+\.\d+$", line));

        var hub = HubVersion().Match(Read("docs/hub/values.yaml")).Groups[1].Value;
        Assert.Contains($"jupyterhub=={hub}", lines);
    }

    [Fact]
    public void The_hubs_volume_is_the_home_folder_of_the_images_user()
    {
        var home = Regex.Match(Read(".binder/Dockerfile"), @"(?m)^ENV HOME=(\S+)$").Groups[1].Value;

        Assert.StartsWith("/home/", home, StringComparison.Ordinal);
        Assert.Contains($"homeMountPath: {home} ", Read("docs/hub/values.yaml"), StringComparison.Ordinal);
    }

    static string BaseImage(string argument) => Regex.Match(Read(".binder/Dockerfile"), $@"(?m)^ARG {argument}=(\S+)$").Groups[1].Value;

    static JsonNode DevContainer() => Json(".devcontainer/devcontainer.json");

    static JsonNode Json(string file) => JsonNode.Parse(Read(file), documentOptions: s_withComments)!;

    static string Read(string file) => File.ReadAllText(Path.Combine(Repository.Folder, file)).ReplaceLineEndings("\n");

    [GeneratedRegex(@":v?\d+\.\d+\.\d+-|@sha256:[0-9a-f]{64}$")]
    private static partial Regex PatchVersion();

    [GeneratedRegex(@"chart \d+\.\d+\.\d+ \(JupyterHub (\d+\.\d+\.\d+)\)")]
    private static partial Regex HubVersion();
}
