namespace SocketSchool.Notebooks.Processes;

/// <summary>
/// The kernel process's side of one kind of question: answers them one after the other on a thread that no cell can hold up, and that
/// is not there until somebody asks. An answer that hangs costs that one thread.
/// </summary>
/// <param name="name">What the thread is called.</param>
/// <param name="busy">The answer to questions that too many others wait before; whoever asked has given up on those.</param>
/// <param name="send">Takes the answers.</param>
internal sealed class KernelQuestions(string name, string? busy, Action<KernelMessage> send)
{
    const int WaitingLimit = 16;

    readonly Queue<(long Id, Func<string?> Answer)> waiting = [];
    Thread? thread;

    /// <summary>Takes a question and returns at once.</summary>
    /// <param name="id">The question's number.</param>
    /// <param name="answer">Finds the answer; does not throw.</param>
    public void Ask(long id, Func<string?> answer)
    {
        lock (waiting)
        {
            if (waiting.Count == WaitingLimit)
            {
                send(new KernelMessage.Answer(id, busy));
                return;
            }

            waiting.Enqueue((id, answer));
            Monitor.Pulse(waiting);
            if (thread is not null)
                return;
            thread = new Thread(AnswerAll) { IsBackground = true, Name = name };
        }

        thread.Start();
    }

    void AnswerAll()
    {
        while (true)
        {
            var (id, answer) = Next();
            send(new KernelMessage.Answer(id, answer()));
        }
    }

    (long Id, Func<string?> Answer) Next()
    {
        lock (waiting)
        {
            while (waiting.Count == 0)
                Monitor.Wait(waiting);
            return waiting.Dequeue();
        }
    }
}
