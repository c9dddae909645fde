using System.Globalization;

namespace SocketSchool.Interactive.Tests;

[Collection(nameof(OneKernelAtATime))]
public class KernelShutdownTests
{
    [Fact]
    public async Task The_end_of_the_kernel_frees_the_ports()
    {
        var kernel = await LessonKernel.WithExtensionAsync();
        string[] ports = (await kernel.TextAsync("""
            var first = EchoServer.Start();
            var second = TimeServer.Start();
            var talking = await Connection.ConnectAsync(first);
            $"{first.Port} {second.Port}"
            """)).Split(' ');
        var link = (await kernel.PassAsync("#!servers")).Outputs[^1]["text/html"];
        var linkPort = System.Text.RegularExpressions.Regex.Match(link, "http://127.0.0.1:([0-9]+)/").Groups[1].Value;
        int[] all = [.. ports.Append(linkPort).Select(port => int.Parse(port, CultureInfo.InvariantCulture))];
        Assert.All(all, port => Assert.True(MagicCommandTests.Listens(port)));

        kernel.Dispose();

        Assert.All(all, port => Assert.False(MagicCommandTests.Listens(port)));
    }
}
