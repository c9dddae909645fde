using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Directives;

namespace SocketSchool.Interactive;

/// <summary>The magic commands, with their help and what the editor proposes after them.</summary>
internal static class MagicCommands
{
    public static void AddTo(Kernel kernel, StopLinks links)
    {
        kernel.AddDirective<ShowServers>(
            new KernelActionDirective("#!servers", "Lists the running servers, each with a way to stop it.") { Parameters = { Help() } },
            (command, context) => Do(context, "#!servers", command.Help, () => context.Show(new ServerBoard(kernel, links))));

        var which = new KernelDirectiveParameter("--server", "The server: a variable, a name, or a port. All servers when left out.")
        {
            AllowImplicitName = true,
        };
        kernel.AddDirective<StopServers>(
            new KernelActionDirective("#!stop", "Stops one server or all of them; their ports are free afterwards.")
            {
                Parameters = { which.AddCompletions(() => ServerNames.All(kernel)), Help() },
            },
            (command, context) => Do(context, "#!stop", command.Help, () => StopAsync(kernel, context, command.Server)));

        var log = new KernelDirectiveParameter("--name", "Whose log: a variable, a server's name, or a port. May be left out when one server runs.")
        {
            AllowImplicitName = true,
        };
        kernel.AddDirective<ShowWire>(
            new KernelActionDirective("#!wire", "Draws what both ends of a server's connections did.")
            {
                Parameters = { log.AddCompletions(() => ServerNames.All(kernel)), Help() },
            },
            (command, context) => Do(context, "#!wire", command.Help, () => ShowWire(kernel, context, command.Name)));

        kernel.AddDirective<ShowLesson>(
            new KernelActionDirective("#!lesson", "Shows which exercises you have done, and what is next.") { Parameters = { Help() } },
            (command, context) => Do(context, "#!lesson", command.Help, () => context.Show(Progress.Show())));
    }

    private static KernelDirectiveParameter Help() => new("--help", "Says how to use it.") { Flag = true };

    private static async Task Do(KernelInvocationContext context, string name, bool help, Func<Task> act)
    {
        if (help) await context.Show(MagicHelp.Of(name));
        else await act();
    }

    private static async Task StopAsync(Kernel kernel, KernelInvocationContext context, string? wanted)
    {
        if (string.IsNullOrWhiteSpace(wanted))
        {
            await context.Show(await Servers.StopAllAsync());
            return;
        }

        if (ServerNames.Find(kernel, wanted) is not { } server)
        {
            context.Fail(context.Command, message: ServerNames.NotFound(kernel, wanted));
            return;
        }

        await server.StopAsync();
        await context.Show(server);
    }

    private static Task ShowWire(Kernel kernel, KernelInvocationContext context, string? wanted)
    {
        var server = string.IsNullOrWhiteSpace(wanted)
            ? Servers.Running is { Count: 1 } alone ? alone[0] : null
            : ServerNames.Find(kernel, wanted);
        if (server is not null) return context.Show(server.Log);
        context.Fail(context.Command, message: ServerNames.NotFound(kernel, wanted));
        return Task.CompletedTask;
    }

    private static Task Show(this KernelInvocationContext context, object view)
    {
        context.Display(view);
        return Task.CompletedTask;
    }
}
