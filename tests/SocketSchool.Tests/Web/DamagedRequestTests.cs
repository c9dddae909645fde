using System.Text;

namespace SocketSchool.Tests.Web;

/// <summary>Requests with a few bytes changed, lost or doubled at random (with the same seed in every run).</summary>
public class DamagedRequestTests
{
    private static readonly string[] s_good =
    [
        "GET /hello HTTP/1.1\r\nHost: x\r\nAccept: a/b\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello",
        "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\nT: u\r\n\r\n",
        "GET /pictures/../%2e%2e/a?b HTTP/1.1\r\nHost: x\r\nRange: bytes=0-1\r\nIf-None-Match: \"a\"\r\nConnection: close\r\n\r\n",
    ];

    [Fact]
    public async Task Get_an_answer_or_a_refusal_and_harm_nobody()
    {
        var random = new Random(20261120);
        await using var server = WebServer.Start();
        for (var round = 0; round < 400; round++)
        {
            var damaged = Damage(s_good[round % s_good.Length], random);
            var answer = await RawClient.AskAsync(server, damaged);
            Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 ", StringComparison.Ordinal), $"{damaged}\n->\n{answer}");
            Assert.DoesNotContain("HTTP/1.1 500", answer, StringComparison.Ordinal);
        }

        Assert.All(server.Faults, fault => Assert.Contains("refused with", fault.Message, StringComparison.Ordinal));
        Assert.Contains("Hello, World!", await RawClient.AskAsync(server, s_good[0]), StringComparison.Ordinal);
    }

    private static string Damage(string request, Random random)
    {
        var text = new StringBuilder(request);
        for (var times = random.Next(1, 4); times > 0 && text.Length > 0; times--)
        {
            var at = random.Next(text.Length);
            _ = random.Next(3) switch
            {
                0 => text.Remove(at, 1),
                1 => text.Insert(at, text[at]),
                _ => text.Remove(at, 1).Insert(at, (char)random.Next(256)),
            };
        }

        return text.ToString();
    }
}
