using System.Text.Json;

namespace SocketSchool.Tests;

/// <summary>A folder of lessons for one test, with a clock that stands still; gone afterwards.</summary>
internal sealed class ProgressFolder : TimeProvider, IDisposable
{
    public ProgressFolder(params (string File, string Title, string[] Exercises)[] lessons)
    {
        foreach (var (file, title, exercises) in lessons)
        {
            object[] cells =
            [
                new { cell_type = "markdown", id = "title", metadata = new { }, source = new[] { $"# {title}\n", "\n", "text" } },
                .. exercises.Select(name => new { cell_type = "code", id = name, metadata = new { tags = new[] { "x", $"exercise:{name}" } }, source = "1" }),
            ];
            File.WriteAllText(PathOf(file), JsonSerializer.Serialize(new { cells, nbformat = 4 }));
        }
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("socketschool-progress-").FullName;

    public DateTimeOffset Now { get; set; } = new(2026, 11, 20, 14, 3, 0, TimeSpan.Zero);

    public ProgressPlace Place => new(PathOf(".progress.json"), Root);

    public string Text => File.ReadAllText(Place.File!);

    /// <summary>Every file but the lessons, the progress file and its lock.</summary>
    public string[] KeptAside =>
        [.. Directory.GetFiles(Root).Select(path => Path.GetFileName(path)!).Where(name => name.StartsWith(".progress.", StringComparison.Ordinal))
            .Except([".progress.json", ".progress.json.lock"])];

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => Now;

    public string PathOf(string name) => Path.Combine(Root, name);

    public ProgressView Show() => Progress.Show(Place, this);

    public (int Failures, string Notice) Passed(string exercise) => Progress.Note(Place, this, exercise, CheckOutcome.Passed, "");

    public (int Failures, string Notice) Failed(string exercise, string kind = "") =>
        Progress.Note(Place, this, exercise, CheckOutcome.Failed, kind);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
