// expect: "localhost:7007" | A name is not an address
EndPoint ParseEndPoint(string text)
{
    return IPEndPoint.Parse(text);
}
