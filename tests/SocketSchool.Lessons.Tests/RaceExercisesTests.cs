namespace SocketSchool.Lessons.Tests;

/// <summary>The exercises whose wrong answers are races, judged one at a time and beside nothing else.</summary>
[Collection(nameof(RaceExercisesTests))]
[CollectionDefinition(nameof(RaceExercisesTests), DisableParallelization = true)]
public class RaceExercisesTests
{
    public static TheoryData<string, string> All => ExerciseJudge.Races;

    [Theory]
    [MemberData(nameof(All))]
    public Task The_stub_is_not_yet_the_model_passes_and_each_wrong_answer_fails_for_its_reason(string lesson, string name) =>
        ExerciseJudge.JudgeAsync(lesson, name);
}
