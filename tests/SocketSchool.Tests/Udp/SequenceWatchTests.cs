namespace SocketSchool.Tests.Udp;

public sealed class SequenceWatchTests
{
    [Theory]
    [InlineData("1 2 3", ". . .", 0)]
    [InlineData("1 3 4", ". gap1 .", 1)]
    [InlineData("1 4 2 3", ". gap2 late late", 0)]
    [InlineData("1 1 2 2 1", ". again . again again", 0)]
    [InlineData("1 3 2 2", ". gap1 late again", 0)]
    [InlineData("3 1", "gap2 late", 1)]
    [InlineData("1 1026 2", ". implausible .", 0)]
    [InlineData("1 1025 1 2", ". gap1023 tooold late", 1022)]
    [InlineData("1 9223372036854775807 2", ". implausible .", 0)]
    [InlineData("1 2 500000 500001 500002", ". . implausible . .", 0)]
    [InlineData("1 2 500000 3 500001", ". . implausible . implausible", 0)]
    public void Says_what_each_number_means(string numbers, string expected, long missing)
    {
        var watch = new SequenceWatch();
        var said = numbers.Split(' ').Select(long.Parse).Select(number => Word(watch.Observe(number)));
        Assert.Equal(expected, string.Join(' ', said));
        Assert.Equal(missing, watch.Missing);
    }

    [Fact]
    public void A_sender_that_begins_anew_is_followed_from_its_second_message()
    {
        var watch = new SequenceWatch();
        for (var i = 1; i <= 5000; i++) Assert.Equal(SequenceKind.InOrder, watch.Observe(i).Kind);

        Assert.Equal(
            [SequenceKind.TooOld, SequenceKind.InOrder, SequenceKind.InOrder], new long[] { 1, 2, 3 }.Select(n => watch.Observe(n).Kind));
        Assert.Equal((4L, 0L), (watch.Next, watch.Missing));
    }

    [Fact]
    public void Agrees_with_a_list_of_everything_on_ten_thousand_shuffled_repeated_and_lost_numbers()
    {
        var random = new Random(1);
        var sent = Enumerable.Range(1, 10_000).Where(_ => random.Next(10) > 0).SelectMany(n => random.Next(10) == 0 ? new[] { n, n } : [n])
            .Select(n => (Number: n, Key: n + random.Next(40))).OrderBy(one => one.Key).Select(one => one.Number);
        var watch = new SequenceWatch();
        var all = new HashSet<long>();
        var highest = 0L;
        foreach (var number in sent)
        {
            var expected = !all.Add(number) ? SequenceKind.Duplicate
                : number < highest ? SequenceKind.Late
                : number == highest + 1 ? SequenceKind.InOrder : SequenceKind.Gap;
            Assert.Equal(expected, watch.Observe(number).Kind);
            highest = Math.Max(highest, number);
            Assert.Equal(highest - all.Count, watch.Missing);
        }
    }

    private static string Word(SequenceFinding finding) => finding.Kind switch
    {
        SequenceKind.InOrder => ".",
        SequenceKind.Gap => $"gap{finding.Missing}",
        SequenceKind.Duplicate => "again",
        _ => finding.Kind.ToString().ToLowerInvariant(),
    };
}
