using System.Text.Encodings.Web;
using System.Text.Json;

namespace SocketSchool;

/// <summary>The file of a <see cref="UserStore"/>: reads it with errors that say what to mend, and writes it whole or not at all.</summary>
internal static class UserFile
{
    // Names and greetings stay readable in the file, whatever their alphabet; it is not embedded in a web page.
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Dictionary<string, User> Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no user file at {path}. Make one with UserStore.Create(path) and Add.", path);
        }

        Content? content;
        try
        {
            content = JsonSerializer.Deserialize<Content>(File.ReadAllBytes(path), s_json);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(
                $"{path} is not a user file: line {e.LineNumber + 1} is not the JSON that was expected{At(e)}. " +
                "Restore the file, or make it anew with UserStore.Create.", e);
        }

        if (content?.Users is null) throw Broken(path, "it has no list \"users\"");
        var users = new Dictionary<string, User>();
        foreach (var (entry, number) in content.Users.Select((entry, index) => (entry, index + 1)))
        {
            var user = Check(path, entry, number);
            if (!users.TryAdd(user.Name, user)) throw Broken(path, $"the name \"{user.Name}\" is there twice");
        }

        return users;
    }

    /// <summary>Writes beside the file, then renames: a reader, or a crash, sees the old file or the new one.</summary>
    public static void Write(string path, IEnumerable<User> users)
    {
        var content = new Content(
            [.. users.Select(user => new Entry(user.Name, user.Greeting, user.Iterations, user.Salt, user.Hash))]);
        var beside = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var file = new FileStream(beside, FileMode.CreateNew, FileAccess.Write))
            {
                JsonSerializer.Serialize(file, content, s_json);
                file.WriteByte((byte)'\n');
                file.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }

    private static User Check(string path, Entry? entry, int number)
    {
        var who = string.IsNullOrEmpty(entry?.Name) ? $"user {number}" : $"user \"{entry.Name}\"";
        if (string.IsNullOrEmpty(entry?.Name)) throw Broken(path, $"{who} has no \"name\"");
        if (entry.Iterations is < 1 or > UserStore.MaxIterations)
        {
            throw Broken(path, FormattableString.Invariant(
                $"\"iterations\" of {who} is {entry.Iterations}, not 1 to {UserStore.MaxIterations:N0}"));
        }

        if (entry.Salt is not { Length: >= 8 }) throw Broken(path, $"\"salt\" of {who} is not 8 or more bytes in base64");
        if (entry.Hash is not { Length: PasswordHash.HashBytes })
        {
            throw Broken(path, $"\"hash\" of {who} is not {PasswordHash.HashBytes} bytes in base64");
        }

        return new User(entry.Name, entry.Greeting ?? $"welcome, {entry.Name}", entry.Iterations, entry.Salt, entry.Hash);
    }

    private static string At(JsonException e) => string.IsNullOrEmpty(e.Path) || e.Path == "$" ? "" : $" (at {e.Path})";

    private static InvalidDataException Broken(string path, string what) => new(
        $"{path} is not a user file: {what}. Mend that, or make the file anew with UserStore.Create.");

    private sealed record Content(IReadOnlyList<Entry?>? Users);

    private sealed record Entry(string? Name, string? Greeting, int Iterations, byte[]? Salt, byte[]? Hash);
}
