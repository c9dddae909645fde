using System.Runtime.InteropServices;
using System.Text;
using SocketSchool.Notebooks.Completion;
using SocketSchool.Notebooks.Kernels;

namespace SocketSchool.Notebooks.Processes;

/// <summary>The kernel process's own side: takes commands from standard input, runs cells, tells events on standard output.</summary>
public static class KernelHost
{
    /// <summary>The environment variable whose value marks a kernel process and all that it starts.</summary>
    public const string MarkVariable = "SOCKETSCHOOL_KERNEL_MARK";

    /// <summary>On standard error, begins the line that says all raw output of a cell came before.</summary>
    internal const char RawEnd = '\u001e';

    static readonly TimeSpan ExitLimit = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Serves until standard input ends, which it does when the parent dies however it dies, or the parent says stop. The notebook's
    /// folder is the working directory.
    /// </summary>
    /// <returns>The process's exit code.</returns>
    public static int Run()
    {
        var (input, output) = StandardStreams.Take();
        // Ctrl+C in a terminal reaches every process in it. The parent decides what it means.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        // Settings made for this process's start are not for the programs that a cell starts.
        foreach (var name in KernelStart.RuntimeSettings.Keys)
            Environment.SetEnvironmentVariable(name, null);
        // A cell that blocks must not starve the servers that run beside it, however few processors there are.
        ThreadPool.SetMinThreads(16, 16);
        using var kernel = new CSharpKernel(Environment.CurrentDirectory);
        using var rawOutput = Console.OpenStandardError();
        // Cells run on a thread of their own; this one stays free to notice the end of the input.
        using var cells = new CellQueue(kernel, e =>
        {
            if (e is KernelEvent.Done)
                Send(rawOutput, Encoding.UTF8.GetBytes($"{RawEnd}\n"));
            Send(output, new KernelMessage.OfCell(e));
        });
        var worker = new Thread(() =>
        {
            kernel.Warm.GetAwaiter().GetResult();
            Send(output, new KernelMessage.Ready());
            cells.RunAll();
        })
        { IsBackground = true, Name = "cells" };
        worker.Start();

        var panel = new KernelQuestions("panel", PanelConvention.Failed("the panel is still busy with an earlier question"), answer => Send(output, answer));
        var names = new KernelQuestions("names", null, answer => Send(output, answer));
        ReadCommands(input, command =>
        {
            switch (command)
            {
                case KernelCommand.Run cell:
                    cells.Add(cell);
                    break;
                case KernelCommand.Interrupt interrupt:
                    cells.Interrupt(interrupt.Number);
                    break;
                case KernelCommand.Inspect question:
                    panel.Ask(question.Id, () => kernel.Inspect(question.Query));
                    break;
                case KernelCommand.Complete question:
                    names.Ask(question.Id, () => Names(kernel, question));
                    break;
            }
        });
        Exit();
        return 0;
    }

    static void ReadCommands(Stream input, Action<KernelCommand> take)
    {
        var lines = new LineReader(input);
        while (lines.ReadAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult() is { } line)
        {
            var command = KernelMessages.ReadCommand(line);
            if (command is KernelCommand.Stop)
                return;
            take(command);
        }
    }

    static string? Names(CSharpKernel kernel, KernelCommand.Complete question)
    {
        try
        {
            return SuggestionJson.Write(kernel.Complete(question.Code, question.At));
        }
        catch (Exception)
        {
            // Half-written code brings a compiler to places where few have been. No names is no loss; a kernel would be.
            return null;
        }
    }

    // Learners' exit handlers get their chance, and no more than that.
    static void Exit()
    {
        var watchdog = new Thread(() =>
        {
            Thread.Sleep(ExitLimit);
            ProcessMark.KillAll(Environment.GetEnvironmentVariable(MarkVariable));
            Environment.FailFast(null);
        })
        { IsBackground = true };
        watchdog.Start();
        ProcessMark.KillAll(Environment.GetEnvironmentVariable(MarkVariable), exceptSelf: true);
        Environment.Exit(0);
    }

    static void Send(Stream output, KernelMessage message) => Send(output, KernelMessages.Message(message));

    static void Send(Stream stream, byte[] line)
    {
        try
        {
            // One writer at a time, and a whole line: answers come between the events of a cell.
            lock (stream)
            {
                stream.Write(line);
                stream.Flush();
            }
        }
        catch (IOException)
        {
            // Nobody listens any more: the end of the input, on its way, ends this process.
        }
    }
}
