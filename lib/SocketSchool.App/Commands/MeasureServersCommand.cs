using System.CommandLine;

namespace SocketSchool.App.Commands;

/// <summary><c>measure servers</c>: many clients on one echo server after the other, each in a process of its own.</summary>
static class MeasureServersCommand
{
    /// <summary>The verb with its options.</summary>
    public static Command Create()
    {
        // Words, not numbers: they are checked in one place, so that each error is one line and exit code 2.
        var only = new Option<string>("--only")
        {
            Description = $"Which servers, for instance async,select. Default: all of {MeasureServersRequest.Names}.",
            HelpName = "LIST",
        };
        var connect = new Option<string[]>("--connect")
        {
            Description = "An echo server that runs already, to take turns with the others; may be given more than once.",
            HelpName = "NAME=HOST:PORT",
        };
        var start = new Option<string[]>("--start")
        {
            Description = "A program to start as a server. It says \"listening on tcp HOST:PORT\" and answers the lines \"memory\" and \"time\".",
            HelpName = "NAME=COMMAND",
        };
        var connections = new Option<string>("--connections")
        {
            Description = "How many busy connections. Default: 1,10,100,1000. \"none\" measures idle connections alone.",
            HelpName = "LIST",
        };
        var idle = new Option<string>("--idle")
        {
            Description = "How many idle connections: memory for each, and whether all are answered. Default: 1000; 0 leaves it out.",
            HelpName = "N",
        };
        var rounds = new Option<string>("--rounds") { Description = "How many times, the servers in turn. Default: 3.", HelpName = "N" };
        var time = new Option<string>("--time") { Description = "How long one measurement takes. Default: 0.5.", HelpName = "SECONDS" };
        var threads = new Option<string>("--threads")
        {
            Description = "How many threads send and receive. Default: one for every two processors, at most 4.",
            HelpName = "N",
        };
        var csv = new Option<string>("--csv") { Description = "Write the numbers to this file too.", HelpName = "FILE" };
        var html = new Option<string>("--html") { Description = "Write a page with tables and figures to this file too.", HelpName = "FILE" };
        var command = new Command(
            "servers", "Round trips per second, p99 and memory of echo servers: thread per client, async, select, SocketAsyncEventArgs.")
        {
            only, connect, start, connections, idle, rounds, time, threads, csv, html, Serve(),
        };
        command.SetAction((parsed, cancellationToken) => MeasureServersRunner.RunAsync(
            MeasureServersRequest.Parse(
                parsed.GetValue(only), parsed.GetValue(connect) ?? [], parsed.GetValue(start) ?? [], parsed.GetValue(connections), parsed.GetValue(idle),
                parsed.GetValue(rounds), parsed.GetValue(time), parsed.GetValue(threads), parsed.GetValue(csv), parsed.GetValue(html)),
            Console.Out, cancellationToken));
        return command;
    }

    // What "servers" starts a process of its own with; nothing that a person would type.
    static Command Serve()
    {
        var name = new Argument<string>("SERVER");
        var room = new Argument<int>("CONNECTIONS");
        var command = new Command("serve", "One of the servers, for another process.") { name, room };
        command.Hidden = true;
        command.SetAction((parsed, cancellationToken) => MeasureServersChild.ServeAsync(
            parsed.GetValue(name)!, parsed.GetValue(room), Console.In, Console.Out, cancellationToken));
        return command;
    }
}
