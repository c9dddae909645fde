namespace SocketSchool;

/// <summary>Compares what you predicted with what the machine did: the second half of every "Predict" in the lessons.</summary>
public static class Prediction
{
    /// <summary>
    /// One sentence that says which answer it is, and whether you had it: <c>So it is b.</c> where you did not predict,
    /// <c>As you predicted: b.</c>, or <c>You said a, but it is b.</c>
    /// </summary>
    /// <param name="said">Your letter; <c>'?'</c> when you made no prediction. Capital letters are taken as small ones.</param>
    /// <param name="right">The letter that the experiment gave, computed from what was measured.</param>
    /// <returns>The sentence, without a line end.</returns>
    public static string Verdict(char said, char right)
    {
        var letter = char.ToLowerInvariant(said);
        return letter == '?' ? $"So it is {right}."
            : letter == right ? $"As you predicted: {right}."
            : $"You said {letter}, but it is {right}.";
    }
}
