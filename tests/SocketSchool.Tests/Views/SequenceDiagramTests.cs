using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using static SocketSchool.WireEventKind;

namespace SocketSchool.Tests;

public class SequenceDiagramTests
{
    [Fact]
    public void An_empty_log_says_so() =>
        Assert.Equal("Nothing has happened yet: the log is empty.", new SequenceDiagram([]).ToText());

    [Fact]
    public void Text_is_an_aligned_line_an_event_with_time_direction_and_content()
    {
        var text = new WireScript().Server(null, Listen, "tcp 127.0.0.1:7007").Opens(WireScript.Ann)
            .ClientSends(WireScript.Ann, "hello\n").ServerReceives(WireScript.Ann, "hello\n").Text();
        Assert.Equal(
            """
               1.000 ms  server                             listens on tcp 127.0.0.1:7007
               2.000 ms  client 127.0.0.1:50001 <-> server  connected
               3.000 ms  client 127.0.0.1:50001 <-> server  accepted
               4.000 ms  client 127.0.0.1:50001 -> server   sent 6 bytes "hello\n"
               5.000 ms  client 127.0.0.1:50001 -> server   received 6 bytes "hello\n"
            """.ReplaceLineEndings("\n"),
            text);
    }

    [Fact]
    public void Two_sends_received_in_one_piece_are_named_as_its_parts()
    {
        var script = new WireScript().Opens(WireScript.Ann)
            .ClientSends(WireScript.Ann, "hello").ClientSends(WireScript.Ann, "world").ServerReceives(WireScript.Ann, "helloworld");
        Assert.Contains("received 10 bytes \"helloworld\" = 5 of the 5 sent at 3.000 ms + 5 of the 5 sent at 4.000 ms", script.Text());
        Assert.Contains("2 sends in 1", script.Html());
        Assert.Equal(2, Arrows(script, "a"));
    }

    [Fact]
    public void One_send_received_in_two_pieces_is_named_as_their_whole()
    {
        var script = new WireScript().Opens(WireScript.Ann)
            .ServerSends(WireScript.Ann, "hello").ClientReceives(WireScript.Ann, "he").ClientReceives(WireScript.Ann, "llo");
        Assert.Contains("received 2 bytes \"he\" = 2 of the 5 sent at 3.000 ms", script.Text());
        Assert.Contains("received 3 bytes \"llo\" = 3 of the 5 sent at 3.000 ms", script.Text());
        Assert.Equal(2, Arrows(script, "o"));
    }

    [Fact]
    public void A_receive_that_takes_the_end_of_one_send_and_the_start_of_the_next_says_which_bytes()
    {
        var script = new WireScript().Opens(WireScript.Ann)
            .ClientSends(WireScript.Ann, "hello").ClientSends(WireScript.Ann, "world")
            .ServerReceives(WireScript.Ann, "hell").ServerReceives(WireScript.Ann, "owor").ServerReceives(WireScript.Ann, "ld");
        Assert.Contains("\"owor\" = 1 of the 5 sent at 3.000 ms + 3 of the 5 sent at 4.000 ms", script.Text());
        Assert.Equal(4, Arrows(script, "a"));
        Assert.Contains("1 &quot;o&quot;", script.Html());
        Assert.Contains("3 &quot;wor&quot;", script.Html());
    }

    [Fact]
    public void One_send_in_one_receive_needs_no_remark() => Assert.DoesNotContain(" of the ", new WireScript().Opens(WireScript.Ann)
        .ClientSends(WireScript.Ann, "hello").ServerReceives(WireScript.Ann, "hello").Text());

    [Fact]
    public void The_two_directions_and_two_clients_do_not_mix()
    {
        var text = new WireScript().Opens(WireScript.Ann).Opens(WireScript.Bob)
            .ClientSends(WireScript.Ann, "ann").ClientSends(WireScript.Bob, "bob!").ServerSends(WireScript.Ann, "x")
            .ServerReceives(WireScript.Bob, "bob!").ServerReceives(WireScript.Ann, "ann").ClientReceives(WireScript.Ann, "x").Text();
        Assert.DoesNotContain(" of the ", text);
        Assert.DoesNotContain("not received yet", text);
    }

    [Fact]
    public void Bytes_that_nobody_has_received_are_marked()
    {
        var script = new WireScript().Opens(WireScript.Ann).ClientSends(WireScript.Ann, "hello").ServerReceives(WireScript.Ann, "he")
            .ClientSends(WireScript.Ann, "later");
        Assert.Contains("sent 5 bytes \"hello\"  (3 of them not received yet)", script.Text());
        Assert.Contains("sent 5 bytes \"later\"  (not received yet)", script.Text());
        Assert.Contains("not read yet", script.Html());
    }

    [Fact]
    public void Bytes_that_an_end_left_unread_when_it_closed_were_never_received()
    {
        var script = new WireScript().Opens(WireScript.Ann).ClientSends(WireScript.Ann, "hello").Server(WireScript.Ann, Close);
        Assert.Contains("(never received)", script.Text());
        Assert.Contains("never read", script.Html());
    }

    [Fact]
    public void A_log_that_lost_its_beginning_still_pairs_the_bytes_it_has()
    {
        var script = new WireScript().Opens(WireScript.Ann).ClientSends(WireScript.Ann, "gone").ClientSends(WireScript.Ann, "half")
            .ServerReceives(WireScript.Ann, "gonehalf").ClientSends(WireScript.Ann, "whole").ServerReceives(WireScript.Ann, "whole");
        script.Forgets(3);
        Assert.Contains("received 8 bytes \"gonehalf\" = 4 of the 4 sent at 4.000 ms + 4 sent earlier", script.Text());
        Assert.EndsWith("received 5 bytes \"whole\"", script.Text());
    }

    [Fact]
    public void A_raw_client_is_dashed_and_its_arrows_are_drawn_from_the_server()
    {
        var script = new WireScript().Server(null, Listen, "tcp 127.0.0.1:7007").Server(WireScript.Ann, Accept)
            .ServerReceives(WireScript.Ann, "hi").ServerSends(WireScript.Ann, "ho").Server(WireScript.Ann, EndOfStream);
        var html = script.Html();
        Assert.Contains("client *", html);
        Assert.Contains("does not log here", html);
        // Handshake, receive, send and FIN: each half dashed.
        Assert.Equal(4, Regex.Count(html, "class=\"[aog] d\""));
        Assert.DoesNotContain("not received yet", script.Text());
    }

    [Fact]
    public void Half_close_is_an_arrow_from_the_shutdown_to_the_end_of_stream()
    {
        var html = new WireScript().Opens(WireScript.Ann).Client(WireScript.Ann, ShutdownSend).Server(WireScript.Ann, EndOfStream).Html();
        Assert.Equal(1, Regex.Count(html, ">FIN<"));
        Assert.Equal(0, Regex.Count(html, "class=\"a d\""));
    }

    [Fact]
    public void A_close_after_a_shutdown_sends_no_second_fin()
    {
        var html = new WireScript().Opens(WireScript.Ann).Client(WireScript.Ann, ShutdownSend).Server(WireScript.Ann, EndOfStream)
            .Client(WireScript.Ann, Close).Html();
        Assert.Equal(1, Regex.Count(html, ">FIN<"));
    }

    [Fact]
    public void An_abort_is_a_red_arrow_to_the_reset_at_the_other_end()
    {
        var script = new WireScript().Opens(WireScript.Ann).Client(WireScript.Ann, Close, "reset").Server(WireScript.Ann, Reset, "ConnectionReset")
            .Server(WireScript.Ann, Close);
        Assert.Contains("aborted (RST)", script.Text());
        Assert.Contains("lost the connection (ConnectionReset)", script.Text());
        Assert.Equal(1, Regex.Count(script.Html(), ">RST<"));
        Assert.Equal(0, Regex.Count(script.Html(), ">FIN<"));
    }

    [Fact]
    public void Faults_limits_and_notes_are_bands_across_all_lanes()
    {
        var script = new WireScript().Server(WireScript.Ann, Accept).Server(WireScript.Ann, WireEventKind.Fault, "FormatException: no number")
            .Server(WireScript.Ann, Limit, "too long (MaxLineBytes)").Server(null, Note, "step two").Server(null, Stop);
        Assert.Contains("FAULT FormatException: no number", script.Text());
        Assert.Contains("LIMIT too long (MaxLineBytes)", script.Text());
        Assert.Contains("-- step two", script.Text());
        Assert.Equal(4, Regex.Count(script.Html(), "class=\"y [rovgz]\""));
    }

    [Fact]
    public void Earlier_events_are_counted_and_the_latest_shown()
    {
        var script = new WireScript().Opens(WireScript.Ann);
        for (var i = 0; i < 100; i++) script.ClientSends(WireScript.Ann, $"{i},");
        var lines = script.Text(maxEvents: 10).Split('\n');
        Assert.Equal("... 92 earlier events not shown", lines[0]);
        Assert.Equal(11, lines.Length);
        Assert.Contains("\"99,\"", lines[^1]);
    }

    [Fact]
    public void Events_that_the_log_itself_dropped_are_counted_too()
    {
        var log = new WireLog(capacity: 3);
        for (var i = 0; i < 5; i++) log.Note($"note {i}");
        Assert.StartsWith("... 2 earlier events not shown (the log itself has dropped 2)", log.ToText());
    }

    [Fact]
    public void Clients_beyond_the_limit_are_counted_and_one_can_be_asked_for()
    {
        var script = new WireScript().Opens(WireScript.Ann).Opens(WireScript.Bob).ClientSends(WireScript.Bob, "bob");
        Assert.StartsWith("... 1 more client with 3 events not shown", script.Text(maxClients: 1));
        Assert.DoesNotContain("50002", script.Text(maxClients: 1));
        Assert.DoesNotContain("50001", script.Text(client: WireScript.Bob));
        Assert.Contains("\"bob\"", script.Text(client: WireScript.Bob));
    }

    [Fact]
    public void Datagrams_have_no_handshake_and_stay_whole()
    {
        var script = new WireScript().Server(null, Listen, "udp 127.0.0.1:7007")
            .ClientSends(WireScript.Ann, "one", stream: false).ClientSends(WireScript.Ann, "lost", stream: false)
            .ClientSends(WireScript.Ann, "two", stream: false)
            .ServerReceives(WireScript.Ann, "one", stream: false).ServerReceives(WireScript.Ann, "two", stream: false);
        Assert.Contains("sent 4 bytes \"lost\"  (not received yet)", script.Text());
        Assert.DoesNotContain(" of the ", script.Text());
        Assert.DoesNotContain("handshake", script.Html());
        Assert.Contains("Sequence diagram of datagrams", script.Html());
    }

    [Fact]
    public void A_port_used_again_is_a_new_conversation_with_positions_of_its_own()
    {
        var again = new WireScript().Opens(WireScript.Ann).ClientSends(WireScript.Ann, "late");
        List<WireEvent> events = [.. new WireScript().Opens(WireScript.Ann).ClientSends(WireScript.Ann, "first")
            .ServerReceives(WireScript.Ann, "first").Events];
        events.AddRange(again.Events.Select(one => one with { Number = one.Number + 10, Microseconds = one.Microseconds + 10_000 }));
        var text = new SequenceDiagram(events).ToText();
        Assert.Contains("sent 4 bytes \"late\"  (not received yet)", text);
        Assert.DoesNotContain("sent 5 bytes \"first\"  (", text);
    }

    [Fact]
    public void Hostile_bytes_and_texts_cannot_leave_their_place()
    {
        const string attack = "</svg><script>alert('x')</script>\u0000\u001b[2J\u202e\"&\r\n";
        var script = new WireScript().Opens(WireScript.Ann).ClientSends(WireScript.Ann, attack)
            .ServerReceives(WireScript.Ann, attack).Server(WireScript.Ann, WireEventKind.Fault, attack).Server(WireScript.Ann, Reset, attack);
        var html = script.Html();
        Assert.DoesNotContain("<script", html);
        Assert.Empty(XElement.Parse(html).Descendants("script"));
        Assert.DoesNotContain('\u202e', script.Html());
        Assert.DoesNotContain('\u001b', script.Text());
        Assert.DoesNotContain('\u202e', script.Text());
        Assert.Equal(5, script.Text().Split('\n').Length - 1);
    }

    [Fact]
    public void The_picture_has_a_name_a_description_and_the_same_as_text()
    {
        var html = XElement.Parse(new WireScript().Opens(WireScript.Ann).ClientSends(WireScript.Ann, "hello").Html());
        var svg = html.Descendants("svg").Single();
        Assert.Equal("img", (string?)svg.Attribute("role"));
        var labels = ((string?)svg.Attribute("aria-labelledby"))!.Split(' ');
        Assert.Equal(labels, svg.Elements().Where(one => one.Name == "title" || one.Name == "desc").Select(one => (string?)one.Attribute("id")));
        Assert.Contains("sent 5 bytes \"hello\"", html.Descendants("details").Single().Value);
    }

    [Fact]
    public async Task A_real_conversation_is_drawn_from_both_ends()
    {
        await using var server = EchoServer.Start();
        await using (var client = await Connection.ConnectAsync(server))
        {
            await client.SendTextAsync("helloworld");
            Assert.Equal("hello", Encoding.UTF8.GetString((await client.ReceiveExactlyAsync(5))!));
            Assert.Equal("world", Encoding.UTF8.GetString((await client.ReceiveExactlyAsync(5))!));
        }

        await server.StopAsync();
        var text = server.Log.ToText();
        Assert.Matches("<- server +received 5 bytes \"world\" = 5 of the 10 sent at", text);
        XElement.Parse(server.Log.ToHtml());
    }

    private static int Arrows(WireScript script, string css) => Regex.Count(script.Html(), $"<path [^>]*class=\"f {css}\"");
}
