namespace SocketSchool.Tests.Checks;

public sealed class PredictionTests
{
    [Theory]
    [InlineData('?', "So it is b.")]
    [InlineData('b', "As you predicted: b.")]
    [InlineData('B', "As you predicted: b.")]
    [InlineData('a', "You said a, but it is b.")]
    public void The_verdict_says_what_it_is_and_whether_you_had_it(char said, string sentence) =>
        Assert.Equal(sentence, Prediction.Verdict(said, 'b'));
}
