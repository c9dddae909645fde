using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace SocketSchool.App.Serve;

/// <summary>The address that is printed, and what must be said about it.</summary>
static class PageAddress
{
    /// <summary>The name by which a GitHub codespace forwards a port; <see langword="null"/> elsewhere.</summary>
    public static string? CodespaceName(int port) =>
        Environment.GetEnvironmentVariable("CODESPACE_NAME") is { Length: > 0 } name
        && Environment.GetEnvironmentVariable("GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN") is { Length: > 0 } domain
            ? string.Create(CultureInfo.InvariantCulture, $"{name}-{port}.{domain}")
            : null;

    /// <summary>The address with the token.</summary>
    public static string Of(PageServer server, ServeOptions options)
    {
        var authority = CodespaceName(server.Port) is { } codespace
            ? $"https://{codespace}"
            : string.Create(CultureInfo.InvariantCulture, $"http://{Host(options.Address)}:{server.Port}");
        return $"{authority}{options.PathBase}/?token={server.Token}";
    }

    /// <summary>What listening elsewhere than on loopback means; <see langword="null"/> when nothing does.</summary>
    public static string? Warning(ServeOptions options) => options.Address is null
        ? null
        : $"Other machines can reach this page at {(IsAny(options.Address) ? "every address of this one" : options.Address.ToString())}. Whoever has the address above runs code here as you, "
            + "and it travels unencrypted. Use it only in a network whose every member you trust.";

    // localhost, and not 127.0.0.1: browsers send the cookies of a name to all its ports, and learners' own servers go by 127.0.0.1.
    static string Host(IPAddress? address) =>
        address is null ? "localhost"
        : (IsAny(address) ? Outward() : address) is { AddressFamily: AddressFamily.InterNetworkV6 } v6 ? $"[{v6}]"
        : (IsAny(address) ? Outward() : address).ToString();

    static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    static IPAddress Outward() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(network => network.OperationalStatus == OperationalStatus.Up && network.NetworkInterfaceType != NetworkInterfaceType.Loopback)
        .SelectMany(network => network.GetIPProperties().UnicastAddresses)
        .Select(unicast => unicast.Address)
        .FirstOrDefault(found => found.AddressFamily == AddressFamily.InterNetwork) ?? IPAddress.Loopback;
}
