namespace SocketSchool.Tests;

public class SharedLogFileTests
{
    [Fact]
    public async Task Four_writers_that_know_nothing_of_each_other_lose_and_tear_no_line()
    {
        using var folder = new TemporaryFolder();
        var wanted = await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            var file = new SharedLogFile(folder["shared.log"]);
            var lines = Enumerable.Range(0, 1000).Select(number => $"writer {writer} line {number} {new string('x', number % 50)}").ToList();
            foreach (var line in lines) await file.AppendLineAsync(line, CancellationToken.None);
            return lines;
        })));
        var lines = await File.ReadAllLinesAsync(folder["shared.log"]);
        Assert.Equal(wanted.SelectMany(one => one).Order(), lines.Order());
        Assert.All(wanted, (one, writer) =>
            Assert.Equal(one, lines.Where(line => line.StartsWith($"writer {writer} ", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_writer_waits_while_somebody_else_is_writing_however_generous_that_one_is()
    {
        using var folder = new TemporaryFolder();
        var file = new SharedLogFile(folder["shared.log"]);
        Task appending;
        using (var other = new FileStream(folder["shared.log"], FileMode.Append, FileAccess.Write, FileShare.ReadWrite))
        {
            appending = file.AppendLineAsync("late", CancellationToken.None);
            Assert.False(appending.IsCompleted);
            other.Write("early\n"u8);
        }

        await appending.WaitAsync(PlainClient.Patience);
        Assert.Equal("early\nlate\n", await File.ReadAllTextAsync(folder["shared.log"]));
    }
}
