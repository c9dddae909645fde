// expect: "localhost:echo" | FormatException
EndPoint ParseEndPoint(string text)
{
    if (IPEndPoint.TryParse(text, out var endPoint)) return endPoint;
    int cut = text.LastIndexOf(':');
    return new DnsEndPoint(text[..cut], int.Parse(text[(cut + 1)..]));
}
