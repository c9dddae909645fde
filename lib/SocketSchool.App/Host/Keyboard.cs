namespace SocketSchool.App.Host;

/// <summary>Lets the person at the terminal take part in what a server does.</summary>
/// <param name="server">The running server.</param>
/// <param name="typed">What is typed.</param>
/// <param name="output">What the person gets to read.</param>
/// <param name="ended">Cancelled when the server has ended.</param>
internal delegate Task Keyboard(Server server, TerminalLines typed, TextWriter output, CancellationToken ended);
