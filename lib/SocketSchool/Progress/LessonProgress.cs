namespace SocketSchool;

/// <summary>The exercises of one lesson.</summary>
/// <param name="Title">The lesson's title, for instance <c>03 Echo</c>.</param>
/// <param name="Exercises">Its exercises, in the lesson's order.</param>
public sealed record LessonProgress(string Title, IReadOnlyList<ExerciseProgress> Exercises)
{
    /// <summary>How many of them are done.</summary>
    public int Done => Exercises.Count(exercise => exercise.IsDone);
}
