using SocketSchool.Notebooks.Kernels;

namespace SocketSchool.Notebooks.Processes;

/// <summary>
/// The kernel process's side of questions to the panel: answers them one after the other on a thread that no cell can hold up, and
/// that is not there until somebody asks. A panel that hangs costs that one thread.
/// </summary>
/// <param name="kernel">Whose panel.</param>
/// <param name="send">Takes the answers.</param>
internal sealed class KernelInspector(CSharpKernel kernel, Action<KernelMessage> send)
{
    // More than a few wait only behind a panel that hangs, and whoever asked has given up on those.
    const int WaitingLimit = 16;

    readonly Queue<KernelCommand.Inspect> waiting = [];
    Thread? thread;

    /// <summary>Takes a question and returns at once.</summary>
    public void Ask(KernelCommand.Inspect question)
    {
        lock (waiting)
        {
            if (waiting.Count == WaitingLimit)
            {
                send(new KernelMessage.Answer(question.Id, PanelConvention.Failed("the panel is still busy with an earlier question")));
                return;
            }

            waiting.Enqueue(question);
            Monitor.Pulse(waiting);
            if (thread is not null)
                return;
            thread = new Thread(AnswerAll) { IsBackground = true, Name = "panel" };
        }

        thread.Start();
    }

    void AnswerAll()
    {
        while (true)
        {
            var question = Next();
            send(new KernelMessage.Answer(question.Id, kernel.Inspect(question.Query)));
        }
    }

    KernelCommand.Inspect Next()
    {
        lock (waiting)
        {
            while (waiting.Count == 0)
                Monitor.Wait(waiting);
            return waiting.Dequeue();
        }
    }
}
