namespace SocketSchool.Lessons.Tests;

/// <summary>What there is of every exercise; it is judged by <see cref="BasicExercisesTests"/> and its siblings.</summary>
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
    public void Each_exercise_has_a_model_answer_and_at_least_two_wrong_ones(string lesson, string name)
    {
        var exercise = Exercise.All.Single(e => e.Lesson == lesson && e.Name == name);

        Assert.True(File.Exists(exercise.ModelPath), $"no model answer {exercise.ModelPath}");
        Assert.True(exercise.WrongPaths.Count >= 2, $"{exercise.WrongPaths.Count} wrong answers for {lesson}/{name}, two are needed");
    }

    [Fact]
    public void Every_exercise_is_judged_once() => Assert.Equal(
        All.Select(row => (string)row[1]).Order(StringComparer.Ordinal),
        new[] { BasicExercisesTests.All, ManyClientExercisesTests.All, ProtocolExercisesTests.All, AdvancedExercisesTests.All, RaceExercisesTests.All }
            .SelectMany(some => some.Select(row => (string)row[1])).Order(StringComparer.Ordinal));

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
}
