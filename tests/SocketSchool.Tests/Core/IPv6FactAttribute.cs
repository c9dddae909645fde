using System.Net;
using System.Net.Sockets;

namespace SocketSchool.Tests;

/// <summary>A fact about IPv6, for machines that have it.</summary>
public sealed class IPv6FactAttribute : FactAttribute
{
    internal const string Missing = "This machine has no IPv6 loopback address (::1).";

    public IPv6FactAttribute()
    {
        if (!IsHere) Skip = Missing;
    }

    internal static bool IsHere { get; } = CanBind();

    private static bool CanBind()
    {
        if (!Socket.OSSupportsIPv6) return false;
        try
        {
            using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp);
            socket.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
