using System.Diagnostics;
using System.Globalization;
using SocketSchool.Notebooks.Formatting;

namespace SocketSchool.Notebooks.Kernels;

/// <summary>
/// An exception as a learner reads it: type, message, and a stack that ends at the cell's own line. Everything below the cell
/// (the scripting engine, this kernel) is left out, and names the compiler made up are turned back into the learner's.
/// </summary>
internal static class ExceptionText
{
    const int FrameLimit = 40;

    /// <summary>The error event for a cell that threw.</summary>
    /// <param name="exception">What it threw.</param>
    /// <param name="cell">The name of the cell's assembly: an earlier cell may bear the same label.</param>
    /// <param name="code">The cell's source.</param>
    public static KernelEvent.Error ToEvent(Exception exception, string? cell, string code)
    {
        var (name, message) = (TypeName.Of(exception.GetType()), FirstLine(MessageOf(exception)));
        return new(name, message, Lines(exception))
        {
            Diagnostics = LineIn(exception, cell) is { } line && Mark(line, code, name, message) is { } mark ? [mark] : [],
        };
    }

    /// <summary>The whole exception, inner ones included, line by line.</summary>
    public static IReadOnlyList<string> Lines(Exception exception)
    {
        var lines = new List<string>();
        Add(lines, exception, "", 0);
        return lines;
    }

    // The frame nearest to the throw that is this cell's own: what it called may be an earlier cell's.
    static int? LineIn(Exception exception, string? cell, int depth = 0)
    {
        var own = new StackTrace(exception, fNeedFileInfo: true).GetFrames().FirstOrDefault(frame =>
            frame.GetFileLineNumber() > 0 && frame.GetMethod()?.DeclaringType?.Assembly.GetName().Name == cell);
        if (own is not null)
            return own.GetFileLineNumber();
        var inner = exception is AggregateException many ? many.InnerExceptions : exception.InnerException is { } one ? [one] : (IEnumerable<Exception>)[];
        return depth == 8 ? null : inner.Select(e => LineIn(e, cell, depth + 1)).FirstOrDefault(line => line is not null);
    }

    static CellDiagnostic? Mark(int line, string code, string name, string message)
    {
        var lines = code.ReplaceLineEndings("\n").Split('\n');
        if (line > lines.Length)
            return null;
        var text = lines[line - 1].TrimEnd();
        return new(line, text.Length - text.TrimStart().Length + 1, line, text.Length + 1, CellDiagnostic.Error, name, message);
    }

    static void Add(List<string> lines, Exception exception, string arrow, int depth)
    {
        var message = MessageOf(exception).ReplaceLineEndings("\n").Split('\n');
        lines.Add($"{arrow}{TypeName.Of(exception.GetType())}: {message[0]}");
        lines.AddRange(message.Skip(1));
        lines.AddRange(Frames(exception));
        if (depth == 8)
            return;
        if (exception is AggregateException many)
        {
            for (var i = 0; i < many.InnerExceptions.Count; i++)
                Add(lines, many.InnerExceptions[i], $"---> (inner exception {i + 1} of {many.InnerExceptions.Count}) ", depth + 1);
        }
        else if (exception.InnerException is { } inner)
        {
            Add(lines, inner, "---> ", depth + 1);
        }
    }

    static string MessageOf(Exception exception)
    {
        try
        {
            // Console.ReadKey does not go through the console's reader, so its refusal is the framework's own.
            var readKey = exception is InvalidOperationException && new StackTrace(exception).GetFrames()
                .Any(frame => frame.GetMethod() is { Name: "ReadKey" } method && method.DeclaringType?.FullName?.StartsWith("System.Console", StringComparison.Ordinal) == true);
            return readKey ? NoKeyboard.Message : exception.Message;
        }
        catch (Exception e)
        {
            return $"(its message cannot be read: {e.GetType().Name})";
        }
    }

    /// <summary>The learner's frames of one exception, a line each.</summary>
    public static IEnumerable<string> Frames(Exception exception)
    {
        var frames = new StackTrace(exception, fNeedFileInfo: true).GetFrames();
        // The outermost frame of a cell, and everything that it called, is the learner's business. Without one (the exception
        // was thrown on a thread of its own) the engine's frames are still not.
        var last = Array.FindLastIndex(frames, IsInCell);
        var shown = frames.Where((frame, i) => (i <= last || last < 0) && !IsEngine(frame) && !IsPlumbing(frame)).ToList();
        foreach (var frame in shown.Take(FrameLimit))
            yield return "   at " + Describe(frame);
        if (shown.Count > FrameLimit)
            yield return string.Create(CultureInfo.InvariantCulture, $"   ... {shown.Count - FrameLimit} more");
    }

    static bool IsInCell(StackFrame frame) => IsSubmission(frame.GetMethod()?.DeclaringType);

    static bool IsSubmission(Type? type)
    {
        for (; type is not null; type = type.DeclaringType)
        {
            if (type.DeclaringType is null)
                return type.Name.StartsWith(CellCompiler.ClassName, StringComparison.Ordinal);
        }

        return false;
    }

    static bool IsEngine(StackFrame frame)
    {
        var type = frame.GetMethod()?.DeclaringType;
        return type is not null && (type.Assembly == typeof(ExceptionText).Assembly
            || type.FullName == "System.IO.TextReader+SyncTextReader" || type.FullName == "System.IO.SyncTextReader");
    }

    static bool IsPlumbing(StackFrame frame)
    {
        var method = frame.GetMethod();
        return method is null || method.IsDefined(typeof(StackTraceHiddenAttribute), false)
            || method.DeclaringType?.IsDefined(typeof(StackTraceHiddenAttribute), false) == true
            || method.DeclaringType?.Namespace is "System.Runtime.CompilerServices" or "System.Runtime.ExceptionServices";
    }

    static string Describe(StackFrame frame)
    {
        var method = frame.GetMethod()!;
        var place = frame.GetFileLineNumber() is > 0 and var line && frame.GetFileName() is { } file
            ? string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(file)}, line {line}")
            : null;
        var name = MethodName.Of(method);
        return (name, place) switch
        {
            (null, null) => "the cell",
            (null, _) => place,
            (_, null) => name,
            _ => $"{name} in {place}",
        };
    }

    static string FirstLine(string text) => text.ReplaceLineEndings("\n").Split('\n')[0];
}
