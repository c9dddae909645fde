namespace SocketSchool.Lessons.Tests;

/// <summary>The exercises of lessons 08 to 10, judged. In classes of their own, because classes run side by side and each exercise mostly waits.</summary>
public class ProtocolExercisesTests
{
    public static TheoryData<string, string> All => ExerciseJudge.Of("08", "09", "10");

    [Theory]
    [MemberData(nameof(All))]
    public Task The_stub_is_not_yet_the_model_passes_and_each_wrong_answer_fails_for_its_reason(string lesson, string name) =>
        ExerciseJudge.JudgeAsync(lesson, name);
}
