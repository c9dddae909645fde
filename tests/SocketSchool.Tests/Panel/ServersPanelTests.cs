using System.Net;
using System.Text.Json;

namespace SocketSchool.Tests.Panel;

public class ServersPanelTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    // Other tests run servers in this process too: a test looks for its own.
    private static JsonElement? Find(Server server, string query = """{"do":"list"}""")
    {
        foreach (var entry in Ask(query).GetProperty("servers").EnumerateArray())
        {
            if (entry.GetProperty("port").GetInt32() == server.Port && entry.GetProperty("protocol").GetString() == server.Protocol) return entry;
        }

        return null;
    }

    private static JsonElement Ask(string query)
    {
        using var document = JsonDocument.Parse(ServersPanel.Describe(query));
        return document.RootElement.Clone();
    }

    private static string IdOf(Server server) => Find(server)!.Value.GetProperty("id").GetString()!;

    private static JsonElement Selected(Server server, long? since = null) => Find(
        server, $$"""{"do":"list","selected":"{{IdOf(server)}}"{{(since is null ? "" : $",\"since\":{since}")}}}""")!.Value;

    private static string Error(string query) => Ask(query).GetProperty("error").GetString()!;

    [Fact]
    public async Task A_running_server_is_listed_with_what_a_person_needs_to_reach_it()
    {
        await using var echo = EchoServer.Start();

        var entry = Find(echo)!.Value;

        Assert.Equal("echo", entry.GetProperty("name").GetString());
        Assert.Equal("listening", entry.GetProperty("state").GetString());
        Assert.Equal("tcp", entry.GetProperty("protocol").GetString());
        Assert.Equal($"127.0.0.1:{echo.Port}", entry.GetProperty("endPoint").GetString());
        Assert.Equal("only this machine", entry.GetProperty("reach").GetString());
        Assert.Equal($"nc 127.0.0.1 {echo.Port}", entry.GetProperty("hint").GetString());
        Assert.NotEqual("", entry.GetProperty("up").GetString());
        Assert.False(entry.TryGetProperty("webAddress", out _));
        Assert.False(entry.TryGetProperty("cardHtml", out _));
    }

    [Fact]
    public async Task A_web_server_has_an_address_to_open_and_a_UDP_server_its_own_hint()
    {
        await using var web = WebServer.Start();
        await using var udp = UdpEchoServer.Start();

        Assert.Equal(web.Url, Find(web)!.Value.GetProperty("webAddress").GetString());
        Assert.Equal($"nc -u 127.0.0.1 {udp.Port}", Find(udp)!.Value.GetProperty("hint").GetString());
        Assert.Equal("receiving", Find(udp)!.Value.GetProperty("state").GetString());
    }

    [Fact]
    public async Task Connections_bytes_and_faults_are_counted()
    {
        await using var server = TcpServer.Start(async (client, stop) =>
        {
            await client.SendLineAsync((await client.ReadLineAsync(stop))!.ToUpperInvariant(), stop);
            throw new InvalidOperationException("a mistake");
        });
        await using (var gone = await Connection.ConnectAsync(server.EndPoint))
        {
            await gone.SendLineAsync("hello");
            Assert.Equal("HELLO", await gone.ReadLineAsync());
            Assert.Null(await gone.ReadLineAsync());
        }

        await Until.TrueAsync(() => server.Connections.Count == 0);
        await using var here = await Connection.ConnectAsync(server.EndPoint);
        await Until.TrueAsync(() => server.Connections.Count == 1);

        var entry = Find(server)!.Value;
        Assert.Equal(1, entry.GetProperty("connections").GetInt64());
        Assert.Equal(2, entry.GetProperty("totalConnections").GetInt64());
        Assert.Equal(6, entry.GetProperty("bytesIn").GetInt64());
        Assert.Equal(6, entry.GetProperty("bytesOut").GetInt64());
        Assert.Equal(1, entry.GetProperty("faults").GetInt64());
    }

    [Fact]
    public async Task The_selected_server_comes_with_its_card_its_log_and_its_diagram()
    {
        await using var server = TcpServer.Start((_, _) => Task.CompletedTask, name: "<b>bold</b>");
        server.Log.Note("a step");

        var entry = Selected(server);

        Assert.Contains("only this machine", entry.GetProperty("cardHtml").GetString(), StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;bold", entry.GetProperty("cardHtml").GetString(), StringComparison.Ordinal);
        Assert.Contains("a step", entry.GetProperty("logHtml").GetString(), StringComparison.Ordinal);
        Assert.Contains("<svg", entry.GetProperty("diagramHtml").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_view_that_has_not_changed_is_not_sent_again()
    {
        await using var echo = EchoServer.Start();
        var first = Selected(echo).GetProperty("version").GetInt64();

        Assert.False(Selected(echo, first).TryGetProperty("diagramHtml", out _));

        echo.Log.Note("something new");
        var changed = Selected(echo, first);
        Assert.True(changed.TryGetProperty("diagramHtml", out _));
        Assert.True(changed.GetProperty("version").GetInt64() > first);

        var second = changed.GetProperty("version").GetInt64();
        echo.Log.Clear();
        Assert.True(Selected(echo, second).GetProperty("version").GetInt64() > second);
    }

    [Fact]
    public async Task The_version_changes_with_a_client_even_without_a_log()
    {
        await using var echo = EchoServer.Start(options: new ServerOptions { LogCapacity = 0 });
        var before = Selected(echo).GetProperty("version").GetInt64();

        var client = await Connection.ConnectAsync(echo.EndPoint);
        await Until.TrueAsync(() => echo.Connections.Count == 1);
        var open = Selected(echo).GetProperty("version").GetInt64();
        await client.DisposeAsync();
        await Until.TrueAsync(() => echo.Connections.Count == 0);

        Assert.True(open > before);
        Assert.True(Selected(echo).GetProperty("version").GetInt64() > open);
    }

    [Fact]
    public async Task A_long_log_is_shown_by_its_end_and_says_how_much_is_left_out()
    {
        await using var echo = EchoServer.Start(options: new ServerOptions { LogCapacity = 150 });
        for (var i = 1; i <= 1000; i++) echo.Log.Note($"note {i}.");

        var log = Selected(echo).GetProperty("logHtml").GetString()!;

        Assert.Contains("note 1000.", log, StringComparison.Ordinal);
        Assert.Contains("note 901.", log, StringComparison.Ordinal);
        Assert.DoesNotContain("note 900.", log, StringComparison.Ordinal);
        // The 1,000 notes and the event of its start.
        Assert.Contains("901 earlier events not shown", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_about_a_busy_server_stays_small()
    {
        await using var echo = EchoServer.Start();
        for (var i = 0; i < 3000; i++) echo.Log.Note(new string('x', 200));

        Assert.InRange(Selected(echo).GetRawText().Length, 1, 300_000);
    }

    [Fact]
    public async Task A_server_can_be_stopped_and_is_gone_then()
    {
        await using var echo = EchoServer.Start();
        var id = IdOf(echo);

        Assert.Equal(id, Ask($$"""{"do":"stop","id":"{{id}}"}""").GetProperty("stopping")[0].GetString());

        await echo.Completion.WaitAsync(s_limit);
        Assert.Null(Find(echo));
        Assert.Contains($"no running server {id}", Error($$"""{"do":"stop","id":"{{id}}"}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_id_is_never_given_twice()
    {
        await using var first = EchoServer.Start();
        var id = IdOf(first);
        await first.StopAsync();
        await using var second = EchoServer.Start(first.Port);

        Assert.NotEqual(id, IdOf(second));
    }

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("list", "not JSON")]
    [InlineData("{\"do\":", "not JSON")]
    [InlineData("[1]", "knows")]
    [InlineData("\"list\"", "knows")]
    [InlineData("{}", "knows")]
    [InlineData("{\"do\":7}", "knows")]
    [InlineData("{\"do\":\"dance\"}", "knows")]
    [InlineData("{\"do\":\"stop\"}", "no running server")]
    [InlineData("{\"do\":\"stop\",\"id\":-1}", "no running server")]
    [InlineData("{\"do\":\"stop\",\"id\":\"x\"}", "no running server x")]
    public void A_question_that_makes_no_sense_is_answered_with_what_is_wrong(string query, string expected) =>
        Assert.Contains(expected, Error(query), StringComparison.Ordinal);

    [Fact]
    public async Task Strange_values_of_the_optional_fields_are_as_good_as_none()
    {
        await using var echo = EchoServer.Start();

        Assert.NotNull(Find(echo, """{"do":"list","selected":7,"since":"x"}"""));
        Assert.NotNull(Find(echo, """{"do":"list","selected":"99999999","since":1e300}"""));
    }

    [Fact]
    public async Task It_answers_while_clients_come_and_go()
    {
        await using var echo = EchoServer.Start();
        var id = IdOf(echo);
        var clients = Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            await using var client = await Connection.ConnectAsync(echo.EndPoint);
            await client.SendLineAsync("hello");
            Assert.Equal("hello", await client.ReadLineAsync());
        }));

        var asked = 0;
        do
        {
            Assert.Equal(id, Selected(echo).GetProperty("id").GetString());
            asked++;
        }
        while (!clients.IsCompleted);

        await clients.WaitAsync(s_limit);
        Assert.InRange(asked, 1, int.MaxValue);
        Assert.Equal(20, Selected(echo).GetProperty("totalConnections").GetInt64());
    }

    [Fact]
    public void The_page_finds_it_by_name_and_shape()
    {
        var panels = typeof(ServersPanel).Assembly.GetExportedTypes()
            .Where(type => type.CustomAttributes.Any(one => one.AttributeType.Name == "NotebookPanelAttribute"));

        var panel = Assert.Single(panels);
        Assert.True(panel is { IsAbstract: true, IsSealed: true });
        Assert.Equal(typeof(string), panel.GetMethod("Describe", [typeof(string)])!.ReturnType);
    }

    [Fact]
    public async Task The_log_has_bytes_beside_the_event_and_what_they_are_below_it()
    {
        await using var echo = EchoServer.Start();
        await using var client = await Connection.ConnectAsync(echo.EndPoint);
        await client.SendTextAsync("<hello>\n");
        await client.ReceiveAsync(new byte[100]);
        await Until.TrueAsync(() => echo.BytesSent > 0);

        var log = Selected(echo).GetProperty("logHtml").GetString()!;

        Assert.Contains("<td>Receive 8 bytes</td>", log, StringComparison.Ordinal);
        Assert.Contains("""<tr class="c"><td></td><td colspan="3"><span class="m">&quot;&lt;hello&gt;\n&quot;</span>""", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_diagram_shows_the_latest_clients_and_is_narrow()
    {
        await using var echo = EchoServer.Start();
        for (var i = 0; i < 5; i++)
        {
            await using var client = await Connection.ConnectAsync(echo.EndPoint);
            await client.SendTextAsync($"{i}\n");
            await client.ReceiveAsync(new byte[100]);
        }

        await Until.TrueAsync(() => echo.TotalConnections == 5 && echo.Connections.Count == 0);
        var diagram = Selected(echo).GetProperty("diagramHtml").GetString()!;

        Assert.Contains("2 more clients", diagram, StringComparison.Ordinal);
        var width = double.Parse(diagram.Split("viewBox=\"0 0 ")[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(width, 300, 520);
    }
}
