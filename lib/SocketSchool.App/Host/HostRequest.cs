using System.Globalization;
using System.Net;

namespace SocketSchool.App.Host;

/// <summary>What the learner asked <c>host</c> for, checked.</summary>
internal sealed record HostRequest(HostedServer Server, int Port, ServerOptions Options, string? UserFile, string? LogFile)
{
    /// <summary>For servers whose clients are people: they may listen for hours and say nothing.</summary>
    public ServerOptions WithoutIdleLimit => Options with { IdleTimeout = Timeout.InfiniteTimeSpan };

    /// <summary>Checks the words of the command line.</summary>
    /// <exception cref="BadInputException">One of them is wrong; its message is the line to print.</exception>
    public static HostRequest Parse(string? name, string? port, string? address, string? userFile, string? logFile)
    {
        if (string.IsNullOrEmpty(name)) throw new BadInputException($"Which server? One of: {HostedServer.Names}");
        var server = HostedServer.All.FirstOrDefault(known => known.Name == name)
            ?? throw new BadInputException($"There is no server \"{name}\". One of: {HostedServer.Names}");
        if (userFile is not null && name is not ("login" or "irc"))
        {
            throw new BadInputException("--users is for the login and the irc server only. Leave it out.");
        }

        if (logFile is not null && name != "thanks") throw new BadInputException("--log is for the thanks server only. Leave it out.");
        var options = new ServerOptions { Address = ParseAddress(address) };
        return new HostRequest(server, port is null ? server.DefaultPort : ParsePort(port), options, userFile, logFile);
    }

    internal static int ParsePort(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= IPEndPoint.MaxPort
            ? port
            : throw new BadInputException($"\"{text}\" is not a port. Give a number from 0 to 65535; 0 takes a free one.");

    internal static IPAddress ParseAddress(string? text)
    {
        if (text is null or "localhost") return IPAddress.Loopback;
        // TryParse takes "7" for 0.0.0.7: four parts or a colon is what people mean by an address.
        if (IPAddress.TryParse(text, out var address) && (text.Contains(':') || text.Count(letter => letter == '.') == 3))
        {
            return address;
        }

        throw new BadInputException(
            $"\"{text}\" is not an address. Give one of this machine's: 127.0.0.1 for this machine only, 0.0.0.0 for everybody.");
    }
}
