using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace SocketSchool;

/// <summary>Who can reach an address, in words.</summary>
internal static class Reach
{
    private const int MostNamed = 4;

    /// <summary>For instance <c>only this machine</c>.</summary>
    public static string Of(IPAddress address) => Of(address, MachineAddresses);

    /// <param name="address">What the server is bound to.</param>
    /// <param name="machine">The machine's own addresses, asked for only when they matter.</param>
    internal static string Of(IPAddress address, Func<bool, IReadOnlyList<IPAddress>> machine)
    {
        if (IPAddress.IsLoopback(address)) return "only this machine";
        var six = address.Equals(IPAddress.IPv6Any);
        if (!six && !address.Equals(IPAddress.Any)) return $"every machine that can reach {address}";
        var own = machine(six);
        return own.Count switch
        {
            0 => "every machine that can reach this one, which has no address but loopback now",
            1 => $"every machine that can reach {own[0]}",
            _ => $"every machine that can reach one of {string.Join(", ", own.Take(MostNamed))}" +
                (own.Count > MostNamed ? $" and {own.Count - MostNamed} more" : ""),
        };
    }

    private static IReadOnlyList<IPAddress> MachineAddresses(bool six)
    {
        try
        {
            return [.. NetworkInterface.GetAllNetworkInterfaces()
                .Where(one => one.OperationalStatus != OperationalStatus.Down)
                .SelectMany(one => one.GetIPProperties().UnicastAddresses)
                .Select(one => one.Address)
                .Where(one => !IPAddress.IsLoopback(one) && !one.IsIPv6LinkLocal)
                .Where(one => one.AddressFamily == AddressFamily.InterNetwork || (six && one.AddressFamily == AddressFamily.InterNetworkV6))
                .Distinct()
                .OrderBy(one => one.AddressFamily)];
        }
        catch (Exception e) when (e is NetworkInformationException or PlatformNotSupportedException or SocketException)
        {
            // Some sandboxes do not tell. The card then says less and is still right.
            return [];
        }
    }
}
