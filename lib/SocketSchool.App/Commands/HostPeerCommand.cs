using System.CommandLine;
using SocketSchool.App.Host;

namespace SocketSchool.App.Commands;

/// <summary><c>host peer NAME [--port N] [--connect HOST:PORT] [--udp]</c>: one side of a chat that has no server.</summary>
internal static class HostPeerCommand
{
    public static Command Create()
    {
        var name = new Argument<string?>("NAME") { Description = "What the others see.", Arity = ArgumentArity.ZeroOrOne };
        var port = new Option<string?>("--port") { Description = $"Where to listen, {PeerRequest.DefaultPort} unless given; 0 takes a free one.", HelpName = "N" };
        var address = new Option<string?>("--address")
        {
            Description = "The address to listen on, 127.0.0.1 (this machine only) unless given; 0.0.0.0 lets everybody in.",
            HelpName = "A",
        };
        var connect = new Option<string?>("--connect") { Description = "Another peer to connect to; tried until somebody is there.", HelpName = "HOST:PORT" };
        var udp = new Option<bool>("--udp") { Description = "UDP, with numbers, acknowledgements and repeats, instead of TCP." };
        var command = new Command("peer", "Chats with other peers, without a server. What you type is said; [e], Ctrl+C or the end of the input leaves.")
        {
            name, port, address, connect, udp,
        };
        command.SetAction((parsed, cancellationToken) => PeerRunner.RunAsync(
            PeerRequest.Parse(
                parsed.GetValue(name), parsed.GetValue(port), parsed.GetValue(address), parsed.GetValue(connect), parsed.GetValue(udp)),
            Console.In, Console.Out, Console.Error, cancellationToken));
        return command;
    }
}
