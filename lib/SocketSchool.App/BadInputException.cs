namespace SocketSchool.App;

/// <summary>Input that cannot be used. The message is the one line that the user reads; the exit code is 2.</summary>
sealed class BadInputException(string message, Exception? innerException = null) : Exception(message, innerException);
