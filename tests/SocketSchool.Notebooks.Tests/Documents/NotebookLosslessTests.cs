using System.Text.Json.Nodes;
using SocketSchool.Notebooks.Documents;

namespace SocketSchool.Notebooks.Tests.Documents;

public class NotebookLosslessTests
{
    public static TheoryData<string> Fixtures => ["jupyter.ipynb", "escaped-two-spaces.ipynb", "one-line.ipynb"];

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void An_unchanged_notebook_is_saved_byte_for_byte(string fixture)
    {
        using var folder = new TempFolder();
        var copy = folder.File("copy.ipynb");

        Notebook.Load(Fixture.PathOf(fixture)).Save(copy);

        Assert.Equal(File.ReadAllBytes(Fixture.PathOf(fixture)), File.ReadAllBytes(copy));
    }

    [Fact]
    public void A_byte_order_mark_and_carriage_returns_survive()
    {
        var text = "\uFEFF" + Fixture.Text("jupyter.ipynb").Replace("\n", "\r\n", StringComparison.Ordinal);
        using var folder = new TempFolder();
        var path = folder.File("windows.ipynb");
        File.WriteAllBytes(path, System.Text.Encoding.UTF8.GetBytes(text));
        var before = File.ReadAllBytes(path);

        var notebook = Notebook.Load(path);
        notebook.Cells[1].ExecutionCount = 3;
        notebook.Cells[1].ExecutionCount = null;
        notebook.Save(path);

        Assert.Equal(before, File.ReadAllBytes(path));
    }

    [Fact]
    public void Setting_a_value_to_what_it_is_changes_nothing()
    {
        var text = Fixture.Text("jupyter.ipynb");
        var notebook = Notebook.Parse(text);

        notebook.Cells[0].Source = notebook.Cells[0].Source;
        notebook.Cells[1].Source = notebook.Cells[1].Source;
        notebook.Cells[2].Outputs = notebook.Cells[2].Outputs.DeepClone().AsArray();

        Assert.Equal(text, notebook.ToJson());
    }

    [Fact]
    public void New_outputs_of_one_cell_change_only_that_value()
    {
        var text = Fixture.Text("jupyter.ipynb");
        var notebook = Notebook.Parse(text);

        notebook.Cells[1].Outputs = [new JsonObject { ["output_type"] = "stream", ["name"] = "stdout", ["text"] = new JsonArray("hé \"q\"\n") }];

        var expected = text.Replace(
            "   \"outputs\": [],\n   \"source\": \"var x = 1;\"",
            """
               "outputs": [
                {
                 "output_type": "stream",
                 "name": "stdout",
                 "text": [
                  "hé \"q\"\n"
                 ]
                }
               ],
               "source": "var x = 1;"
            """.ReplaceLineEndings("\n"),
            StringComparison.Ordinal);
        Assert.NotEqual(text, expected);
        Assert.Equal(expected, notebook.ToJson());
    }

    [Fact]
    public void A_source_stays_the_list_or_the_text_that_it_was()
    {
        var notebook = Notebook.Parse(Fixture.Text("jupyter.ipynb"));

        notebook.Cells[1].Source = "a\nb";
        notebook.Cells[2].Source = "c\nd\n";

        var cells = JsonNode.Parse(notebook.ToJson())!["cells"]!;
        Assert.Equal("\"a\\nb\"", cells[1]!["source"]!.ToJsonString());
        Assert.Equal("[\"c\\n\",\"d\\n\"]", cells[2]!["source"]!.ToJsonString());
    }

    [Fact]
    public void A_notebook_that_escapes_unicode_goes_on_doing_so()
    {
        var notebook = Notebook.Parse(Fixture.Text("escaped-two-spaces.ipynb"));

        notebook.Cells[0].Outputs = [JsonValue.Create("é🐙")];

        Assert.Contains("\n      \"outputs\": [\n        \"\\u00e9\\ud83d\\udc19\"\n      ],\n", notebook.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_outputs_and_execution_count_are_added_behind_the_last_member()
    {
        var notebook = Notebook.Parse(Fixture.Text("one-line.ipynb"));

        notebook.Cells[0].Outputs = [JsonValue.Create(1)];
        notebook.Cells[0].ExecutionCount = 2;

        Assert.EndsWith("\"metadata\":{}, \"outputs\": [1], \"execution_count\": 2}]}", notebook.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_half_surrogate_in_an_output_survives_as_an_escape()
    {
        var notebook = Notebook.Parse(Fixture.Text("jupyter.ipynb"));

        notebook.Cells[1].Outputs = [JsonValue.Create("a\ud83d")];

        Assert.Contains("\"a\\ud83d\"", notebook.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_save_leaves_the_old_file_and_nothing_beside_it()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.File("taken.ipynb"));

        var save = () => Notebook.Parse(Fixture.Text("jupyter.ipynb")).Save(folder.File("taken.ipynb"));

        Assert.ThrowsAny<Exception>(save);
        Assert.Equal([folder.File("taken.ipynb")], Directory.EnumerateFileSystemEntries(folder.Path));
    }
}
