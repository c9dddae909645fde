EndPoint ParseEndPoint(string text)
{
    // The last colon: an IPv6 address in its brackets has colons of its own.
    int cut = text.LastIndexOf(':');
    if (cut < 1 || text.EndsWith(']')) throw new FormatException($"\"{text}\" is not HOST:PORT.");
    var host = text[..cut];
    int port = PortOf(text[(cut + 1)..]);
    if (port < 1 || port > 65535) throw new FormatException($"The port in \"{text}\" is not from 1 to 65535.");

    bool bracketed = host.StartsWith('[') && host.EndsWith(']');
    if (bracketed) host = host[1..^1];
    else if (host.Contains(':') || host.Contains('['))
        throw new FormatException($"An IPv6 address needs brackets: \"[::1]:7007\", not \"{text}\".");

    if (IPAddress.TryParse(host, out var address)) return new IPEndPoint(address, port);
    if (bracketed) throw new FormatException($"\"{host}\" is not an IPv6 address.");
    return new DnsEndPoint(host, port);
}
