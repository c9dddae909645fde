// expect: "::1:7007" is refused | IPEndPoint(::1, 7007)
EndPoint ParseEndPoint(string text)
{
    int cut = text.LastIndexOf(':');
    if (cut < 1) throw new FormatException("HOST:PORT, please.");
    var host = text[..cut].Trim('[', ']');
    int port = PortOf(text[(cut + 1)..]);
    if (port < 1 || port > 65535) throw new FormatException("A port is from 1 to 65535.");
    return IPAddress.TryParse(host, out var address) ? new IPEndPoint(address, port) : new DnsEndPoint(host, port);
}
