using System.Net;

namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_parseHints =
    [
        "Which colon separates host and port: the first one or the last one? And which text has too many of them to tell?",
        "Cut at the last colon. A host in square brackets is IPv6; a host that has a colon and no brackets is an error.",
        "Between these lines, check that host is not empty, has brackets or no colon, and that port is from 1 to 65535:\n" +
            "var cut = text.LastIndexOf(':');            // below 0: a FormatException\n" +
            "var (host, port) = (text[..cut], PortOf(text[(cut + 1)..]));\n" +
            "return IPAddress.TryParse(host.Trim('[', ']'), out var address)\n" +
            "    ? new IPEndPoint(address, port) : new DnsEndPoint(host, port);",
    ];

    /// <summary>Checks a parser of "HOST:PORT": addresses become an <see cref="IPEndPoint"/>, names a <see cref="DnsEndPoint"/>.</summary>
    /// <param name="parse">Your code. Bad input is a <see cref="FormatException"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> ParseEndPoint(Func<string, EndPoint> parse, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parse);
        return CheckSession.RunAsync("parse-endpoint", s_parseHints, session => ParseSteps(session, parse), cancellationToken);
    }

    private static async Task ParseSteps(CheckSession session, Func<string, EndPoint> parse)
    {
        const string name = "A name is not an address, and IPEndPoint.Parse and IPAddress.Parse take addresses only. Which kind of EndPoint holds a name?";
        const string service = "The port may be a word. PortOf from above takes a number and a word alike: does your port go through it?";
        const string bracket = "An IPv6 address has colons of its own; the brackets show where it ends. Which colon do you cut at, and who takes the brackets off?";
        const string missing = "One half is missing here. Look at both before you go on: is there a colon, and is there something on each side of it?";
        const string range = "Where do you look whether the port is from 1 to 65535? int.Parse and PortOf do not.";

        await Good("127.0.0.1:80", new IPEndPoint(IPAddress.Loopback, 80), "Cut the text in two. IPAddress.TryParse says whether the left half is an address.");
        await Good("[::1]:7007", new IPEndPoint(IPAddress.IPv6Loopback, 7007), bracket);
        await Good("localhost:7007", new DnsEndPoint("localhost", 7007), name);
        await Good("localhost:echo", new DnsEndPoint("localhost", 7), service);
        await Good("127.0.0.1:http", new IPEndPoint(IPAddress.Loopback, 80), service);
        await Good("[fe80::a:b]:1", new IPEndPoint(IPAddress.Parse("fe80::a:b"), 1), bracket);
        await Good("example.org:65535", new DnsEndPoint("example.org", 65535), "65535 is a good port, the last one.");
        await Bad("localhost", "there is no port", missing);
        await Bad("localhost:", "the port is empty", missing);
        await Bad(":80", "there is no host to connect to", missing);
        await Bad("", "there is nothing", missing);
        await Bad("127.0.0.1:65536", "65535 is the last port", range);
        await Bad("127.0.0.1:0", "port 0 means \"any free one\": nobody can connect to it", range);
        await Bad("127.0.0.1:-1", "a port is not negative", range);
        await Bad("localhost:nosuchservice", "no service has this name", "PortOf throws the right exception by itself. Does something catch it, or is it never asked?");
        const string colons = "The host has a colon and no brackets, so nobody can tell where the address ends. Say so, with a FormatException.";
        await Bad("::1:7007", "it could be the address ::1:7007 without a port; that is what the brackets are for", colons);
        await Bad("[::1]", "there is no port after the bracket", "The last colon of this text is inside the brackets. How can you see that?");
        await Bad("[::1:7007", "the bracket is never closed", "A bracket that opens has to close: look at both ends of the host.");

        Task Good(string text, EndPoint expected, string hint) => session.StepAsync(
            $"\"{text}\"",
            async stop =>
            {
                var got = await Task.Run(() => parse(text), stop).WaitAsync(stop);
                if (!Same(expected, got)) throw new CheckFailure(Describe(expected), Describe(got));
            },
            () => $"\"{text}\"",
            hint: hint,
            expected: Describe(expected));

        Task Bad(string text, string why, string hint) => session.StepAsync(
            $"\"{text}\" is refused",
            async stop =>
            {
                var expected = $"a FormatException: {why}";
                try
                {
                    throw new CheckFailure(expected, Describe(await Task.Run(() => parse(text), stop).WaitAsync(stop)));
                }
                catch (Exception e) when (e is not (FormatException or CheckFailure or NotImplementedException or OperationCanceledException))
                {
                    throw new CheckFailure(expected, $"{e.GetType().Name}: {e.Message}");
                }
                catch (FormatException)
                {
                    // As it should be.
                }
            },
            () => $"\"{text}\"",
            hint: hint);
    }

    private static bool Same(EndPoint expected, EndPoint? got) => (expected, got) switch
    {
        // A name may carry any address family: which one it is, is for the resolver to say.
        (DnsEndPoint a, DnsEndPoint b) => a.Port == b.Port && a.Host.Equals(b.Host, StringComparison.OrdinalIgnoreCase),
        _ => expected.Equals(got),
    };

    private static string Describe(EndPoint? endPoint) => endPoint switch
    {
        null => "null",
        DnsEndPoint name => $"DnsEndPoint(\"{name.Host}\", {name.Port})",
        IPEndPoint address => $"IPEndPoint({address.Address}, {address.Port})",
        _ => endPoint.ToString() ?? "",
    };
}
