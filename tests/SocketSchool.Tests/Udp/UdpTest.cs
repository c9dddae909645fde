using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SocketSchool.Tests.Udp;

/// <summary>What the tests of this folder share: a client of bare sockets.</summary>
internal static class UdpTest
{
    public static Socket NewSocket(IPEndPoint? to = null)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        if (to is null) socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        else socket.Connect(to);
        return socket;
    }

    public static async Task SayAsync(this Socket socket, string text) => await socket.SendAsync(Encoding.UTF8.GetBytes(text)).Soon();

    public static async Task<string> HearAsync(this Socket socket)
    {
        var buffer = new byte[65535];
        return Encoding.UTF8.GetString(buffer, 0, await socket.ReceiveAsync(buffer).Soon());
    }
}
