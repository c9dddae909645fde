using System.Net;
using System.Net.Sockets;

namespace SocketSchool;

/// <summary>A server could not have the address it asked for: somebody else holds the port, or this user may not take it.</summary>
public sealed class PortUnavailableException : IOException
{
    internal PortUnavailableException(string protocol, IPEndPoint endPoint, SocketException cause)
        : base(Explain(protocol, endPoint, cause), cause) => EndPoint = endPoint;

    /// <summary>The address that was asked for.</summary>
    public IPEndPoint EndPoint { get; }

    private static string Explain(string protocol, IPEndPoint endPoint, SocketException cause) => cause.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse =>
            $"{protocol} port {endPoint.Port} on {endPoint.Address} is already in use: by another program, or by a socket that an earlier cell " +
            "has left open. Close it, choose another port, or use port 0 to get a free one.",
        SocketError.AccessDenied =>
            $"{protocol} port {endPoint.Port} on {endPoint.Address} may not be taken by this user " +
            "(ports below 1024 are often reserved; on Windows, another program may hold it for itself). " +
            "Choose another port above 1023, or use port 0 to get a free one.",
        SocketError.AddressNotAvailable =>
            $"{endPoint.Address} is not an address of this machine. Use 127.0.0.1 for this machine only.",
        SocketError.AddressFamilyNotSupported =>
            $"This machine cannot use {endPoint.Address}: IPv6 is switched off. Use 127.0.0.1 for this machine only.",
        _ => $"Could not bind {protocol} {endPoint}: {cause.Message}. Choose another port, or use port 0 to get a free one.",
    };
}
