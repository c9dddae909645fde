namespace SocketSchool;

/// <summary>Compares what you predicted with what the machine did: the second half of every "Predict" in the lessons.</summary>
public static class Prediction
{
    /// <summary>
    /// One sentence that says whether you had it: <c>As you predicted: b.</c>, or <c>You said a, but it is b.</c> Where you did not
    /// predict, it says that the prediction is missing, and not which letter it is.
    /// </summary>
    /// <param name="said">Your letter; <c>'?'</c> when you made no prediction. Capital letters are taken as small ones.</param>
    /// <param name="right">The letter that the experiment gave, computed from what was measured.</param>
    /// <returns>The sentence (two without a prediction), without a line end.</returns>
    public static string Verdict(char said, char right)
    {
        var letter = char.ToLowerInvariant(said);
        return letter == '?' ? "You have not predicted yet. Choose a letter, run the cell again, and this line says whether you had it."
            : letter == right ? $"As you predicted: {right}."
            : $"You said {letter}, but it is {right}.";
    }
}
