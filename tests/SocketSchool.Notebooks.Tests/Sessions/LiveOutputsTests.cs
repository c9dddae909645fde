using SocketSchool.Notebooks.Formatting;
using SocketSchool.Notebooks.Kernels;
using SocketSchool.Notebooks.Sessions;

namespace SocketSchool.Notebooks.Tests.Sessions;

public class LiveOutputsTests
{
    static KernelEvent.ConsoleText Text(string text, string name = "stdout") => new(name, text);

    static string Kinds(LiveOutputs outputs) => string.Join(' ', outputs.ToJson().Select(output => $"{output!["output_type"]}:{output["text"]?.AsArray().Count}"));

    [Fact]
    public void Text_of_one_stream_joins_and_says_where()
    {
        var outputs = new LiveOutputs("c", 1, 1000);

        Assert.Equal(0, Assert.IsType<SessionEvent.Output>(outputs.Add(Text("a"))).Index);
        Assert.Equal(new SessionEvent.Append("c", 0, "b\nc"), outputs.Add(Text("b\nc")));
        Assert.Equal(1, Assert.IsType<SessionEvent.Output>(outputs.Add(Text("e", "stderr"))).Index);
        Assert.Equal(2, Assert.IsType<SessionEvent.Output>(outputs.Add(new KernelEvent.Result(MimeBundle.Of("1")))).Index);
        Assert.Equal(3, Assert.IsType<SessionEvent.Output>(outputs.Add(Text("d"))).Index);

        Assert.Equal("stream:2 stream:1 execute_result: stream:1", Kinds(outputs));
    }

    [Fact]
    public void Who_looks_in_the_middle_sees_all_of_it_and_tears_nothing()
    {
        var outputs = new LiveOutputs("c", 1, 1000);
        outputs.Add(Text("a"));
        outputs.Add(Text("b"));

        Assert.Equal("ab", outputs.ToJson()[0]!["text"]![0]!.ToString());
        Assert.IsType<SessionEvent.Append>(outputs.Add(Text("c")));

        Assert.Equal("abc", outputs.ToJson()[0]!["text"]![0]!.ToString());
    }

    [Fact]
    public void What_is_too_much_is_left_out_and_said_once_and_an_error_is_still_told()
    {
        var outputs = new LiveOutputs("c", 1, 1000);
        outputs.Add(Text(new string('a', 900)));

        var note = Assert.IsType<SessionEvent.Output>(outputs.Add(Text(new string('b', 900))));
        Assert.Null(outputs.Add(Text("c")));
        Assert.Null(outputs.Add(new KernelEvent.Display(MimeBundle.Of("d"))));
        Assert.NotNull(outputs.Add(new KernelEvent.Error("E", "e", ["E: e"])));

        Assert.Contains("more than the page keeps", note.Content["text"]!.ToString(), StringComparison.Ordinal);
        Assert.True(outputs.HasError);
        Assert.Equal("stream:1 stream:1 error:", Kinds(outputs));
    }

    [Fact]
    public void Outputs_without_end_come_to_an_end()
    {
        var outputs = new LiveOutputs("c", 1, int.MaxValue);

        for (var i = 0; i < 5000; i++)
            outputs.Add(new KernelEvent.Display(MimeBundle.Of("x")));

        Assert.InRange(outputs.ToJson().Count, 1000, 1001);
    }
}
