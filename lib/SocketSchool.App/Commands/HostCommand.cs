using System.CommandLine;
using SocketSchool.App.Host;

namespace SocketSchool.App.Commands;

/// <summary><c>host SERVER [--port N] [--address A]</c>: one of the library's servers in a terminal.</summary>
internal static class HostCommand
{
    public static Command Create()
    {
        // Words, not numbers: the command itself checks them, so that each error is one line and exit code 2.
        var server = new Argument<string?>("SERVER")
        {
            Description = "One of: " + HostedServer.Names,
            Arity = ArgumentArity.ZeroOrOne,
        };
        var port = new Option<string?>("--port") { Description = "0 takes a free one; the default depends on the server.", HelpName = "N" };
        var address = new Option<string?>("--address")
        {
            Description = "The address to listen on, 127.0.0.1 (this machine only) unless given; 0.0.0.0 lets everybody in.",
            HelpName = "A",
        };
        var users = new Option<string?>("--users") { Description = "login, irc: the user file, data/users.json unless given.", HelpName = "FILE" };
        var log = new Option<string?>("--log") { Description = "thanks: the file that gets a line for each client.", HelpName = "FILE" };
        var command = new Command("host", Describe()) { server, port, address, users, log, HostPeerCommand.Create() };
        command.SetAction((parsed, cancellationToken) => HostRunner.RunAsync(
            HostRequest.Parse(
                parsed.GetValue(server), parsed.GetValue(port), parsed.GetValue(address), parsed.GetValue(users), parsed.GetValue(log)),
            Console.Out, Console.Error, cancellationToken));
        return command;
    }

    private static string Describe() =>
        "Runs a server in this terminal until Ctrl+C. Its first line says where it listens." + Environment.NewLine +
        string.Join(Environment.NewLine, HostedServer.All.Select(known => $"    {known.Name,-9} port {known.DefaultPort}: {known.Summary}")) +
        Environment.NewLine + "Not a server: host peer NAME, a chat between equals (host peer --help).";
}
