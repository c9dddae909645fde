using System.Globalization;
using System.Net;
using System.Text;

namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_onceOnlyHints =
    [
        "Which two things together name a request? A number alone does not: every client begins with 1.",
        "Look into the memory first. The same number as the client's last one: send the remembered answer, without executing. A smaller one: do nothing. A larger one: execute, remember, answer.",
        "memory.TryGetValue(request.From, out var last) gives (0, null) for a client that is new. if (number < last.Number) return; if (number > last.Number) memory[request.From] = last = (number, $\"{number} {execute(command)}\"); await request.ReplyAsync(last.Answer, stop);",
    ];

    /// <summary>Checks lesson 08's server that executes each request once, however often its datagram comes.</summary>
    /// <param name="serve">Your code for one datagram: the datagram, the last number and answer of each client, what executes a command, the token.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> OnceOnly(
        Func<Datagram, Dictionary<IPEndPoint, (long Number, string Answer)>, Func<string, string>, CancellationToken, Task> serve,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(serve);
        var memory = new Dictionary<IPEndPoint, (long Number, string Answer)>();
        var account = new CheckedAccount();
        return UdpCheck.RunAsync(
            "once-only",
            (datagram, stop) => serve(datagram, memory, account.Execute, stop),
            s_onceOnlyHints,
            check => OnceOnlySteps(check, account, memory),
            cancellationToken);
    }

    private static async Task OnceOnlySteps(
        UdpCheck check, CheckedAccount account, Dictionary<IPEndPoint, (long Number, string Answer)> memory)
    {
        await StepAsync("a request is executed and answered", async probe =>
        {
            await AskAsync(probe, "1 deposit 10", "1 balance 10");
            account.Expect(1);
        }, hint: "`1 deposit 10`: the number is 1, the command `deposit 10`. The answer is the number, a blank, and what execute returned.");
        await StepAsync("the same datagram again: the same answer, and nothing is executed", async probe =>
        {
            var before = account.Count;
            await AskAsync(probe, "1 deposit 10", $"1 balance {account.Balance + 10}");
            await AskAsync(probe, "1 deposit 10", $"1 balance {account.Balance}");
            account.Expect(before + 1);
        }, hint: "The client repeats because your answer may be lost. It has to get the answer again, and the money must not move again: remember the answer.");
        await StepAsync("the same command with the next number is a new request", async probe =>
        {
            var before = account.Count;
            await AskAsync(probe, "1 deposit 5", $"1 balance {account.Balance + 5}");
            await AskAsync(probe, "2 deposit 5", $"2 balance {account.Balance + 5}");
            account.Expect(before + 2);
        }, hint: "Who deposits 5 twice means it. The number tells a repetition from a new request, not the command.");
        await StepAsync("two clients use the same number", async probe =>
        {
            using var other = new UdpProbe(check.Server.ReachableEndPoint, CancellationToken.None);
            var before = account.Count;
            await AskAsync(probe, "1 deposit 1", $"1 balance {account.Balance + 1}");
            await AskAsync(other, "1 deposit 2", $"1 balance {account.Balance + 2}");
            account.Expect(before + 2);
        }, hint: "Every client counts for itself. The key of the memory is request.From.");
        await StepAsync("an old request comes late: not executed, not answered", async probe =>
        {
            var before = account.Count;
            await AskAsync(probe, "1 deposit 1", $"1 balance {account.Balance + 1}");
            await AskAsync(probe, "2 deposit 1", $"2 balance {account.Balance + 1}");
            await probe.SendAsync("1 deposit 1"u8.ToArray());
            await AskAsync(probe, "3 deposit 1", $"3 balance {account.Balance + 1}");
            account.Expect(before + 3);
        }, hint: "A number below the client's last one is a leftover: the client has had that answer long ago. Return without a word.");
        await StepAsync("junk is neither executed nor answered", async probe =>
        {
            var (before, faults) = (account.Count, check.Server.FaultCount);
            string[] all = ["", " ", "hello", "deposit 10", "x 1", "1", "99999999999999999999 deposit 1"];
            foreach (var junk in all) await probe.SendAsync(Encoding.UTF8.GetBytes(junk));

            await AskAsync(probe, "1 deposit 1", $"1 balance {account.Balance + 1}");
            account.Expect(before + 1);
            var thrown = (int)(check.Server.FaultCount - faults);
            if (thrown > 0) throw new CheckFailure("no exception", check.Server.Faults[^thrown].Message);
        }, hint: "Split at the first blank, and look before you use the parts: long.TryParse returns false for what is no number.");
        await StepAsync("twelve deposits through a network that loses, repeats and reorders", async _ =>
        {
            var (before, balance) = (account.Count, account.Balance);
            await using var network = LossyNetwork.Start(check.Server.ReachableEndPoint, new LossyNetworkOptions
            {
                Seed = 5,
                Loss = 0.15,
                Duplication = 0.2,
                Reordering = 0.15,
                HoldTime = TimeSpan.FromMilliseconds(5),
            });
            using var client = new DatagramClient(network.EndPoint);
            for (var i = 1; i <= 12; i++)
            {
                var got = await client.AskAsync("deposit 1", TimeSpan.FromMilliseconds(25), 8);
                var expected = string.Create(CultureInfo.InvariantCulture, $"balance {balance + i}");
                if (got != expected) throw new CheckFailure($"\"{expected}\" after {Say.Count(i, "deposit")}", $"\"{got}\"");
            }

            account.Expect(before + 12);
        });

        Task StepAsync(string name, Func<UdpProbe, Task> body, string? hint = null)
        {
            // The system may give a new client the port of an earlier one. Nothing is under way here, so nobody else uses it.
            memory.Clear();
            return check.StepAsync(name, body, hint);
        }

        async Task AskAsync(UdpProbe probe, string request, string expected)
        {
            await probe.SendAsync(Encoding.UTF8.GetBytes(request));
            await probe.ExpectAsync(Encoding.UTF8.GetBytes(expected));
        }
    }

    /// <summary>What the requests are about: money, which must not move twice.</summary>
    private sealed class CheckedAccount
    {
        private readonly Lock _gate = new();
        private readonly List<string> _executed = [];
        private int _balance;

        public int Balance
        {
            get
            {
                lock (_gate) return _balance;
            }
        }

        public int Count
        {
            get
            {
                lock (_gate) return _executed.Count;
            }
        }

        public string Execute(string command)
        {
            lock (_gate)
            {
                _executed.Add(command);
                if (command.Split(' ') is ["deposit", var amount] && int.TryParse(amount, NumberStyles.None, CultureInfo.InvariantCulture, out var sum))
                {
                    _balance += sum;
                }

                return string.Create(CultureInfo.InvariantCulture, $"balance {_balance}");
            }
        }

        public void Expect(int count)
        {
            lock (_gate)
            {
                if (_executed.Count == count) return;
                var last = string.Join(", ", _executed.TakeLast(3).Select(command => ByteText.Quote(Encoding.UTF8.GetBytes(command), 24)));
                throw new CheckFailure(Say.Count(count, "executed command"), $"{_executed.Count:N0}, the last ones: {last}");
            }
        }
    }
}
