using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Xml.Linq;

namespace SocketSchool.Tests;

public class SocketTableTests
{
    // What Linux 6 prints; the inodes 900x are this process's.
    private const string Tcp = """
          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 0100007F:1B5F 00000000:0000 0A 00000000:00000002 00:00000000 00000000  1000        0 9001 1 0000000000000000 100 0 0 10 0
           1: 0100007F:1B5F 0100007F:C351 01 00000000:00000005 00:00000000 00000000  1000        0 9002 1 0000000000000000 20 4 30 10 -1
           2: 0100007F:C351 0100007F:1B5F 01 0000002A:00000000 00:00000000 00000000  1000        0 5001 1 0000000000000000 20 4 30 10 -1
           3: 0100007F:1B5F 0100007F:C352 06 00000000:00000000 03:00000B7C 00000000     0        0 0 3 0000000000000000
           4: 0100007F:1B5F 0100007F:C353 01 00000000:00000003 00:00000000 00000000     0        0 0 1 0000000000000000
           5: 0100007F:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 77 1 0000000000000000 100 0 0 10 0
        this line is no row
           6: nonsense:zz zz 01
        """;

    private static readonly HashSet<long> s_own = [9001, 9002];

    [Fact]
    public void Linux_rows_give_addresses_states_and_queues()
    {
        var rows = Parse(Tcp, "tcp");
        Assert.Equal(6, rows.Count);
        Assert.Equal(new IPEndPoint(IPAddress.Loopback, 7007), rows[0].Local);
        Assert.Null(rows[0].Remote);
        Assert.Equal((TcpState.Listen, 2L), (rows[0].State, rows[0].ReceiveQueue!.Value));
        Assert.Equal(new IPEndPoint(IPAddress.Loopback, 50001), rows[1].Remote);
        Assert.Equal((5L, 0L), (rows[1].ReceiveQueue!.Value, rows[1].SendQueue!.Value));
        Assert.Equal((0L, 42L), (rows[2].ReceiveQueue!.Value, rows[2].SendQueue!.Value));
        Assert.Equal(TcpState.TimeWait, rows[3].State);
    }

    [Fact]
    public void The_inode_tells_whose_a_socket_is() => Assert.Equal(
        [
            SocketHolder.ThisProcess, SocketHolder.ThisProcess, SocketHolder.AnotherProcess, SocketHolder.SystemOnly, SocketHolder.SystemOnly,
            SocketHolder.AnotherProcess,
        ],
        Parse(Tcp, "tcp").Select(row => row.Holder));

    [Theory]
    [InlineData("0100007F:1F90", "127.0.0.1:8080")]
    [InlineData("0201A8C0:0050", "192.168.1.2:80")]
    [InlineData("00000000000000000000000001000000:1F90", "[::1]:8080")]
    [InlineData("B80D01200000000067452301EFCDAB89:01BB", "[2001:db8::123:4567:89ab:cdef]:443")]
    [InlineData("0000000000000000FFFF00000100007F:1F90", "127.0.0.1:8080")]
    [InlineData("00000000000000000000000000000000:0016", "[::]:22")]
    public void Addresses_are_groups_of_four_bytes_in_the_machines_order(string hex, string expected)
    {
        Assert.True(BitConverter.IsLittleEndian, "The fixture is from a little-endian machine.");
        Assert.Equal(expected, ProcNet.EndPoint(hex)!.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("0100007F")]
    [InlineData("0100007:1F90")]
    [InlineData("0100007G:1F90")]
    [InlineData("0100007F:1F90F")]
    public void What_is_no_address_is_passed_over(string hex) => Assert.Null(ProcNet.EndPoint(hex));

    [Fact]
    public void Udp_rows_have_no_state_and_count_what_was_dropped()
    {
        var row = Assert.Single(Parse(
            " 4123: 0100007F:1B5F 00000000:0000 07 00000000:00000D40 00:00000000 00000000  1000        0 9001 2 0000000000000000 17", "udp"));
        Assert.Equal(("udp", "", 3392L, 17L), (row.Protocol, row.StateName, row.ReceiveQueue!.Value, row.Drops!.Value));
    }

    [Fact]
    public void Both_ends_of_a_connection_are_told_apart_and_stand_together()
    {
        var table = Table();
        Assert.Equal(
            [SocketRole.Listener, SocketRole.ServerEnd, SocketRole.ClientEnd, SocketRole.ServerEnd, SocketRole.ServerEnd],
            table.Take(5).Select(row => row.Role));
        Assert.Equal(table[1].Remote, table[2].Local);
    }

    [Fact]
    public void States_are_counted_for_either_end_or_both()
    {
        Assert.Equal(3, Table().Count(TcpState.Established));
        Assert.Equal(2, Table().Count(TcpState.Established, SocketRole.ServerEnd));
        Assert.Equal(1, Table().Count(TcpState.TimeWait));
        Assert.Equal(0, Table().Count(TcpState.CloseWait));
    }

    [Fact]
    public void The_view_names_states_as_netstat_does_and_says_what_each_means()
    {
        var text = Table().ToText();
        Assert.Matches(@"LISTEN +listens +this process +2\b", text);
        Assert.Contains("TIME_WAIT, 1 socket: This end closed first", text);
        Assert.Contains("not accepted yet", text);
        Assert.Contains("no program any more", text);
        Assert.Contains("ESTABLISHED", XElement.Parse(Table().ToHtml()).Value);
    }

    [Fact]
    public void Every_state_has_a_name_and_a_meaning()
    {
        Assert.Equal(11, TcpStates.InOrder.Select(TcpStates.Name).Distinct().Count());
        Assert.Equal(11, TcpStates.InOrder.Select(TcpStates.Meaning).Distinct().Count());
        Assert.DoesNotContain("UNKNOWN", TcpStates.InOrder.Select(TcpStates.Name));
    }

    [Fact]
    public void Without_queues_the_view_says_why_and_leaves_their_columns_out()
    {
        var table = new SocketTable(
            [new SocketRow("tcp", new IPEndPoint(IPAddress.Loopback, 7007), null, TcpState.Listen)], new HashSet<int> { 7007 }, "port 7007",
            "This system does not tell.");
        Assert.Contains("This system does not tell.", table.ToText());
        Assert.DoesNotContain("unread", table.ToText());
        Assert.DoesNotContain("held by", table.ToText());
    }

    [Fact]
    public void No_socket_is_said_in_words() =>
        Assert.Equal("No socket of port 7007.", new SocketTable([], new HashSet<int>(), "port 7007", "").ToText());

    [Fact]
    public async Task A_running_server_and_both_ends_of_its_connection_are_found()
    {
        await using var server = EchoServer.Start();
        await using var client = await Connection.ConnectAsync(server);
        var table = SocketTable.For(server);
        Assert.Contains(table, row => row.State == TcpState.Listen && row.Local.Equals(server.EndPoint));
        Assert.Contains(table, row => row.Role == SocketRole.ClientEnd && row.Local.Equals(client.LocalEndPoint));
        Assert.Equal(1, table.Count(TcpState.Established, SocketRole.ServerEnd));
        Assert.Contains($"{server.Port}", SocketTable.ForPorts(server.Port).ToText());
        Assert.Contains(SocketTable.Read(), row => row.Local.Equals(client.LocalEndPoint));
    }

    [Fact]
    public async Task The_portable_source_finds_a_running_server_too()
    {
        await using var server = EchoServer.Start();
        var (rows, lacks) = SystemSockets.ReadPortable();
        Assert.Contains(rows, row => row.State == TcpState.Listen && row.Local.Equals(server.EndPoint));
        Assert.NotEqual("", lacks);
    }

    [LinuxFact]
    public void On_Linux_the_listening_sockets_queue_is_the_backlog_of_the_moment()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(5);
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        client.Connect(listener.LocalEndPoint!);
        var table = SocketTable.ForPorts(((IPEndPoint)listener.LocalEndPoint!).Port);
        Assert.Equal((SocketHolder.ThisProcess, 1L), (table[0].Holder, table[0].ReceiveQueue!.Value));
        Assert.Equal(SocketHolder.SystemOnly, table.Single(row => row.Remote?.Equals(client.LocalEndPoint) == true).Holder);
    }

    [Fact]
    public void A_port_that_is_none_is_refused_by_name()
    {
        Assert.Equal("ports", Assert.Throws<ArgumentOutOfRangeException>(() => SocketTable.ForPorts(7007, 70000)).ParamName);
        Assert.Contains("ForPorts(7007)", Assert.Throws<ArgumentException>(() => SocketTable.ForPorts()).Message);
    }

    private static List<SocketRow> Parse(string text, string protocol) => [.. ProcNet.Parse(text.ReplaceLineEndings("\n").Split('\n'), protocol, s_own)];

    private static SocketTable Table() => new(Parse(Tcp, "tcp").Take(5), new HashSet<int> { 7007 }, "tcp port 7007", "");
}
