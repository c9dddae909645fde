using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SocketSchool.Tests.Checks;

/// <summary>Other right answers than the model: the checks must not insist on one way.</summary>
public class CheckTimeTests
{
    [Fact]
    public async Task A_day_time_server_that_composes_its_text_by_hand_passes()
    {
        var report = await Check.DayTime(async (question, clock, stop) =>
        {
            var now = clock.GetLocalNow();
            var answer = question.Text.Trim() switch
            {
                "TIME" => $"{now.Hour:00}:{now.Minute:00}:{now.Second:00}",
                "DAY" => $"{now.DayOfWeek}, {now.Day} {CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(now.Month)} {now.Year}",
                _ => "ERROR",
            };
            await question.ReplyAsync(answer, stop);
        });

        Assert.True(report.Passed, report.ToText());
    }

    [Fact]
    public async Task A_time_client_with_a_loop_of_its_own_and_another_epoch_for_each_round_passes()
    {
        var report = await Check.Rfc868(async (server, stop) =>
        {
            var four = new byte[4];
            for (var have = 0; have < 4;)
            {
                var got = await server.ReceiveAsync(four.AsMemory(have), stop);
                if (got == 0) throw new EndOfStreamException($"{have} bytes are not a time");
                have += got;
            }

            var number = BinaryPrimitives.ReadUInt32BigEndian(four);
            var since = number >= 0x8000_0000 ? new DateTime(1900, 1, 1, 0, 0, 0, DateTimeKind.Utc) : new DateTime(2036, 2, 7, 6, 28, 16, DateTimeKind.Utc);
            return since.AddSeconds(number);
        });

        Assert.True(report.Passed, report.ToText());
    }

    [Fact]
    public async Task An_asking_client_on_a_connected_socket_with_numbers_from_chance_passes()
    {
        var report = await Check.AskAgain(async (server, question, patience, attempts, stop) =>
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            await socket.ConnectAsync(server, stop);
            var buffer = new byte[65535];
            for (var attempt = 0; attempt < attempts; attempt++)
            {
                var number = Random.Shared.NextInt64(1, 1_000_000_000_000).ToString(CultureInfo.InvariantCulture);
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
                limit.CancelAfter(patience);
                try
                {
                    await socket.SendAsync(Encoding.UTF8.GetBytes($"{number} {question}"), limit.Token);
                    while (true)
                    {
                        try
                        {
                            var parts = Encoding.UTF8.GetString(buffer, 0, await socket.ReceiveAsync(buffer, limit.Token)).Split(' ', 2);
                            if (parts.Length == 2 && parts[0] == number) return parts[1];
                        }
                        catch (SocketException)
                        {
                            // Nobody listens there: the same as silence, so the attempt goes on.
                        }
                    }
                }
                catch (OperationCanceledException) when (!stop.IsCancellationRequested)
                {
                    // Ask again.
                }
            }

            return null;
        });

        Assert.True(report.Passed, report.ToText());
    }

    [Fact]
    public async Task A_client_that_throws_when_nobody_answers_is_told_that_null_was_expected()
    {
        var report = await Check.AskAgain(async (server, question, patience, attempts, stop) =>
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            var buffer = new byte[65535];
            for (var number = 1; number <= attempts; number++)
            {
                await socket.SendToAsync(Encoding.UTF8.GetBytes($"{number} {question}"), SocketFlags.None, server, stop);
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
                limit.CancelAfter(patience);
                try
                {
                    var got = await socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), limit.Token);
                    return Encoding.UTF8.GetString(buffer, 0, got.ReceivedBytes).Split(' ', 2)[1];
                }
                catch (OperationCanceledException) when (!stop.IsCancellationRequested)
                {
                    // Ask again.
                }
            }

            throw new TimeoutException("nobody there");
        });

        Assert.Equal(CheckOutcome.Failed, report.Outcome);
        Assert.Equal("null", report.Steps[^1].Expected);
        Assert.Equal("TimeoutException: nobody there", report.Steps[^1].Got);
    }
}
