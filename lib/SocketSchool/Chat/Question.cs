using System.Net;

namespace SocketSchool;

/// <summary>What a client said to an <see cref="OperatorEchoServer"/>, and waits to be answered.</summary>
/// <param name="Number">Counts from 1 over the server's life.</param>
/// <param name="Client">Who asked.</param>
/// <param name="Text">What was said, without its line end.</param>
public sealed record Question(long Number, IPEndPoint Client, string Text);
