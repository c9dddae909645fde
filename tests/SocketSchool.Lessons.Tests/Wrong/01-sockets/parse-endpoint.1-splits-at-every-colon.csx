// expect: "[::1]:7007"
EndPoint ParseEndPoint(string text)
{
    var parts = text.Split(':');
    if (parts.Length != 2) throw new FormatException("HOST:PORT, please.");
    int port = PortOf(parts[1]);
    if (port < 1 || port > 65535 || parts[0] == "") throw new FormatException("HOST:PORT, please.");
    return IPAddress.TryParse(parts[0], out var address) ? new IPEndPoint(address, port) : new DnsEndPoint(parts[0], port);
}
