using System.Net;
using System.Net.Sockets;
using SocketSchool.Notebooks.Formatting;

namespace SocketSchool.Notebooks.Tests.Formatting;

public class OrdinaryValueTests
{
    static string Text(object? value) => ValueFormatter.Format(value)[MimeBundle.PlainText]!;

    static string? Html(object? value) => ValueFormatter.Format(value)[MimeBundle.Html];

    static string Lines(params string[] lines) => string.Join('\n', lines);

    sealed record Peer(string Name, int Port);

    public static TheoryData<object?, string> Words => new()
    {
        { null, "null" },
        { "text", "text" },
        { "", "" },
        { 'c', "c" },
        { true, "True" },
        { 1.5, "1.5" },
        { 1234567, "1234567" },
        { 0.1m, "0.1" },
        { DayOfWeek.Monday, "Monday" },
        { SocketFlags.OutOfBand | SocketFlags.Peek, "OutOfBand, Peek" },
        { new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), "2026-01-02 03:04:05Z" },
        { new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)), "2026-01-02 03:04:05 +01:00" },
        { TimeSpan.FromMilliseconds(1500), "00:00:01.5000000" },
        { IPAddress.Loopback, "127.0.0.1" },
        { IPAddress.IPv6Loopback, "::1" },
        { new IPEndPoint(IPAddress.IPv6Loopback, 80), "[::1]:80" },
        { new DnsEndPoint("localhost", 7), "Unspecified/localhost:7" },
        { typeof(Dictionary<string, int?>), "Dictionary<string, int?>" },
        { (1, "a"), "(1, a)" },
        { (1, (2, new[] { 3, 4 })), "(1, (2, [ 3, 4 ]))" },
        { new Version(1, 2), "1.2" },
        { (ReadOnlyMemory<char>)"memory".AsMemory(), "memory" },
        { new Uri("http://localhost/"), "http://localhost/" },
    };

    [Theory]
    [MemberData(nameof(Words))]
    public void A_plain_value_is_a_word(object? value, string expected)
    {
        Assert.Equal(expected, Text(value));
        Assert.Null(Html(value));
    }

    [Fact]
    public void A_sequence_of_plain_values_is_one_line()
    {
        Assert.Equal("[ 1, 2, 3 ]", Text(new[] { 1, 2, 3 }));
        Assert.Equal("[ a, null ]", Text(new List<string?> { "a", null }));
        Assert.Equal("[]", Text(Array.Empty<int>()));
    }

    [Fact]
    public void A_long_sequence_is_cut_with_a_count()
    {
        Assert.EndsWith("18, 19 ... 980 more ]", Text(Enumerable.Range(0, 1000).ToArray()), StringComparison.Ordinal);
        Assert.EndsWith("18, 19 ... 980 more ]", Text(new HashSet<int>(Enumerable.Range(0, 1000))), StringComparison.Ordinal);
        Assert.EndsWith("19 ]", Text(Enumerable.Range(0, 20).ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public void An_endless_sequence_is_cut()
    {
        static IEnumerable<int> Endless()
        {
            for (var i = 0; ; i++)
                yield return i;
        }

        Assert.EndsWith("18, 19 ... more ]", Text(Endless()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_sequence_that_throws_shows_what_came_and_the_error()
    {
        static IEnumerable<int> Broken()
        {
            yield return 1;
            throw new InvalidOperationException("no more");
        }

        Assert.Equal("[ 1 ... (InvalidOperationException: no more) ]", Text(Broken()));
    }

    [Fact]
    public void A_sequence_of_records_is_a_table()
    {
        var peers = new[] { new Peer("short", 7), new Peer("a longer name", 12345) };

        Assert.Equal(
            Lines("Name            Port", "-------------  -----", "short              7", "a longer name  12345")
                .Replace("Name            Port", "Name            Port", StringComparison.Ordinal),
            Text(peers));
        Assert.Equal(
            "<table class=\"ss-table\"><thead><tr><th scope=\"col\">Name</th><th scope=\"col\" class=\"ss-number\">Port</th></tr></thead>"
            + "<tbody><tr><td>short</td><td class=\"ss-number\">7</td></tr><tr><td>a longer name</td><td class=\"ss-number\">12345</td></tr></tbody></table>",
            Html(peers));
    }

    [Fact]
    public void Tuples_and_anonymous_objects_make_tables_too()
    {
        Assert.StartsWith("Item1  Item2", Text(new[] { (1, "a"), (2, "b") }), StringComparison.Ordinal);
        Assert.StartsWith("Size  Ok", Text(new[] { new { Size = 1, Ok = true } }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_table_is_cut_with_a_count()
    {
        var peers = Enumerable.Range(0, 30).Select(i => new Peer("p", i)).ToList();

        Assert.EndsWith("\n... 10 more", Text(peers), StringComparison.Ordinal);
        Assert.EndsWith("<p class=\"ss-more\">... 10 more</p>", Html(peers), StringComparison.Ordinal);
    }

    [Fact]
    public void Objects_of_different_types_share_a_table()
    {
        var text = Text(new object[] { new { A = 1 }, new { B = 2 } });

        Assert.Equal(Lines("A  B", "-  -", "1", "   2"), text);
    }

    [Fact]
    public void An_object_is_its_properties()
    {
        Assert.Equal(Lines("Peer", "  Name  home", "  Port  7"), Text(new Peer("home", 7)));
        Assert.Equal(
            "<table class=\"ss-table\"><caption>Peer</caption><tbody><tr><th scope=\"row\">Name</th><td>home</td></tr><tr><th scope=\"row\">Port</th><td>7</td></tr></tbody></table>",
            Html(new Peer("home", 7)));
    }

    [Fact]
    public void A_dictionary_is_a_table_of_keys_and_values() =>
        Assert.Equal(Lines("key  value", "---  -----", "a        1"), Text(new Dictionary<string, int> { ["a"] = 1 }));

    [Fact]
    public void A_property_that_throws_shows_the_error_in_its_place()
    {
        Assert.Equal(Lines("Moody", "  Good  1", "  Bad   (InvalidOperationException: not today)"), Text(new Moody()));
    }

    sealed class Moody
    {
        public int Good => 1;

        public int Bad => throw new InvalidOperationException("not today" + Good.ToString(System.Globalization.CultureInfo.InvariantCulture)[..0]);
    }

    [Fact]
    public void A_cycle_ends_where_it_closes()
    {
        var node = new Node { Name = "a" };
        node.Next = node;

        Assert.Equal(Lines("Node", "  Name  a", "  Next  (Node from above)"), Text(node));
    }

    [Fact]
    public void What_is_nested_too_deep_is_cut()
    {
        Node? node = null;
        for (var i = 0; i < 100; i++)
            node = new Node { Name = $"n{i}", Next = node };

        Assert.InRange(Text(node).Length, 10, 400);
        Assert.Contains("n99", Text(node), StringComparison.Ordinal);
        Assert.DoesNotContain("n90", Html(node), StringComparison.Ordinal);
    }

    sealed class Node
    {
        public string? Name { get; set; }

        public Node? Next { get; set; }
    }

    [Fact]
    public void Everything_is_escaped_in_HTML()
    {
        var html = Html(new[] { new Dictionary<string, object> { ["<b>"] = "<script>\"&'" } })! + Html(new { A = "<i>" });

        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Sockets_read_well_in_every_state()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        Assert.Equal("Socket tcp not bound", Text(listener));
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        client.Connect(listener.LocalEndPoint!);

        Assert.Equal($"Socket tcp {listener.LocalEndPoint}", Text(listener));
        Assert.Equal($"Socket tcp {client.LocalEndPoint} -> {listener.LocalEndPoint}", Text(client));
        client.Dispose();
        Assert.Equal("Socket (closed)", Text(client));
    }

    [Fact]
    public void Framework_objects_whose_properties_throw_are_still_shown()
    {
        using var client = new TcpClient();

        Assert.Contains("Connected", Text(client), StringComparison.Ordinal);
        Assert.Contains("Address", Text(new { Address = IPAddress.Loopback }), StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_as_a_value_is_its_type_and_message() =>
        Assert.StartsWith("InvalidOperationException: why", Text(new InvalidOperationException("why")), StringComparison.Ordinal);

    [Fact]
    public void A_value_whose_ToString_throws_does_no_harm() =>
        Assert.Contains("could not be shown", Text(new Grumpy()), StringComparison.OrdinalIgnoreCase);

    sealed class Grumpy
    {
        public override string ToString() => throw new InvalidOperationException("could not be shown");
    }
}
