using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using SocketSchool.Notebooks.Kernels;

namespace SocketSchool.Notebooks.Formatting;

/// <summary>Reads values into shapes: cuts what is long, deep or endless, stops at cycles, and shows what a getter threw in its place.</summary>
internal sealed class ShapeReader
{
    /// <summary>Elements of a sequence that are shown, as in .NET Interactive.</summary>
    public const int ItemLimit = 20;

    /// <summary>Bytes of a dump that are shown.</summary>
    public const int ByteLimit = 256;

    const int MemberLimit = 40;
    const int DepthLimit = 4;
    const int FrameworkDepthLimit = 2;

    readonly List<object> path = [];

    /// <summary>The shape of a value.</summary>
    public static Shape Read(object? value) => new ShapeReader().Of(value);

    Shape Of(object? value)
    {
        if (value is null)
            return new Shape.Word("null");
        if (ViewConvention.Draw(value) is { } view)
            return new Shape.View(view);
        if (ScalarText.Of(value) is { } text)
            return text.Contains('\n', StringComparison.Ordinal) ? new Shape.Lines(text) : new Shape.Word(text);
        if (BytesOf(value) is { } bytes)
            return bytes;
        if (path.Exists(outer => ReferenceEquals(outer, value)))
            return new Shape.Word($"({TypeName.Of(value.GetType())} from above)");
        if (path.Count >= LimitFor(value))
            return new Shape.Word(Brief(value));

        path.Add(value);
        try
        {
            return Inside(value);
        }
        catch (Exception e)
        {
            return Failed(e);
        }
        finally
        {
            path.RemoveAt(path.Count - 1);
        }
    }

    Shape Inside(object value) => value switch
    {
        Exception e when path.Count == 1 => new Shape.Lines(string.Join('\n', ExceptionText.Lines(e))),
        Exception e => new Shape.Word($"{TypeName.Of(e.GetType())}: {e.Message}"),
        Task task => OfTask(task),
        ITuple tuple => OfTuple(tuple),
        IDictionary entries => OfEntries(value, entries),
        _ when AsTask(value) is { } task => OfTask(task),
        _ when MemoryOf(value) is { } array => OfSequence(array),
        IEnumerable sequence => OfSequence(sequence),
        _ => OfObject(value),
    };

    Shape.Tuple OfTuple(ITuple tuple) => new([.. Enumerable.Range(0, tuple.Length).Select(i => Of(tuple[i]))]);

    Shape.Word OfTask(Task task)
    {
        var result = task.GetType().GetProperty("Result") is { } property && property.PropertyType.Name != "VoidTaskResult" ? property : null;
        var name = result is null ? "a Task" : $"a Task<{TypeName.Of(result.PropertyType)}>";
        var state = task.Status switch
        {
            TaskStatus.RanToCompletion when result is not null => $"finished: {TextRenderer.Brief(Of(result.GetValue(task)))}",
            TaskStatus.RanToCompletion => "finished",
            TaskStatus.Faulted => $"failed: {task.Exception!.InnerException!.Message}",
            TaskStatus.Canceled => "cancelled",
            _ => $"still running: {task.Status}",
        };
        return new($"{name} that has not been awaited - put await before it ({state})");
    }

    Shape.Table OfEntries(object value, IDictionary entries)
    {
        var rows = new List<IReadOnlyList<Shape?>>();
        foreach (DictionaryEntry entry in entries)
        {
            if (rows.Count == ItemLimit)
                break;
            rows.Add([Of(entry.Key), Of(entry.Value)]);
        }

        return new(["key", "value"], rows, More(value, rows.Count, rows.Count < entries.Count));
    }

    Shape OfSequence(IEnumerable sequence)
    {
        var items = new List<object?>();
        var more = false;
        Exception? failure = null;
        try
        {
            foreach (var item in sequence)
            {
                if (more = items.Count == ItemLimit)
                    break;
                items.Add(item);
            }
        }
        catch (Exception e)
        {
            failure = e;
        }

        var rest = failure is null ? More(sequence, items.Count, more) : $"... {((Shape.Word)Failed(failure)).Text}";
        return SequenceShape.Of(items, item => Of(item), rest);
    }

    Shape OfObject(object value)
    {
        var type = value.GetType();
        var members = MemberReader.Read(value, MemberLimit, out var left);
        if (members.Count == 0)
            return new Shape.Word(value.ToString() ?? "");
        var shapes = members.Select(member => KeyValuePair.Create(
            member.Name, member.Error is { } error ? Failed(error) : Of(member.Value)));
        return new Shape.Members(TypeName.Of(type), [.. shapes], left > 0 ? $"... {left} more" : null);
    }

    static Shape.Word Failed(Exception e)
    {
        var cause = e is TargetInvocationException { InnerException: { } inner } ? inner : e;
        return new($"({TypeName.Of(cause.GetType())}: {cause.Message})");
    }

    static string? More(object sequence, int shown, bool more)
    {
        if (!more)
            return null;
        var count = sequence is ICollection collection ? collection.Count
            : sequence.GetType().GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IReadOnlyCollection<>))
                ? sequence.GetType().GetProperty("Count")?.GetValue(sequence) as int? : null;
        return count is { } total ? string.Create(CultureInfo.InvariantCulture, $"... {total - shown} more") : "... more";
    }

    // The framework's objects refer to half the framework: their inside is shown at the top only.
    static int LimitFor(object value) =>
        value is IEnumerable or ITuple || value.GetType().Namespace?.StartsWith("System", StringComparison.Ordinal) != true
            ? DepthLimit
            : FrameworkDepthLimit;

    static string Brief(object value)
    {
        try
        {
            var text = value.ToString() ?? "";
            return text == value.GetType().ToString() ? TypeName.Of(value.GetType()) : text;
        }
        catch (Exception e)
        {
            return Failed(e).Text;
        }
    }

    static Shape.Bytes? BytesOf(object value) => value switch
    {
        byte[] bytes => new(First(bytes), bytes.Length),
        Memory<byte> bytes => new(First(bytes.Span), bytes.Length),
        ReadOnlyMemory<byte> bytes => new(First(bytes.Span), bytes.Length),
        ArraySegment<byte> bytes => new(First(bytes), bytes.Count),
        ReadOnlySequence<byte> bytes => new(bytes.Slice(0, Math.Min(bytes.Length, ByteLimit)).ToArray(), bytes.Length),
        _ => null,
    };

    static byte[] First(ReadOnlySpan<byte> bytes) => bytes[..Math.Min(bytes.Length, ByteLimit)].ToArray();

    static Task? AsTask(object value) => value switch
    {
        ValueTask task => task.AsTask(),
        _ when value.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(ValueTask<>) =>
            (Task)type.GetMethod("AsTask")!.Invoke(value, null)!,
        _ => null,
    };

    static IEnumerable? MemoryOf(object value) =>
        value.GetType() is { IsGenericType: true } type
        && (type.GetGenericTypeDefinition() == typeof(Memory<>) || type.GetGenericTypeDefinition() == typeof(ReadOnlyMemory<>))
            ? (IEnumerable)type.GetMethod("ToArray")!.Invoke(value, null)!
            : null;
}
