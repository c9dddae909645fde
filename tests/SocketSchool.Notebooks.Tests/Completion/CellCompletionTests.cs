using SocketSchool.Notebooks.Completion;
using SocketSchool.Notebooks.Kernels;
using SocketSchool.Notebooks.Tests.Kernels;

namespace SocketSchool.Notebooks.Tests.Completion;

/// <summary>The place that a name is wanted for is written as <c>|</c>.</summary>
public class CellCompletionTests
{
    [Theory]
    [InlineData("text.|")]
    [InlineData("text.| ")]
    [InlineData("text.|\nvar y = 1;")]
    [InlineData("text.|\nawait Task.Delay(1);")]
    [InlineData("text.|\nif (true) { }")]
    [InlineData("Console.WriteLine(text.|)")]
    [InlineData("Console.WriteLine(text.|")]
    [InlineData("var x = text.|;")]
    [InlineData("if (text.|)\n{\n}")]
    [InlineData("void Method()\n{\n    text.|\n}")]
    [InlineData("var n = $\"{text.|}\";")]
    [InlineData("new[] { text }.Select(one => one.|)")]
    [InlineData("new[] { text }.Select(one => one.|\nvar y = 1;")]
    [InlineData("foreach (var one in new[] { text }) { one.| }")]
    [InlineData("text?.|")]
    [InlineData("text\n    .|")]
    [InlineData("text.Trim().|")]
    [InlineData("text.Length\ntext.|")]
    [InlineData("text.Length\ntext\n    .Trim()\n    .|\nvar y = 1;")]
    [InlineData("text = text\nvar y = text.|")]
    public async Task Behind_a_dot_stand_the_members_of_what_is_before_it(string code)
    {
        var names = await NamesAsync(code, "var text = \"abc\";");

        Assert.Contains("Substring", names);
        Assert.Contains("Length", names);
        Assert.DoesNotContain("IsNullOrEmpty", names);
        Assert.DoesNotContain("Console", names);
    }

    [Fact]
    public async Task What_is_written_of_the_name_counts_whatever_its_capitals_and_what_follows_is_replaced()
    {
        var list = await CompleteAsync("text.sub|", "var text = \"abc\";");
        Assert.Equal(["Substring"], list.Items.Select(item => item.Name));
        Assert.Equal(5, list.From);

        Assert.Equal(["Substring"], await NamesAsync("text.Sub|string(1)", "var text = \"abc\";"));
    }

    [Fact]
    public async Task A_type_has_its_static_members_and_a_namespace_its_types()
    {
        var ofType = await NamesAsync("Math.|");
        Assert.Contains("Sqrt", ofType);
        Assert.DoesNotContain("ToString", ofType);

        Assert.Contains("IPAddress", await NamesAsync("System.Net.|"));
        Assert.Contains("Friday", await NamesAsync("var day = DayOfWeek.|"));
        Assert.Contains("NewGuid", await NamesAsync("Guid.|\nvar x = 1;"));
    }

    [Fact]
    public async Task Without_a_dot_stand_the_names_of_earlier_cells_and_of_this_one_before_those_of_the_framework()
    {
        var list = await CompleteAsync(
            "int Twice(int wordy) => wor|", "var wording = 1;\nint Worth() => 2;", "record World(int Size);");

        Assert.Equal(["wording", "wordy", "Worth", "World"], list.Items.Take(4).Select(item => item.Name));
        Assert.Equal(["variable", "variable", "method", "type"], list.Items.Take(4).Select(item => item.Kind));
    }

    [Fact]
    public async Task Without_a_letter_only_what_the_cells_declare_is_listed()
    {
        var names = await NamesAsync("|", "var ours = 1;\nrecord Mine(int Size);");

        Assert.Contains("ours", names);
        Assert.Contains("Mine", names);
        Assert.DoesNotContain("StringBuilder", names);
        Assert.Contains("StringBuilder", await NamesAsync("new StringB|"));
    }

    [Fact]
    public async Task In_the_braces_of_something_new_stand_the_properties_that_can_be_set()
    {
        const string options = "class Options { public int Size { get; set; } public string Name { get; init; } public int Total => 1; public static int All { get; set; } }";

        Assert.Equal(["Name", "Size"], await NamesAsync("var one = new Options { | };", options));
        Assert.Equal(["Name", "Size"], await NamesAsync("var one = new Options { Size = 1, | };", options));
        Assert.Equal(["Size"], await NamesAsync("var one = new Options { S| = 3 };", options));
        Assert.Equal(["Name"], await NamesAsync("Options one = new() { Na| };", options));
    }

    [Fact]
    public async Task A_method_is_told_once_with_its_simplest_form_and_how_many_there_are()
    {
        var list = await CompleteAsync("text.Substr|", "var text = \"abc\";");

        var item = Assert.Single(list.Items);
        Assert.Equal("method", item.Kind);
        Assert.Equal(["string Substring(int startIndex)", "string Substring(int startIndex, int length)"], item.Signatures);
        Assert.Equal(2, item.Forms);
    }

    [Fact]
    public async Task A_method_with_many_forms_is_told_with_a_few_of_them()
    {
        var item = Assert.Single((await CompleteAsync("Console.WriteLin|")).Items);

        Assert.Equal("void WriteLine()", item.Signatures[0]);
        Assert.Equal(5, item.Signatures.Count);
        Assert.InRange(item.Forms, 15, 30);
    }

    [Fact]
    public async Task Behind_a_dot_and_in_braces_nothing_else_can_stand()
    {
        Assert.True((await CompleteAsync("Console.|")).IsAll);
        Assert.True((await CompleteAsync("new UriBuilder { |")).IsAll);
        Assert.False((await CompleteAsync("Cons|")).IsAll);
    }

    [Fact]
    public async Task Methods_from_before_there_was_await_come_last()
    {
        var items = (await CompleteAsync("socket.|", "var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);")).Items;

        Assert.Equal([0, 2, 2], new[] { "Receive", "BeginReceive", "EndReceive" }.Select(name => items.Single(item => item.Name == name).Rank));
    }

    [Fact]
    public async Task Own_members_come_before_extension_methods_and_those_before_what_every_object_has()
    {
        var items = (await CompleteAsync("list.|", "var list = new List<int>();")).Items;
        int Place(string name) => items.Select(item => item.Name).ToList().IndexOf(name);

        Assert.InRange(Place("Add"), 0, Place("Where"));
        Assert.InRange(Place("Where"), 0, Place("GetHashCode"));
        Assert.Equal([0, 1, 2], new[] { "Add", "Where", "GetHashCode" }.Select(name => items[Place(name)].Rank));
    }

    [Theory]
    [InlineData("// text.|")]
    [InlineData("/* text.| */")]
    [InlineData("var a = \"text.|\";")]
    [InlineData("var a = $\"text.| {1}\";")]
    [InlineData("var a = \"\"\"\n    text.|\n    \"\"\";")]
    [InlineData("var a = 'x|';")]
    [InlineData("var a = 12|;")]
    [InlineData("#r \"text.|\"")]
    [InlineData("#pragma warning dis|")]
    public async Task Where_no_name_can_stand_there_is_none(string code)
    {
        var list = await CompleteAsync(code, "var text = \"abc\";");

        Assert.Empty(list.Items);
        Assert.False(list.Unknown);
    }

    [Fact]
    public async Task What_the_compiler_does_not_know_is_said_to_be_unknown()
    {
        var list = await CompleteAsync("client.|");

        Assert.Empty(list.Items);
        Assert.True(list.Unknown);
        Assert.False((await CompleteAsync("missing|")).Unknown);
        Assert.True((await CompleteAsync("new ServerOptions { |")).Unknown);
    }

    [Fact]
    public async Task A_library_that_a_cell_refers_to_is_known_with_what_its_documentation_says()
    {
        using var folder = new TempFolder();
        CellReferenceTests.Compile(folder.File("lib.dll"), "public static class Lib { public static int Twice(int value, int times = 2, System.Guid id = default) => value * times; public static void Plain() { } }");
        folder.File("lib.xml",
            """
            <doc><members>
            <member name="M:Lib.Twice(System.Int32,System.Int32,System.Guid)"><summary>
              Takes <paramref name="value"/> as often
              as <see cref="P:Some.Thing.Says"/>, never <see langword="null"/>, says <c>times</c>.
            </summary><returns>Not this.</returns></member>
            </members></doc>
            """);

        var list = await CompleteInAsync(folder.Path, "Lib.|", "#r \"lib.dll\"");

        Assert.Equal(["Plain", "Twice"], list.Items.Select(item => item.Name));
        Assert.Equal(["", "Takes value as often as Thing.Says, never null, says times."], list.Items.Select(item => item.Summary));
        Assert.Equal("int Twice(int value, int times = 2, Guid id = default)", Assert.Single(list.Items[1].Signatures));
        // The directive counts while it is still being written, too.
        Assert.Equal(["Plain", "Twice"], (await CompleteInAsync(folder.Path, "#r \"lib.dll\"\nLib.|")).Items.Select(item => item.Name));
    }

    [Fact]
    public async Task Broken_documentation_costs_no_name()
    {
        using var folder = new TempFolder();
        CellReferenceTests.Compile(folder.File("lib.dll"), "public static class Lib { public static void Plain() { } }");
        folder.File("lib.xml", "<doc><members><member name=\"M:Lib.Plain\"><summary>cut");

        var item = Assert.Single((await CompleteInAsync(folder.Path, "Lib.|", "#r \"lib.dll\"")).Items);

        Assert.Equal(("Plain", ""), (item.Name, item.Summary));
    }

    [Fact]
    public async Task Nothing_is_run_or_kept()
    {
        using var folder = new TempFolder();
        using var kernel = new CSharpKernel(folder.Path);
        await kernel.Warm;
        Assert.Null((await CellRun.RunAsync(kernel, "var count = 1;")).Error);

        const string code = "var other = count++; System.IO.File.WriteAllText(\"made\", \"\"); other.";
        Assert.Contains("CompareTo", kernel.Complete(code, code.Length).Items.Select(item => item.Name));

        Assert.False(File.Exists(folder.File("made")));
        Assert.Equal("1", (await CellRun.RunAsync(kernel, "count")).Result);
        Assert.DoesNotContain("other", kernel.Complete("oth", 3).Items.Select(item => item.Name));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(99)]
    public async Task A_place_outside_the_cell_is_its_nearest_end(int at)
    {
        using var folder = new TempFolder();
        using var kernel = new CSharpKernel(folder.Path);
        await kernel.Warm;

        Assert.Equal(at < 0 ? 0 : 5, kernel.Complete("Math.", at).From);
    }

    static async Task<IReadOnlyList<string>> NamesAsync(string code, params string[] earlier) =>
        [.. (await CompleteAsync(code, earlier)).Items.Select(item => item.Name)];

    static async Task<SuggestionList> CompleteAsync(string code, params string[] earlier)
    {
        using var folder = new TempFolder();
        return await CompleteInAsync(folder.Path, code, earlier);
    }

    static async Task<SuggestionList> CompleteInAsync(string folder, string code, params string[] earlier)
    {
        using var kernel = new CSharpKernel(folder);
        await kernel.Warm;
        foreach (var cell in earlier)
            Assert.Null((await CellRun.RunAsync(kernel, cell)).Error);
        var at = code.IndexOf('|', StringComparison.Ordinal);
        return kernel.Complete(code.Remove(at, 1), at);
    }
}
