using System.Net.Sockets;
using System.Text;

namespace SocketSchool.Tests;

/// <summary>The dead, the slow and the many.</summary>
public class ChatServerCrowdTests
{
    [Fact]
    public async Task The_dead_are_dropped_and_the_others_go_on()
    {
        await using var room = ChatServer.Start();
        using var ada = await ChatClient.EnterAsync(room);
        using var bob = await ChatClient.EnterAsync(room);
        using (var dead = await ChatClient.EnterAsync(room)) dead.Reset();
        await ada.UntilAsync("is gone");
        await bob.SayAsync("still here");
        Assert.EndsWith("- still here", await ada.NextAsync());
        Assert.Equal(2, room.Names.Count);
        Assert.IsType<PeerResetException>(Assert.Single(room.Faults).Exception);
    }

    [Fact]
    public async Task Who_does_not_read_is_dropped_at_the_limit_and_delays_nobody()
    {
        await using var room = ChatServer.Start(maxQueuedBytes: 64 * 1024);
        using var ada = await ChatClient.EnterAsync(room);
        using var bob = await ChatClient.EnterAsync(room);
        using var slow = await ChatClient.EnterAsync(room);
        await ada.UntilAsync("has joined");
        await ada.UntilAsync("has joined");
        var text = new string('x', 4000);
        // In lockstep with one who reads: what waits for the slow one cannot hold this one up.
        var said = 0;
        while (room.FaultCount == 0)
        {
            Assert.True(said++ < 10_000, "The slow reader was never dropped.");
            await bob.SayAsync(text);
            Assert.EndsWith(text, await ada.UntilAsync("x"));
        }

        Assert.EndsWith("was dropped: it reads too slowly", await ada.UntilAsync("slowly"));
        var fault = Assert.Single(room.Faults);
        Assert.Equal(nameof(ChatServer.MaxQueuedBytes), fault.Limit);
        Assert.Equal(2, room.Names.Count);
        await bob.SayAsync("on we go");
        await ada.UntilAsync("on we go");
    }

    [Fact]
    public async Task A_line_beyond_the_limit_ends_its_senders_stay_with_a_word()
    {
        await using var room = ChatServer.Start();
        using var ada = await ChatClient.EnterAsync(room);
        using var eve = await ChatClient.EnterAsync(room);
        await eve.SendAsync(Encoding.UTF8.GetBytes(new string('x', 5000)));
        Assert.Contains("* a line may have 4,096 bytes, goodbye\n", await eve.ReadToEndAsync());
        await ada.UntilAsync("was dropped: a line was too long");
        Assert.Equal(nameof(ServerOptions.MaxLineBytes), Assert.Single(room.Faults).Limit);
    }

    [Fact]
    public async Task A_thousand_clients_all_hear_what_one_says()
    {
        const int clients = 1000;
        await using var room = ChatServer.Start(options: new ServerOptions { IdleTimeout = Timeout.InfiniteTimeSpan, LogCapacity = 0 });
        var sockets = new List<Socket>();
        try
        {
            for (var i = 0; i < clients; i++)
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                sockets.Add(socket);
                await socket.ConnectAsync(room.EndPoint).WaitAsync(PlainClient.Patience);
            }

            await Until.TrueAsync(() => room.Names.Count == clients);
            var hearing = sockets.Skip(1).Select(socket => HearsAsync(socket, " - can you all hear me?\n")).ToArray();
            await sockets[0].SendAsync("can you all hear me?\n"u8.ToArray());
            Assert.All(await Task.WhenAll(hearing).WaitAsync(TimeSpan.FromSeconds(60)), Assert.True);
            Assert.Empty(room.Faults);
        }
        finally
        {
            foreach (var socket in sockets) socket.Dispose();
        }
    }

    [Fact]
    public async Task Coming_and_going_while_others_speak_upsets_nothing()
    {
        await using var room = ChatServer.Start();
        using var ada = await ChatClient.EnterAsync(room);
        using var bob = await ChatClient.EnterAsync(room);
        var visits = Task.WhenAll(Enumerable.Range(0, 4).Select(v => Task.Run(async () =>
        {
            for (var i = 0; i < 50; i++)
            {
                using var visitor = await ChatClient.EnterAsync(room);
                if ((v + i) % 2 == 0) visitor.Reset();
                else await visitor.SayAsync("quit");
            }
        })));
        for (var i = 0; i < 500; i++)
        {
            await bob.SayAsync($"line {i}.");
            await ada.UntilAsync($"- line {i}.");
        }

        await visits;
        await Until.TrueAsync(() => room.Names.Count == 2);
        Assert.All(room.Faults, fault => Assert.IsType<PeerResetException>(fault.Exception));
    }

    private static async Task<bool> HearsAsync(Socket socket, string ending)
    {
        var heard = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int got;
        while ((got = await socket.ReceiveAsync(buffer)) > 0)
        {
            heard.Write(buffer, 0, got);
            if (buffer.AsSpan(0, got).EndsWith(Encoding.UTF8.GetBytes(ending))) return true;
        }

        return false;
    }
}
