using System.Text.Json;
using SocketSchool.App.Serve;

namespace SocketSchool.App.Tests.Serve;

/// <summary>The names that an editor asks for.</summary>
public class NameTests
{
    static Task<Page> StartAsync(params string[] cells) => Page.StartAsync(
        folder => folder.Notebook("notebooks/lesson.ipynb", cells), options => options with { Kernel = App.Kernel });

    static bool Has(JsonElement message, string name) => message.GetProperty("list").GetProperty("items").EnumerateArray()
        .Any(item => item.GetProperty("name").ValueEquals(name));

    [Fact]
    public async Task The_page_is_told_the_names_that_it_asked_for_with_its_own_number()
    {
        await using var page = await StartAsync("var answer = 42;");
        await using var tab = await page.OpenAsync();
        await tab.SendAsync("run", new { cell = "cell-1" });
        await tab.WaitAsync("done", "cell-1");

        await tab.SendAsync("names", new { id = 7, source = "var twice = answer.Comp", at = 23 });
        var message = await tab.WaitAsync("names");

        Assert.Equal(7, message.GetProperty("id").GetInt64());
        Assert.True(Has(message, "CompareTo"));
        Assert.Equal(19, message.GetProperty("list").GetProperty("from").GetInt32());
    }

    [Fact]
    public async Task Who_types_on_gets_an_answer_to_each_question_in_their_order()
    {
        await using var page = await StartAsync("1");
        await using var tab = await page.OpenAsync();
        await tab.WaitForKernelAsync("idle");

        const string typed = "Console.WriteLi";
        for (var at = 8; at <= typed.Length; at++)
            await tab.SendAsync("names", new { id = at, source = typed[..at], at });
        await tab.WaitAsync(message => PageTab.Type(message) == "names" && message.GetProperty("id").GetInt64() == typed.Length, "the last answer");

        var answers = tab.Messages.Where(message => PageTab.Type(message) == "names").ToList();
        Assert.Equal(Enumerable.Range(8, typed.Length - 7).Select(at => (long)at), answers.Select(message => message.GetProperty("id").GetInt64()));
        Assert.All(answers, answer => Assert.True(Has(answer, "WriteLine")));
    }

    [Theory]
    [InlineData("{\"type\":\"names\"}")]
    [InlineData("{\"type\":\"names\",\"id\":\"x\",\"source\":\"a\",\"at\":1}")]
    [InlineData("{\"type\":\"names\",\"id\":1,\"source\":2,\"at\":1}")]
    [InlineData("{\"type\":\"names\",\"id\":1,\"source\":\"a\",\"at\":1.5}")]
    public async Task Nonsense_is_refused_in_one_line_and_the_tab_goes_on(string nonsense)
    {
        await using var page = await StartAsync("1");
        await using var tab = await page.OpenAsync();

        await tab.SendTextAsync(nonsense);
        var error = await tab.WaitAsync("error");
        await tab.SendAsync("names", new { id = 1, source = "x", at = 99 });
        await tab.WaitAsync("names");

        Assert.Equal("A message of the page was not understood. Reload the page.", error.GetProperty("message").GetString());
    }
}
