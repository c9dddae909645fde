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
        "`TryGetValue` gives `(0, null)` for a client that is new:\n" +
            "memory.TryGetValue(request.From, out var last);\n" +
            "if (number < last.Number) return;\n" +
            "if (number > last.Number)\n" +
            "    memory[request.From] = last = (number, $\"{number} {execute(command)}\");\n" +
            "await request.ReplyAsync(last.Answer, stop);",
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
        await StepAsync("a command of one word, and one of many", async probe =>
        {
            await AskAsync(probe, "1 balance", $"1 balance {account.Balance}");
            account.ExpectLast("balance");
            await AskAsync(probe, "2 send 5 to Bob", $"2 balance {account.Balance}");
            account.ExpectLast("send 5 to Bob");
        }, hint: "The command is all that follows the first blank, whatever it is: Split(' ', 2) cuts at the first one only. What it means is execute's business.");
        await StepAsync("a large number: 3,000,000,000", async probe =>
        {
            var before = account.Count;
            await AskAsync(probe, "3000000000 deposit 1", $"3000000000 balance {account.Balance + 1}");
            account.Expect(before + 1);
        }, hint: "An int ends at 2,147,483,647. The number is a long: long.TryParse.");
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
            var expected = $"3 balance {account.Balance + 1}";
            await probe.SendAsync("1 deposit 1"u8.ToArray());
            await probe.SendAsync("3 deposit 1"u8.ToArray());
            probe.Sent = "three datagrams: \"2 deposit 1\", then the old \"1 deposit 1\", then \"3 deposit 1\"";
            var got = Encoding.UTF8.GetString(await probe.ReceiveAsync($"\"{expected}\" as the next answer"));
            if (got != expected)
            {
                throw new CheckFailure($"\"{expected}\" as the next answer", $"\"{got}\"", got.StartsWith("3 ", StringComparison.Ordinal)
                    ? "The old request was executed." : "This is an answer to the old request, which should get none.");
            }

            account.Expect(before + 3);
        }, hint: "A number below the client's last one is a leftover: the client has had that answer long ago. Return without a word.");
        await StepAsync("junk is neither executed nor answered", async probe =>
        {
            string[] all = ["", " ", "hello", "deposit 10", "x 1", "901", "902 ", "99999999999999999999 deposit 1"];
            for (var i = 0; i < all.Length; i++) await JunkAsync(probe, all[i], i + 1);
        }, hint: "Split at the first blank, and look before you use the parts: are there two, and is the second one empty? long.TryParse returns false for what is no number.");
        await StepAsync("your code writes into memory", async probe =>
        {
            var answer = $"1 balance {account.Balance + 1}";
            await AskAsync(probe, "1 deposit 1", answer);
            // The next one is served after the first is done, whatever its code does last.
            await AskAsync(probe, "1 deposit 1", answer);
            var held = memory.TryGetValue(probe.LocalEndPoint, out var entry);
            if (held && entry == (1, answer)) return;
            throw new CheckFailure($"(1, \"{answer}\") in memory for this client", held ? $"({entry.Number}, \"{entry.Answer}\")" : "nothing");
        }, hint: "memory[request.From] = (number, answer), where the answer is the whole text that you send.");
        await StepAsync("a repetition after a restart: what memory holds is all that your code may know", async probe =>
        {
            var before = account.Count;
            // As if the server had been started again, and had read its memory from a disk.
            memory[probe.LocalEndPoint] = (7, "7 balance 70");
            await AskAsync(probe, "7 deposit 10", "7 balance 70");
            account.Expect(before);
        }, hint: "Here memory held (7, \"7 balance 70\") for this client before your code saw it. Look into memory, and into nothing of your own; it holds the whole answer.");
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

        // Each with a good request after it, so that a report names the one that did the damage.
        async Task JunkAsync(UdpProbe probe, string junk, int number)
        {
            var (before, faults) = (account.Count, check.Server.FaultCount);
            await probe.SendAsync(Encoding.UTF8.GetBytes(junk));
            var said = probe.Sent;
            await probe.SendAsync(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{number} deposit 1")));
            probe.Sent = $"{said} (junk), then {probe.Sent}";
            var got = Encoding.UTF8.GetString(await probe.ReceiveAsync($"an answer to {number} deposit 1"));
            if (check.Server.FaultCount > faults) throw new CheckFailure("no exception", "an exception for the junk");
            if (!got.StartsWith(FormattableString.Invariant($"{number} "), StringComparison.Ordinal))
            {
                throw new CheckFailure("no answer to the junk", got.Length == 0 ? "an empty datagram" : $"\"{got}\"");
            }

            account.Expect(before + 1);
            var expected = FormattableString.Invariant($"{number} balance {account.Balance}");
            if (got != expected) throw new CheckFailure($"\"{expected}\"", $"\"{got}\"");
        }

        async Task AskAsync(UdpProbe probe, string request, string expected)
        {
            await probe.SendAsync(Encoding.UTF8.GetBytes(request));
            await probe.ExpectAsync(Encoding.UTF8.GetBytes(expected));
        }
    }
}
