namespace SocketSchool.Tests.Checks;

public sealed class PredictionTests
{
    [Theory]
    [InlineData('b', "As you predicted: b.")]
    [InlineData('B', "As you predicted: b.")]
    [InlineData('a', "You said a, but it is b.")]
    public void The_verdict_says_what_it_is_and_whether_you_had_it(char said, string sentence) =>
        Assert.Equal(sentence, Prediction.Verdict(said, 'b'));

    [Fact]
    public void Without_a_prediction_the_letter_is_not_given_away()
    {
        var sentence = Prediction.Verdict('?', 'b');
        Assert.StartsWith("You have not predicted yet.", sentence, StringComparison.Ordinal);
        Assert.Equal(sentence, Prediction.Verdict('?', 'c'));
    }
}
