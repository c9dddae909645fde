namespace SocketSchool;

/// <summary>A measurement could not be made: nobody answers, or who answers does not echo. The message is one line that says what to do.</summary>
public sealed class MeasurementException : IOException
{
    internal MeasurementException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
