namespace SocketSchool.App.Host;

/// <summary>The operator at the terminal: a line answers who has waited longest, an empty line echoes it.</summary>
internal static class OperatorKeyboard
{
    public static async Task RunAsync(Server server, TerminalLines typed, TextWriter output, CancellationToken ended)
    {
        var desk = (OperatorEchoServer)server;
        var screen = TextWriter.Synchronized(output);
        void Show(Question question) => screen.WriteLine($"{question.Number}. {question.Client} asks: {ChatText.Clean(question.Text)}");
        desk.Asked += Show;
        foreach (var early in desk.Waiting) Show(early);
        while (await typed.ReadAsync(ended) is { } answer)
        {
            var question = answer.Length == 0 ? desk.Echo() : desk.Answer(answer);
            await screen.WriteLineAsync(question is not null ? $"   answered {question.Number}. {question.Client}"
                : answer.Length == 0 ? "   nobody waits" : "   nobody waits; kept for the next one who asks");
        }

        desk.OperatorLeaves();
        await screen.WriteLineAsync("the operator has left: from now on everybody gets an echo");
    }
}
