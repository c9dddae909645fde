using System.Diagnostics;
using System.Globalization;
using SocketSchool.Notebooks.Kernels;
using SocketSchool.Notebooks.Processes;

namespace SocketSchool.App.Tests;

public class KernelInterruptTests
{
    /// <summary>2 s are promised; a machine with more than twice as much to do as it has processors gets longer.</summary>
    static TimeSpan Bar => TimeSpan.FromSeconds(LoadPerProcessor() > 2 ? 15 : 2);

    const string Listen =
        "var l = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp); " +
        "l.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0)); l.Listen();";

    static KernelProcess Start() => KernelProcess.Start(App.Kernel, AppContext.BaseDirectory);

    /// <summary>For tests of what an interrupt does, not of when: a busy machine must not end the kernel.</summary>
    static KernelProcess StartPatient() =>
        KernelProcess.Start(App.Kernel with { InterruptLimit = TimeSpan.FromSeconds(30) }, AppContext.BaseDirectory);

    /// <summary>Runs a cell, interrupts it when it has written its first line, and returns what came of it. § is where it writes it.</summary>
    static async Task<(KernelInterruption Outcome, KernelRun Run, TimeSpan Elapsed)> InterruptAsync(KernelProcess kernel, string code)
    {
        var run = new KernelRun();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        const string Begun = "Console.WriteLine(\"begun\");\n";
        var whole = code.Contains('§', StringComparison.Ordinal) ? code.Replace("§", Begun, StringComparison.Ordinal) : Begun + code;
        var cell = kernel.RunAsync(whole, "cell 2", App.Limit, e =>
        {
            run.Events.Add(e);
            begun.TrySetResult();
        });
        await begun.Task.WaitAsync(App.Limit);
        var clock = Stopwatch.StartNew();
        var outcome = await kernel.InterruptAsync().WaitAsync(App.Limit);
        Assert.False((await cell.WaitAsync(App.Limit)).Succeeded);
        return (outcome, run, clock.Elapsed);
    }

    /// <summary>The same on a kernel that knows x; on a busy machine tried up to three times, until it came in time.</summary>
    static async Task<(KernelInterruption Outcome, KernelRun Run, TimeSpan Elapsed)> TryAsync(
        string code, KernelInterruption expected, Func<KernelProcess, Task>? then = null, string told = "")
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var kernel = attempt < 3 || expected == KernelInterruption.Lost ? Start() : StartPatient();
            Assert.Null((await KernelRun.RunAsync(kernel, "var x = 42; class Mine { public static int N = 1; }")).Error);
            var tried = await InterruptAsync(kernel, code);
            if (attempt < 3 && (tried.Outcome != expected || tried.Elapsed > Bar || !tried.Run.Error!.Value.Contains(told, StringComparison.Ordinal)))
                continue;
            Assert.Equal(expected, tried.Outcome);
            Assert.InRange(tried.Elapsed, TimeSpan.Zero, Bar);
            Assert.Equal("Interrupted", tried.Run.Error!.Name);
            Assert.Contains(told, tried.Run.Error.Value, StringComparison.Ordinal);
            Assert.IsType<KernelEvent.Done>(tried.Run.Events[^1]);
            if (then is not null)
                await then(kernel);
            return tried;
        }
    }

    static async Task StateIsThereAsync(KernelProcess kernel)
    {
        var next = await KernelRun.RunAsync(kernel, "Console.Write(\"console \"); x + Mine.N");
        Assert.Equal(("console ", "43"), (next.Out, next.Result));
    }

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("while (true) ;")]
    [InlineData("for (; ; ) Console.Write(\"\");")]
    [InlineData("long n = 0; while (true) { Console.WriteLine(n++); }")]
    [InlineData("while (true) { try { throw new Exception(); } catch { } }")]
    [InlineData("while (true) { try { System.Threading.Thread.Sleep(-1); } catch { } }")]
    [InlineData("System.Threading.Thread.Sleep(System.Threading.Timeout.Infinite);")]
    [InlineData("await Task.Delay(-1);")]
    [InlineData("while (true) { await Task.Delay(10); }")]
    [InlineData("await Task.Delay(1); while (true) { }")]
    [InlineData("Task.Delay(-1).Wait();")]
    [InlineData("new System.Threading.SemaphoreSlim(0).Wait();")]
    [InlineData("void Forever() { while (true) { } } Forever();")]
    [InlineData("System.Threading.Tasks.Parallel.For(0, 4, _ => { while (true) { } });")]
    [InlineData("object o = new(); var t = new System.Threading.Thread(() => { lock (o) System.Threading.Thread.Sleep(-1); }) { IsBackground = true }; t.Start(); System.Threading.Thread.Sleep(50); lock (o) { }")]
    [InlineData("object a = new(), b = new(); var go = new System.Threading.Barrier(2); void Take(object first, object second) { lock (first) { go.SignalAndWait(); lock (second) { } } }\nvar other = new System.Threading.Thread(() => Take(b, a)) { IsBackground = true }; other.Start(); Take(a, b);")]
    public async Task A_cell_that_loops_waits_or_awaits_ends_and_everything_is_kept(string code)
    {
        await TryAsync(code, KernelInterruption.Kept, StateIsThereAsync, "still there");
    }

    [LinuxTheory]
    [InlineData(Listen + " § l.Accept();")]
    [InlineData("var l = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0); l.Start(); § l.AcceptTcpClient();")]
    [InlineData("var u = new System.Net.Sockets.UdpClient(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0)); var from = new System.Net.IPEndPoint(0, 0); § u.Receive(ref from);")]
    [InlineData(Listen + " var c = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp); c.Connect(l.LocalEndPoint); § c.Receive(new byte[10]);")]
    [InlineData(Listen + " var c = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp); c.Connect(l.LocalEndPoint); § while (true) c.Send(new byte[1 << 20]);")]
    public async Task A_cell_that_blocks_on_a_socket_ends_and_only_that_socket_is_lost(string code)
    {
        await TryAsync(code, KernelInterruption.Kept, StateIsThereAsync, "the socket that it waited on was shut down");
    }

    [UnixFact]
    public async Task A_program_that_the_cell_waits_for_ends_with_it_and_one_of_an_earlier_cell_does_not()
    {
        await using var kernel = StartPatient();
        static string Sleep(string then) =>
            $"var p = System.Diagnostics.Process.Start(\"sleep\", \"300\"); Console.WriteLine(p.Id);\n{then}";
        var earlier = int.Parse((await KernelRun.RunAsync(kernel, Sleep(""))).Out, CultureInfo.InvariantCulture);
        // The system counts a process's start in hundredths of a second.
        await KernelRun.RunAsync(kernel, "while ((DateTime.Now - p.StartTime).TotalMilliseconds < 100) await Task.Delay(5);");

        var (outcome, run, _) = await InterruptAsync(kernel, Sleep("p.WaitForExit();"));

        Assert.Equal(KernelInterruption.Kept, outcome);
        var own = int.Parse(run.Out.Split('\n')[1], CultureInfo.InvariantCulture);
        for (var clock = Stopwatch.StartNew(); IsAlive(own); await Task.Delay(20))
            Assert.True(clock.Elapsed < App.Limit, "the program that the cell started goes on");
        Assert.True(IsAlive(earlier));
    }

    [Theory]
    [InlineData("System.Linq.Enumerable.Repeat(1.0, int.MaxValue).Select(Math.Sqrt).Aggregate((a, b) => a + Math.Sin(b))")]
    [InlineData("try { } finally { System.Text.RegularExpressions.Regex.IsMatch(new string('a', 60) + \"!\", \"^(a+)+$\"); }")]
    public async Task A_cell_that_cannot_be_reached_ends_with_the_kernel_and_is_told_what_was_lost(string code)
    {
        var (_, run, _) = await TryAsync(code, KernelInterruption.Lost, async kernel =>
        {
            await kernel.Exited.WaitAsync(App.Limit);
            Assert.True(kernel.HasExited);
            Assert.Equal(KernelInterruption.Idle, await kernel.InterruptAsync());
        });

        Assert.Contains("are gone", run.Error!.Value, StringComparison.Ordinal);
        Assert.Contains("Run the cells above again.", run.Error.Traceback);
    }

    [Fact]
    public async Task Fifty_interrupts_in_a_row_leave_the_kernel_as_it_was()
    {
        string[] codes =
        [
            "while (true) { }",
            "System.Threading.Thread.Sleep(-1);",
            "await Task.Delay(-1);",
            "while (true) Console.WriteLine(x);",
            "while (true) { try { System.Threading.Thread.Sleep(-1); } catch { } }",
        ];
        await using var kernel = StartPatient();
        await KernelRun.RunAsync(kernel, "var x = 42; class Mine { public static int N = 1; }");

        for (var i = 0; i < 50; i++)
        {
            var (outcome, run, _) = await InterruptAsync(kernel, codes[i % codes.Length]);
            Assert.Equal((i, KernelInterruption.Kept), (i, outcome));
            Assert.Equal("Interrupted", run.Error!.Name);
            await StateIsThereAsync(kernel);
            // An interrupt that was not spent would end this.
            Assert.Null((await KernelRun.RunAsync(kernel, "System.Threading.Thread.Sleep(1); await Task.Delay(1);")).Error);
        }
    }

    [Fact]
    public async Task Loops_and_servers_of_earlier_cells_go_on()
    {
        await using var kernel = StartPatient();
        await KernelRun.RunAsync(
            kernel, "var x = 42; var rounds = 0; var server = Task.Run(async () => { while (true) { rounds++; await Task.Delay(1); } });");

        await InterruptAsync(kernel, "while (true) { }");

        Assert.Equal("True", (await KernelRun.RunAsync(kernel, "var before = rounds; while (rounds == before) await Task.Delay(1); !server.IsCompleted")).Result);
    }

    [Fact]
    public async Task A_loop_that_awaits_long_is_left_to_the_background_and_ends_at_its_next_round()
    {
        await using var kernel = StartPatient();
        await KernelRun.RunAsync(kernel, "var rounds = 0; var gate = new TaskCompletionSource();");

        var (outcome, run, _) = await InterruptAsync(kernel, "while (true) { rounds++; await gate.Task; }");
        await KernelRun.RunAsync(kernel, "gate.SetResult();");
        var next = await KernelRun.RunAsync(kernel, "await Task.Delay(50); var now = rounds; await Task.Delay(50); (now, rounds).ToString()");

        Assert.Equal(KernelInterruption.Kept, outcome);
        Assert.Contains("goes on in the background", run.Error!.Value, StringComparison.Ordinal);
        Assert.Equal("(1, 1)", next.Result);
    }

    [Fact]
    public async Task The_interrupted_line_is_told()
    {
        await using var kernel = StartPatient();

        var (_, run, _) = await InterruptAsync(kernel, "var n = 0;\nwhile (true)\n    n++;");

        // The line before is the test's own.
        Assert.Equal("   at cell 2, line 4", run.Error!.Traceback[^1]);
    }

    [Fact]
    public async Task Interrupting_an_idle_kernel_does_nothing_to_the_next_cell()
    {
        await using var kernel = StartPatient();
        await KernelRun.RunAsync(kernel, "1");

        Assert.Equal(KernelInterruption.Idle, await kernel.InterruptAsync());

        Assert.Null((await KernelRun.RunAsync(kernel, "System.Threading.Thread.Sleep(1);")).Error);
    }

    [Fact]
    public async Task A_cell_can_be_interrupted_while_the_kernel_still_starts()
    {
        await using var kernel = Start();
        var run = new KernelRun();
        var cell = kernel.RunAsync("while (true) { }", "cell 1", App.Limit, run.Events.Add);

        var outcome = await kernel.InterruptAsync().WaitAsync(App.Limit);

        // Which of the two depends on how fast it starts.
        Assert.Contains(outcome, new[] { KernelInterruption.Kept, KernelInterruption.Lost });
        Assert.False((await cell.WaitAsync(App.Limit)).Succeeded);
        Assert.Equal("Interrupted", run.Error!.Name);
    }

    [Fact]
    public async Task Cells_run_and_the_panel_answers_while_another_is_interrupted()
    {
        await using var kernel = StartPatient();
        await KernelRun.RunAsync(kernel, "1");
        var asked = Task.WhenAll(Enumerable.Range(0, 50).Select(_ => kernel.InspectAsync("{}", App.Limit)));

        var (outcome, _, _) = await InterruptAsync(kernel, "while (true) { }");

        Assert.Equal(KernelInterruption.Kept, outcome);
        await asked.WaitAsync(App.Limit);
    }

    static double LoadPerProcessor() => !File.Exists("/proc/loadavg")
        ? 0
        : double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture) / Environment.ProcessorCount;

    static bool IsAlive(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
