using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_secureHints =
    [
        "SslStream goes around the plain stream. Which call makes it the server's side of the handshake?",
        "After AuthenticateAsServerAsync the SslStream is a stream like any other. A StreamReader on it gives you whole lines.",
        "Authenticate with `ServerCertificate = certificate`, put a `StreamReader` around `tls`, and then:\n" +
            "await using var tls = new SslStream(plain);\n" +
            "// ...\n" +
            "while (await reader.ReadLineAsync(stop) is { } line) { /* its capitals and \\n to tls */ }",
    ];

    /// <summary>
    /// Checks lesson 13's server over TLS (RFC 8446): it shows the given certificate, answers each line in upper case, and does not answer
    /// a client that speaks no TLS.
    /// </summary>
    /// <param name="handler">Your code for one client: the plain stream, the certificate to show, and the token of the server's stop.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> SecureUpper(
        Func<Stream, X509Certificate2, CancellationToken, Task> handler, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return CheckSession.RunAsync("secure-upper", s_secureHints, session => SecureSteps(session, handler), cancellationToken);
    }

    private static async Task SecureSteps(CheckSession session, Func<Stream, X509Certificate2, CancellationToken, Task> handler)
    {
        using var certificate = CheckCertificates.Make("vault.test");
        var read = 0L;
        using var mine = new CancellationTokenSource();
        await using var server = TcpServer.Start(
            async (client, stop) =>
            {
                using var both = CancellationTokenSource.CreateLinkedTokenSource(stop, mine.Token);
                await using var plain = new CountedStream(
                    new NetworkStream(client.Socket), count => Interlocked.Add(ref read, count), null);
                await handler(plain, certificate, both.Token);
            },
            name: "your secure-upper",
            options: new ServerOptions { LingerTimeout = TimeSpan.FromMilliseconds(200), StopTimeout = TimeSpan.FromMilliseconds(500) });

        await Step("the handshake", _ => Task.CompletedTask,
            "new SslStream(plain), then AuthenticateAsServerAsync with new SslServerAuthenticationOptions { ServerCertificate = certificate }.");
        await Step("one line", async probe =>
        {
            await probe.SendAsync("red\n");
            await probe.ExpectAsync("RED\n");
        }, "What you write has to leave: a StreamWriter keeps it until FlushAsync (or AutoFlush). Write to the SslStream, not to plain. And " +
            "end the line with \"\\n\" alone: WriteLine adds a carriage return on some systems.");
        await Step("three lines, two of them in one write", async probe =>
        {
            await probe.SendAsync("red\n");
            await probe.ExpectAsync("RED\n");
            await probe.SendAsync("green\nblue\n");
            await probe.ExpectAsync("GREEN\nBLUE\n");
        }, "One client sends many lines, and two may come at once: a loop around ReadLineAsync takes one after the other.");
        await Step("an empty line, and blanks at both ends", async probe =>
        {
            await probe.SendAsync("\n  two  \nlast\n");
            await probe.ExpectAsync("\n  TWO  \nLAST\n");
        }, "An empty line is a line, and its answer is an empty line. Only null means that no more come. Blanks belong to the line.");
        await Step("a line in four pieces, and a letter cut in two", async probe =>
        {
            await probe.SendAsync("caf"u8.ToArray(), [0xC3], [0xA9], "\n"u8.ToArray());
            await probe.ExpectAsync("CAFÉ\n");
        }, "TLS is a stream, too: a read is a piece, not a line. Collect until the line feed, then decode (StreamReader does both).");
        await Step("the end, when the client sends no more", async probe =>
        {
            await probe.SendAsync("bye\n");
            await probe.ExpectAsync("BYE\n");
            await probe.ExpectEndAfterOursAsync();
        }, "ReadLineAsync gives null at the end. Leave the loop then, and dispose of the SslStream.");
        await session.StepAsync("a client that speaks no TLS gets no answer", async stop =>
        {
            await using var plain = await Connection.ConnectAsync(
                server.ReachableEndPoint, new ConnectionOptions { ReceiveTimeout = TimeSpan.FromSeconds(3) }, null, stop);
            await plain.SendAsync("shout\nshout\n"u8.ToArray(), stop);
            const string expected = "the end of the conversation, and no text";
            try
            {
                var answer = await plain.ReceiveToEndAsync(4096, stop);
                // A TLS alert (record type 21, RFC 8446, section 5.1) is what SslStream says by itself; it is not text.
                if (answer is [not 21, ..]) throw new CheckFailure(expected, ByteText.Quote(answer));
            }
            catch (PeerResetException)
            {
                // The rudest end, but an end.
            }
            catch (ConnectionTimeoutException)
            {
                throw new CheckFailure(expected, "nothing, and the connection stays open");
            }
        }, () => "\"shout\\nshout\\n\", unencrypted", hint: "Do not fall back to plain. Let the exception of AuthenticateAsServerAsync leave your method.");
        await session.StepAsync("20 clients at once, the last first", async stop =>
        {
            var probes = new List<TlsProbe>();
            try
            {
                for (var i = 0; i < 20; i++) probes.Add(await ConnectAsync(stop));
                for (var i = 19; i >= 0; i--)
                {
                    await probes[i].SendAsync($"client {i}\n");
                    await probes[i].ExpectAsync($"CLIENT {i}\n");
                }
            }
            finally
            {
                foreach (var probe in probes) await probe.DisposeAsync();
            }
        }, note: Fault, hint: "Some clients keep silent while another one speaks. Does your code hold something that all of them need?");

        await session.StepAsync("stop is cancelled while a client is silent", async stop =>
        {
            await using var probe = await ConnectAsync(stop);
            await probe.SendAsync("red\n");
            await probe.ExpectAsync("RED\n");
            await mine.CancelAsync();
            await probe.ExpectEndAsync();
        }, hint: "Pass stop on to ReadLineAsync and WriteAsync: then they end when the server stops.");

        Task Step(string name, Func<TlsProbe, Task> body, string hint)
        {
            return session.StepAsync(name, async stop =>
            {
                try
                {
                    await using var probe = await ConnectAsync(stop);
                    await body(probe);
                }
                catch (CheckFailure) when (server.Faults.Any(fault => fault.Exception is NotImplementedException))
                {
                    throw new NotImplementedException();
                }
            }, note: Fault, hint: hint);
        }

        Task<TlsProbe> ConnectAsync(CancellationToken stop) =>
            TlsProbe.ConnectAsync(server.ReachableEndPoint, certificate, () => Interlocked.Read(ref read), stop);

        string Fault() => server.FaultCount > 0 ? $"Your code threw {server.Faults[^1].Message}" : "";
    }
}
