using System.Net;

namespace SocketSchool;

/// <summary>Another peer that a <see cref="PeerChat"/> is talking with: a snapshot.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="EndPoint">The address that its bytes come from. Over TCP that is not where it listens when it was the one to connect.</param>
/// <param name="Opened">Over TCP, who opened the connection that is in use: <c>I did</c> or <c>they did</c>; over UDP there is none.</param>
public sealed record PeerInfo(uint Id, string Name, IPEndPoint EndPoint, string Opened)
{
    /// <summary>Name and address.</summary>
    public override string ToString() => $"{Name} at {EndPoint}";
}
