using SocketSchool.Notebooks.Documents;

namespace SocketSchool.Notebooks.Tests.Documents;

public class NotebookReaderTests
{
    const string Good = """{"nbformat":4,"nbformat_minor":5,"metadata":{"kernelspec":{"name":".net-csharp"}},"cells":[]}""";

    [Fact]
    public void Cells_have_their_kind_source_and_tags()
    {
        var notebook = Notebook.Load(Fixture.PathOf("jupyter.ipynb"));

        Assert.Equal([CellKind.Markdown, CellKind.Code, CellKind.Code, CellKind.Raw], notebook.Cells.Select(cell => cell.Kind));
        Assert.Equal(["intro", "first", "second", "raw"], notebook.Cells.Select(cell => cell.Id));
        Assert.Equal("# Naïve café 🐙\n\nText \"quoted\" and a \\ backslash", notebook.Cells[0].Source);
        Assert.Equal(["raises-exception"], notebook.Cells[1].Tags);
        Assert.Equal(7, notebook.Cells[2].ExecutionCount);
        Assert.Equal("Naïve café 🐙", notebook.Title);
    }

    [Fact]
    public void A_notebook_that_is_not_there_is_named()
    {
        var error = Assert.Throws<NotebookFormatException>(() => Notebook.Load("nowhere/none.ipynb"));

        Assert.Contains("nowhere/none.ipynb: there is no such file", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("{\n  \"cells\": [,\n", "not JSON (line 2, column 13)")]
    [InlineData("{} x", "not JSON (line 1, column 4)")]
    [InlineData("[]", "a notebook is a JSON object")]
    [InlineData("{\"a\": \"\\ud83d\"}", "does not say its format")]
    [InlineData("{\"metadata\": 1}", "does not say its format")]
    [InlineData("{\"nbformat\": 3, \"worksheets\": []}", "nbformat 3")]
    [InlineData("{\"nbformat\": 5}", "nbformat 5")]
    [InlineData("{\"nbformat\": \"4\"}", "nbformat \"4\"")]
    [InlineData("{\"nbformat\": 4}", "names no kernel")]
    [InlineData("{\"nbformat\": 4, \"metadata\": {\"kernelspec\": {\"name\": \"python3\", \"language\": \"python\"}}}", "python3")]
    [InlineData("{\"nbformat\": 4, \"metadata\": {\"kernelspec\": {\"name\": \".net-csharp\"}}}", "no list of cells")]
    [InlineData("{\"nbformat\": 4, \"metadata\": {\"kernelspec\": {\"name\": \".net-csharp\"}}, \"cells\": {}}", "no list of cells")]
    public void What_is_wrong_is_said_in_one_line_that_names_the_file(string json, string expected)
    {
        var error = Assert.Throws<NotebookFormatException>(() => Notebook.Parse(json, "bad.ipynb"));

        Assert.StartsWith("bad.ipynb: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.DoesNotContain("LineNumber", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[7]", "cell 1 does not say what it is")]
    [InlineData("[{\"cell_type\":\"video\"}]", "unknown type 'video'")]
    [InlineData("[{\"cell_type\":\"code\",\"source\":{}}]", "source of cell 1")]
    [InlineData("[{\"cell_type\":\"code\",\"source\":[1]}]", "source of cell 1")]
    [InlineData("[{\"cell_type\":\"code\",\"id\":\"a\"},{\"cell_type\":\"raw\",\"id\":\"a\"}]", "cells 1 and 2 have the same id 'a'")]
    public void A_damaged_cell_is_named_by_its_number(string cells, string expected)
    {
        var json = Good.Replace("\"cells\":[]", $"\"cells\":{cells}", StringComparison.Ordinal);

        var error = Assert.Throws<NotebookFormatException>(() => Notebook.Parse(json, "bad.ipynb"));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"kernelspec\":{\"name\":\".net-csharp\"}}")]
    [InlineData("{\"kernelspec\":{\"name\":\"other\",\"language\":\"C#\"}}")]
    [InlineData("{\"language_info\":{\"name\":\"csharp\"}}")]
    public void A_notebook_in_CSharp_is_accepted_by_kernel_or_language(string metadata)
    {
        var json = Good.Replace("{\"kernelspec\":{\"name\":\".net-csharp\"}}", metadata, StringComparison.Ordinal);

        Assert.Empty(Notebook.Parse(json).Cells);
    }

    [Fact]
    public void Outputs_belong_to_code_cells_only()
    {
        var notebook = Notebook.Load(Fixture.PathOf("jupyter.ipynb"));

        Assert.Throws<InvalidOperationException>(() => notebook.Cells[0].Outputs = []);
    }
}
