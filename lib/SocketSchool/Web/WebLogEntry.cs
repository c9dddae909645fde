using System.Net;

namespace SocketSchool;

/// <summary>One answered request of a <see cref="WebServer"/>.</summary>
/// <param name="Client">Who asked.</param>
/// <param name="Method">For instance <c>GET</c>; empty when the request was refused before it could be read.</param>
/// <param name="Target">Path and query as they were sent; empty when the request was refused before they could be read.</param>
/// <param name="Status">The status code of the answer.</param>
/// <param name="Bytes">The length of the answer's body as it was sent.</param>
public sealed record WebLogEntry(IPEndPoint Client, string Method, string Target, int Status, long Bytes);
