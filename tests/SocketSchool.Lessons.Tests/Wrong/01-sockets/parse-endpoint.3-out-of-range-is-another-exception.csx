// expect: "127.0.0.1:65536" is refused | ArgumentOutOfRangeException
EndPoint ParseEndPoint(string text)
{
    int cut = text.LastIndexOf(':');
    if (cut < 1) throw new FormatException("HOST:PORT, please.");
    var host = text[..cut].Trim('[', ']');
    int port = PortOf(text[(cut + 1)..]);
    return IPAddress.TryParse(host, out var address) ? new IPEndPoint(address, port) : new DnsEndPoint(host, port);
}
