using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SocketSchool;

/// <summary>What the progress file holds. What this version does not know stays in it.</summary>
internal sealed class ProgressData
{
    private const int Version = 1;
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };
    private readonly JsonObject _root;
    private readonly JsonObject _exercises;

    private ProgressData(JsonObject root)
    {
        _root = root;
        _exercises = root["exercises"] as JsonObject ?? throw new FormatException("there is no list of exercises in it");
        foreach (var name in _exercises.Select(entry => entry.Key).ToArray()) Find(name);
    }

    /// <summary>Nothing done yet.</summary>
    public static ProgressData Empty => new(new JsonObject
    {
        ["about"] = "SocketSchool notes here which exercises are done. Progress.Show() in lesson 00 shows it, Progress.Reset() starts over.",
        ["version"] = Version,
        ["exercises"] = new JsonObject(),
    });

    /// <summary>Every exercise that was ever passed or failed.</summary>
    public IEnumerable<ExerciseProgress> Exercises => _exercises.Select(entry => Find(entry.Key)!);

    /// <summary>Reads the file's bytes.</summary>
    /// <exception cref="FormatException">They are not what this class writes.</exception>
    /// <exception cref="NotSupportedException">A later version has written them.</exception>
    public static ProgressData Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            var root = JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject
                ?? throw new FormatException("it is not a JSON object");
            if (root["version"]?.GetValue<int>() > Version) throw new NotSupportedException("a later version of SocketSchool has written it");
            return new ProgressData(root);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException(e is JsonException { LineNumber: { } line } ? $"line {line + 1} is not JSON" : "a value in it is not of its kind", e);
        }
    }

    /// <summary>What is known of an exercise; <c>null</c> when nothing is.</summary>
    public ExerciseProgress? Find(string exercise)
    {
        if (_exercises[exercise] is not { } node) return null;
        var entry = node as JsonObject ?? throw new FormatException($"the entry {exercise} is not an object");
        return new ExerciseProgress(exercise, Time(entry["passed"]), entry["failed"]?.GetValue<int>() ?? 0, Time(entry["last"]));
    }

    /// <summary>Notes a pass; the first one's time stays.</summary>
    public void NotePassed(string exercise, DateTimeOffset now)
    {
        var entry = Entry(exercise, now);
        entry["passed"] ??= Text(now);
        entry.Remove("hints");
    }

    /// <summary>Notes a failed run and returns how many there were of this kind since the last pass.</summary>
    public int NoteFailed(string exercise, string kind, DateTimeOffset now)
    {
        var entry = Entry(exercise, now);
        entry["failed"] = (entry["failed"]?.GetValue<int>() ?? 0) + 1;
        if (entry["hints"] is not JsonObject hints) entry["hints"] = hints = [];
        // The kind is a hint's text: too long for a name.
        var key = kind.Length == 0 ? "general" : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(kind)))[..12];
        var count = (hints[key] is JsonValue value && value.TryGetValue<int>(out var before) ? before : 0) + 1;
        hints[key] = count;
        return count;
    }

    /// <summary>Forgets an exercise.</summary>
    /// <returns>Whether anything was known of it.</returns>
    public bool Forget(string exercise) => _exercises.Remove(exercise);

    /// <summary>The file's bytes.</summary>
    public byte[] ToJson() => Encoding.UTF8.GetBytes(_root.ToJsonString(s_indented) + "\n");

    private JsonObject Entry(string exercise, DateTimeOffset now)
    {
        if (_exercises[exercise] is not JsonObject entry) _exercises[exercise] = entry = [];
        entry["last"] = Text(now);
        return entry;
    }

    private static string Text(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static DateTimeOffset? Time(JsonNode? node) => node is null ? null
        : DateTimeOffset.TryParse(node.GetValue<string>(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time
        : throw new FormatException($"\"{node}\" is not a time");
}
