using SocketSchool.Notebooks.Sessions;

namespace SocketSchool.Notebooks.Tests.Sessions;

public class RevisionTests
{
    [Fact]
    public void A_text_has_one_number_and_another_text_another()
    {
        Assert.Equal(Revision.Of("é\n"), Revision.Of("é\n"));
        Assert.NotEqual(Revision.Of("a"), Revision.Of("b"));
    }

    [Fact]
    public void JavaScript_holds_every_number_exactly()
    {
        var numbers = Enumerable.Range(0, 500).Select(n => Revision.Of($"text {n}")).ToList();

        Assert.All(numbers, number => Assert.InRange(number, 0, (1L << 53) - 1));
        Assert.Contains(numbers, number => number > 1L << 52);
    }
}
