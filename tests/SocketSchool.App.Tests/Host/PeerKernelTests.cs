using System.Globalization;
using SocketSchool.Notebooks.Processes;

namespace SocketSchool.App.Tests.Hosting;

/// <summary>Two notebooks: two kernels in two processes, with a peer in each.</summary>
public class PeerKernelTests
{
    [Theory]
    [InlineData("Start")]
    [InlineData("StartUdp")]
    public async Task Two_kernels_talk_without_a_server(string start)
    {
        await using var one = KernelProcess.Start(App.Kernel, Repository.Folder);
        await using var two = KernelProcess.Start(App.Kernel, Repository.Folder);
        var setup = $"#r \"{typeof(PeerChat).Assembly.Location}\"\nusing SocketSchool;\n";
        var started = await ResultAsync(one, $"{setup}var me = PeerChat.{start}(\"Ada\");\nme.Port");
        var port = int.Parse(started, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
        Assert.Equal("Ada", await ResultAsync(two, $"{setup}var me = PeerChat.{start}(\"Grace\");\n(await me.ConnectAsync(\"127.0.0.1\", {port})).Name"));
        await ResultAsync(two, "await me.SayAsync(\"hello from the other notebook\")");
        Assert.Equal("Grace joined", await ResultAsync(one, "(await me.NextAsync()).ToString()"));
        Assert.Equal("Grace: hello from the other notebook", await ResultAsync(one, "(await me.NextAsync()).ToString()"));
        await ResultAsync(one, "await me.SayAsync(\"[e]\")");
        await ResultAsync(two, "await me.NextAsync();\nawait me.NextAsync()");
        Assert.Equal("Ada left", await ResultAsync(two, "me.Heard[^1].ToString()"));
    }

    private static async Task<string> ResultAsync(KernelProcess kernel, string code)
    {
        var run = await KernelRun.RunAsync(kernel, code);
        Assert.True(run.Error is null, string.Join('\n', run.Error?.Traceback ?? []));
        return run.Result ?? "";
    }
}
