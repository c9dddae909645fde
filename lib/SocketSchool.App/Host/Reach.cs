using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace SocketSchool.App.Host;

/// <summary>Says who can reach a server, which is what its address decides.</summary>
internal static class Reach
{
    /// <summary>One line; <c>null</c> for a server that only this machine can reach.</summary>
    public static string? Explain(IPEndPoint endPoint)
    {
        if (IPAddress.IsLoopback(endPoint.Address)) return null;
        var everywhere = endPoint.Address.Equals(IPAddress.Any) || endPoint.Address.Equals(IPAddress.IPv6Any);
        var addresses = everywhere ? OwnAddresses(endPoint) : [endPoint.Address];
        var where = addresses.Count == 0
            ? "this machine has no address in a network just now"
            : "at " + string.Join(", ", addresses.Select(address => new IPEndPoint(address, endPoint.Port)));
        return $"every machine that can reach this one may connect: {where}. There is no encryption; Ctrl+C ends it.";
    }

    private static List<IPAddress> OwnAddresses(IPEndPoint endPoint)
    {
        try
        {
            return [.. NetworkInterface.GetAllNetworkInterfaces()
                .Where(network => network.OperationalStatus == OperationalStatus.Up)
                .SelectMany(network => network.GetIPProperties().UnicastAddresses)
                .Select(unicast => unicast.Address)
                .Where(address => !IPAddress.IsLoopback(address) && !address.IsIPv6LinkLocal)
                .Where(address => address.AddressFamily == AddressFamily.InterNetwork || endPoint.Address.Equals(IPAddress.IPv6Any))
                .Distinct()];
        }
        catch (NetworkInformationException)
        {
            // Not every sandbox lets a program look; the warning matters more than the list.
            return [];
        }
    }
}
