namespace SocketSchool.Lessons.Tests;

/// <summary>Every exercise, judged by its own check in the notebook's kernel: the stub, the model answer and the wrong answers.</summary>
public class ExerciseTests
{
    public static TheoryData<string, string> All
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var exercise in Exercise.All) all.Add(exercise.Lesson, exercise.Name);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task The_stub_is_not_yet_the_model_passes_and_each_wrong_answer_fails_for_its_reason(string lesson, string name)
    {
        var exercise = Exercise.All.Single(e => e.Lesson == lesson && e.Name == name);
        await using var kernel = new LessonKernel();
        foreach (var cell in exercise.Setup) await kernel.RunAsync(cell.Source, $"{lesson}, cell {cell.Id}");

        var untouched = await JudgeAsync(kernel, exercise, exercise.Stub.Source, "the stub");
        // Progress knows an exercise by the name in its report and in its tag.
        Assert.StartsWith($"Not yet: {name}.", untouched, StringComparison.Ordinal);

        var model = await JudgeAsync(kernel, exercise, await File.ReadAllTextAsync(exercise.ModelPath), "the model answer");
        Assert.True(model.StartsWith("Passed", StringComparison.Ordinal), $"The model answer of {lesson}/{name} does not pass:\n{model}");

        foreach (var path in exercise.WrongPaths)
        {
            var code = await File.ReadAllTextAsync(path);
            // Some mistakes only one system can see: the file says which.
            if (code.Contains("// only: linux", StringComparison.Ordinal) && !OperatingSystem.IsLinux()) continue;
            var report = await JudgeAsync(kernel, exercise, code, Path.GetFileName(path));
            var (step, text) = Expectation(path, code);
            var failed = report.Split('\n').FirstOrDefault(line => line.StartsWith("  x ", StringComparison.Ordinal)) ?? "(no step failed)";
            Assert.True(report.StartsWith("Not quite", StringComparison.Ordinal), $"{path} is wrong and was not caught:\n{report}");
            Assert.True(failed.Contains(step, StringComparison.Ordinal), $"{path} should fail at \"{step}\" but failed elsewhere:\n{report}");
            Assert.True(report.Contains(text, StringComparison.Ordinal), $"{path}: the report should say \"{text}\":\n{report}");
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Each_exercise_has_a_model_answer_and_at_least_two_wrong_ones(string lesson, string name)
    {
        var exercise = Exercise.All.Single(e => e.Lesson == lesson && e.Name == name);

        Assert.True(File.Exists(exercise.ModelPath), $"no model answer {exercise.ModelPath}");
        Assert.True(exercise.WrongPaths.Count >= 2, $"{exercise.WrongPaths.Count} wrong answers for {lesson}/{name}, two are needed");
    }

    [Fact]
    public void No_two_exercises_share_a_name() =>
        Assert.Empty(Exercise.All.GroupBy(exercise => exercise.Name).Where(group => group.Count() > 1).Select(group => group.Key));

    [Fact]
    public void Each_answer_belongs_to_an_exercise()
    {
        var known = Exercise.All.SelectMany(exercise => exercise.WrongPaths.Append(exercise.ModelPath)).ToHashSet();
        var files = Directory.GetFiles(Repository.Answers, "*.csx", SearchOption.AllDirectories)
            .Concat(Directory.GetFiles(Repository.WrongAnswers, "*.csx", SearchOption.AllDirectories));

        Assert.All(files, file => Assert.Contains(file, known));
    }

    private static async Task<string> JudgeAsync(LessonKernel kernel, Exercise exercise, string answer, string what)
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
