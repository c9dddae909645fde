using System.Net;
using System.Net.Sockets;

namespace SocketSchool.Tests;

/// <summary>The echo servers that one test is for, by name: the four architectures, and the library's own server, which has the same protocol.</summary>
internal static class Architecture
{
    public static TheoryData<string> Names => [.. EchoArchitectures.All.Select(one => one.Name), "echo"];

    public static TheoryData<string> Four => [.. EchoArchitectures.All.Select(one => one.Name)];

    public static Server Start(string name, int port = 0, ServerOptions? options = null) =>
        name == "echo" ? EchoServer.Start(port, options) : EchoArchitectures.All.Single(one => one.Name == name).Start(port, options);

    public static Task<Connection> ConnectAsync(Server server) => Connection.ConnectAsync(server.ReachableEndPoint).Soon();

    /// <summary>A client without any help, whose every call has an end.</summary>
    public static Socket Connect(Server server, int receiveBuffer = 0)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 20_000, SendTimeout = 20_000 };
        if (receiveBuffer > 0) socket.ReceiveBufferSize = receiveBuffer;
        socket.Connect(server.ReachableEndPoint);
        return socket;
    }

    public static byte[] Noise(int count, int seed)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
