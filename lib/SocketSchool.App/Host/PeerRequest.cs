using System.Globalization;
using System.Net;

namespace SocketSchool.App.Host;

/// <summary>What the learner asked <c>host peer</c> for, checked.</summary>
internal sealed record PeerRequest(string Name, int Port, IPAddress Address, (string Host, int Port)? Connect, bool Udp)
{
    /// <summary>7016, for TCP and for UDP.</summary>
    public const int DefaultPort = 7016;

    /// <summary>Checks the words of the command line.</summary>
    /// <exception cref="BadInputException">One of them is wrong; its message is the line to print.</exception>
    public static PeerRequest Parse(string? name, string? port, string? address, string? connect, bool udp)
    {
        if (string.IsNullOrWhiteSpace(name)) throw new BadInputException("What is your name? For instance: host peer Ada --connect localhost:7017");
        return new PeerRequest(
            name, port is null ? DefaultPort : HostRequest.ParsePort(port), HostRequest.ParseAddress(address),
            connect is null ? null : ParseConnect(connect), udp);
    }

    private static (string Host, int Port) ParseConnect(string text)
    {
        var cut = text.LastIndexOf(':');
        var host = cut < 0 ? "" : text[..cut].TrimStart('[').TrimEnd(']');
        if (host.Length > 0 && int.TryParse(text[(cut + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port is >= 1 and <= IPEndPoint.MaxPort)
        {
            return (host, port);
        }

        throw new BadInputException($"\"{text}\" is not HOST:PORT. Give the other peer's address, for instance localhost:7017.");
    }
}
