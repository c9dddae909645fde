namespace SocketSchool.App.Serve;

/// <summary>A lesson and its neighbours in the series.</summary>
sealed record LessonPlace(LessonEntry Lesson, LessonEntry? Previous, LessonEntry? Next);
