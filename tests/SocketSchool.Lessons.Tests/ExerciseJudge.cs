namespace SocketSchool.Lessons.Tests;

/// <summary>Has an exercise judged by its own check in the notebook's kernel: the stub, the model answer and the wrong answers.</summary>
internal static class ExerciseJudge
{
    /// <summary>The exercises whose wrong answers are races: they show on a machine that has nothing else to do.</summary>
    private static readonly string[] s_races = ["visitor-number", "head-count", "at-most-three", "guestbook", "private"];

    /// <summary>Those of which a wrong answer is a race.</summary>
    public static TheoryData<string, string> Races => Of(exercise => s_races.Contains(exercise.Name));

    /// <summary>The exercises of some lessons, as tests take them; without the races.</summary>
    /// <param name="lessons">The lessons' numbers.</param>
    public static TheoryData<string, string> Of(params string[] lessons) =>
        Of(exercise => lessons.Contains(exercise.Lesson[..2]) && !s_races.Contains(exercise.Name));

    private static TheoryData<string, string> Of(Func<Exercise, bool> isWanted)
    {
        var some = new TheoryData<string, string>();
        foreach (var exercise in Exercise.All.Where(isWanted)) some.Add(exercise.Lesson, exercise.Name);
        return some;
    }

    /// <summary>The stub is not yet there, the model answer passes, and each wrong answer fails at the step and for the reason that it names.</summary>
    public static async Task JudgeAsync(string lesson, string name)
    {
        var exercise = Exercise.All.Single(e => e.Lesson == lesson && e.Name == name);
        await using var kernel = new LessonKernel();
        foreach (var cell in exercise.Setup) await kernel.RunAsync(cell.Source, $"{lesson}, cell {cell.Id}");

        var untouched = await JudgeOneAsync(kernel, exercise, exercise.Stub.Source, "the stub");
        // Progress knows an exercise by the name in its report and in its tag.
        Assert.StartsWith($"Not yet: {name}.", untouched, StringComparison.Ordinal);

        var model = await JudgeOneAsync(kernel, exercise, await File.ReadAllTextAsync(exercise.ModelPath), "the model answer");
        Assert.True(model.StartsWith("Passed", StringComparison.Ordinal), $"The model answer of {lesson}/{name} does not pass:\n{model}");

        foreach (var path in exercise.WrongPaths)
        {
            var code = await File.ReadAllTextAsync(path);
            // Some mistakes only one system can see: the file says which.
            if (code.Contains("// only: linux", StringComparison.Ordinal) && !OperatingSystem.IsLinux()) continue;
            var report = await JudgeOneAsync(kernel, exercise, code, Path.GetFileName(path));
            var (step, text) = Expectation(path, code);
            var failed = report.Split('\n').FirstOrDefault(line => line.StartsWith("  x ", StringComparison.Ordinal)) ?? "(no step failed)";
            Assert.True(report.StartsWith("Not quite", StringComparison.Ordinal), $"{path} is wrong and was not caught:\n{report}");
            Assert.True(failed.Contains(step, StringComparison.Ordinal), $"{path} should fail at \"{step}\" but failed elsewhere:\n{report}");
            Assert.True(report.Contains(text, StringComparison.Ordinal), $"{path}: the report should say \"{text}\":\n{report}");
        }
    }

    private static async Task<string> JudgeOneAsync(LessonKernel kernel, Exercise exercise, string answer, string what)
    {
        var label = $"{exercise.Lesson}/{exercise.Name}, {what}";
        await kernel.RunAsync(answer, label);
        return await kernel.RunAsync(exercise.Check.Source, label + ", its check");
    }

    private static (string Step, string Text) Expectation(string path, string code)
    {
        const string prefix = "// expect: ";
        var first = code.Split('\n')[0].TrimEnd('\r');
        Assert.True(first.StartsWith(prefix, StringComparison.Ordinal), $"{path}: the first line must be \"{prefix}STEP | TEXT\"");
        var parts = first[prefix.Length..].Split(" | ", 2);
        return (parts[0].Trim(), parts.Length > 1 ? parts[1].Trim() : "");
    }
}
