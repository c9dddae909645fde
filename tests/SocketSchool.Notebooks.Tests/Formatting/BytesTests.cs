using System.Buffers;
using System.Text;
using SocketSchool.Notebooks.Formatting;

namespace SocketSchool.Notebooks.Tests.Formatting;

public class BytesTests
{
    static string Text(object? value) => ValueFormatter.Format(value)[MimeBundle.PlainText]!;

    [Fact]
    public void Bytes_are_a_dump_with_text_beside_it()
    {
        var bytes = Encoding.UTF8.GetBytes("GET / HTTP/1.1\r\nHost: é");

        Assert.Equal(
            "0000  47 45 54 20 2f 20 48 54 54 50 2f 31 2e 31 0d 0a  GET / HTTP/1.1..\n"
            + "0010  48 6f 73 74 3a 20 c3 a9                          Host: ..",
            Text(bytes));
    }

    [Fact]
    public void All_forms_of_bytes_read_alike()
    {
        byte[] bytes = [1, 2, 0x41];
        var expected = Text(bytes);

        Assert.StartsWith("0000  01 02 41", expected, StringComparison.Ordinal);
        Assert.Equal(expected, Text((Memory<byte>)bytes));
        Assert.Equal(expected, Text((ReadOnlyMemory<byte>)bytes));
        Assert.Equal(expected, Text(new ArraySegment<byte>(bytes)));
        Assert.Equal(expected, Text(new ReadOnlySequence<byte>(bytes)));
    }

    [Fact]
    public void No_bytes_say_so() => Assert.Equal("(0 bytes)", Text(Array.Empty<byte>()));

    [Fact]
    public void Many_bytes_are_cut_with_a_count()
    {
        var text = Text(new byte[1000]);

        Assert.Equal(17, text.Split('\n').Length);
        Assert.EndsWith("\n... 744 more bytes", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Inside_something_else_bytes_are_one_short_line() =>
        Assert.Equal(
            "(anonymous)\n  Data  00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 ... 4 more",
            Text(new { Data = new byte[20] }));
}
