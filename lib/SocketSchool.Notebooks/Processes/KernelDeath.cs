using System.Globalization;
using SocketSchool.Notebooks.Kernels;

namespace SocketSchool.Notebooks.Processes;

/// <summary>Says in a learner's words what ended a kernel process in the middle of a cell.</summary>
internal static class KernelDeath
{
    static readonly string[] Reports = ["Unhandled exception.", "Stack overflow.", "Process terminated.", "Out of memory."];

    /// <summary>Where in the text the runtime begins to report a crash, or -1.</summary>
    public static int ReportStart(ReadOnlySpan<char> text)
    {
        foreach (var report in Reports)
        {
            if (text.IndexOf(report) is >= 0 and var start)
                return start;
        }

        return -1;
    }

    /// <summary>The error for a cell that ran longer than it may.</summary>
    public static KernelEvent.Error TimeLimit(TimeSpan limit) => Error(
        "Time limit",
        string.Create(CultureInfo.InvariantCulture, $"the cell ran longer than {limit.TotalSeconds:0.###} s and was ended, and with it the kernel"),
        "Every wait needs an end: pass a CancellationToken or set a time limit. Or allow more: run --timeout SECONDS.");

    /// <summary>The error for a kernel that did not get ready.</summary>
    public static KernelEvent.Error NotStarted(TimeSpan limit) => Error(
        "Kernel start",
        string.Create(CultureInfo.InvariantCulture, $"the kernel was not ready within {limit.TotalSeconds:0} s"),
        "The machine may be too busy or out of memory. Try again, or run fewer notebooks at a time: run --jobs 1.");

    /// <summary>The error for a cell that ran when its kernel was restarted or closed.</summary>
    public static KernelEvent.Error Stopped() => Error("Kernel stopped", "the kernel was stopped while the cell ran");

    /// <summary>The error for a cell that could be interrupted only by ending the kernel.</summary>
    public static KernelEvent.Error Interrupted() => Error(
        InterruptText.ErrorName,
        "the cell did not end by itself, so the kernel had to be ended: variables, types and servers are gone",
        "Run the cells above again.");

    /// <summary>The error for a cell during which the process ended.</summary>
    /// <param name="exitCode">The process's exit code; on Unix 128 plus the signal that ended it.</param>
    /// <param name="report">What the runtime reported of the crash, or nothing.</param>
    public static KernelEvent.Error Exit(int exitCode, string report)
    {
        if (report.Contains("Stack overflow", StringComparison.Ordinal))
            return Error("Stack overflow", "the cell called itself too deep and ended the kernel", CrashText.Frames(report, 4));
        if (report.Contains("Out of memory", StringComparison.OrdinalIgnoreCase))
            return Error("Out of memory", "the cell used up the memory and ended the kernel", CrashText.Of(report));
        if (report.Contains("Unhandled exception.", StringComparison.Ordinal))
            return Error("Unhandled exception", "an exception on a background thread ended the kernel", CrashText.From(report, "Unhandled exception."));
        if (report.Contains("Process terminated.", StringComparison.Ordinal))
            return Error("Process terminated", "the cell ended the kernel with Environment.FailFast", CrashText.From(report, "Process terminated."));
        var code = exitCode.ToString(CultureInfo.InvariantCulture);
        return exitCode is 134 or 137 or 139 or 143
            ? Error("Kernel killed", $"the kernel was ended from outside or crashed (exit code {code}); too little memory is one reason", CrashText.Of(report))
            : Error("Kernel exit", $"the cell ended the kernel's process (exit code {code}), as Environment.Exit does", CrashText.Of(report));
    }

    static KernelEvent.Error Error(string name, string value, params IEnumerable<string> detail) =>
        new(name, value, [$"{name}: {value}", .. detail]);
}
