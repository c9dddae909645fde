using System.Text;

namespace SocketSchool.App.Tests.Hosting;

/// <summary>A program that has ended.</summary>
internal sealed record Finished(int ExitCode, byte[] Output, string Error)
{
    public string Text => Encoding.UTF8.GetString(Output);

    public Finished MustSucceed()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}\n{Text}\n{Error}");
        return this;
    }
}
