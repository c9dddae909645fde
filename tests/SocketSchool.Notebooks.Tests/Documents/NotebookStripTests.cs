using System.Text;
using SocketSchool.Notebooks.Documents;

namespace SocketSchool.Notebooks.Tests.Documents;

public class NotebookStripTests
{
    const string Clean = """
        {
         "cells": [
          {
           "cell_type": "code",
           "execution_count": null,
           "id": "one",
           "metadata": {
            "polyglot_notebook": {
             "kernelName": "csharp"
            },
            "tags": [
             "setup"
            ]
           },
           "outputs": [],
           "source": [
            "1 + 1 // é"
           ]
          }
         ],
         "metadata": {
          "kernelspec": {
           "display_name": ".NET (C#)",
           "language": "C#",
           "name": ".net-csharp"
          },
          "language_info": {
           "name": "polyglot-notebook"
          },
          "polyglot_notebook": {
           "kernelInfo": {
            "defaultKernelName": "csharp",
            "items": [
             {
              "aliases": [],
              "name": "csharp"
             }
            ]
           }
          }
         },
         "nbformat": 4,
         "nbformat_minor": 5
        }

        """;

    [Fact]
    public void What_running_put_in_is_taken_out_and_the_bytes_are_those_before()
    {
        var run = Clean
            .Replace("\"execution_count\": null", "\"execution_count\": 3", StringComparison.Ordinal)
            .Replace("\"outputs\": []", "\"outputs\": [\n    {\n     \"name\": \"stdout\",\n     \"output_type\": \"stream\",\n     \"text\": [\n      \"2\\n\"\n     ]\n    }\n   ]", StringComparison.Ordinal);

        Assert.Equal(Clean, Strip(run, out var found));
        Assert.Equal(["outputs (cell 1)", "execution counts (cell 1)"], found);
    }

    [Fact]
    public void What_Jupyter_writes_on_save_is_taken_out()
    {
        var saved = Clean
            .Replace("   \"metadata\": {\n    \"poly", "   \"metadata\": {\n    \"editable\": true,\n    \"execution\": {\n     \"iopub.status.busy\": \"2026-01-01T00:00:00Z\"\n    },\n    \"jupyter\": {\n     \"outputs_hidden\": true\n    },\n    \"scrolled\": true,\n    \"slideshow\": {\n     \"slide_type\": \"\"\n    },\n    \"poly", StringComparison.Ordinal)
            .Replace("   \"name\": \"polyglot-notebook\"\n", "   \"file_extension\": \".cs\",\n   \"mimetype\": \"text/x-csharp\",\n   \"name\": \"C#\",\n   \"pygments_lexer\": \"csharp\",\n   \"version\": \"14.0\"\n", StringComparison.Ordinal);
        Assert.NotEqual(Clean, saved);

        Assert.Equal(Clean, Strip(saved, out var found));
        Assert.Equal(["metadata of tools (cell 1)", "metadata of tools at its end"], found);
    }

    [Fact]
    public void The_kernels_that_Polyglot_Notebooks_lists_on_save_are_taken_out_but_for_those_that_cells_name()
    {
        var saved = Clean.Replace(
            "     {\n      \"aliases\": [],\n      \"name\": \"csharp\"\n     }\n",
            "     {\n      \"aliases\": [\n       \"C#\",\n       \"c#\"\n      ],\n      \"languageName\": \"C#\",\n      \"name\": \"csharp\"\n     },\n     {\n      \"aliases\": [\n       \"F#\",\n       \"f#\"\n      ],\n      \"languageName\": \"F#\",\n      \"name\": \"fsharp\"\n     }\n",
            StringComparison.Ordinal);
        Assert.NotEqual(Clean, saved);

        Assert.Equal(Clean, Strip(saved, out var found));
        Assert.Equal(["metadata of tools at its end"], found);
    }

    [Fact]
    public void What_a_person_put_in_stays()
    {
        var own = Clean
            .Replace("    \"tags\"", "    \"editable\": false,\n    \"jupyter\": {\n     \"source_hidden\": true\n    },\n    \"slideshow\": {\n     \"slide_type\": \"slide\"\n    },\n    \"mine\": 1.50,\n    \"tags\"", StringComparison.Ordinal)
            .Replace("\"kernelspec\"", "\"authors\": [ \"Ada\" ],\n  \"kernelspec\"", StringComparison.Ordinal);

        Assert.Equal(own, Strip(own, out var found));
        Assert.Empty(found);
    }

    [Fact]
    public void A_notebook_in_another_language_keeps_what_it_says_of_its_language()
    {
        var python = "{\"nbformat\": 4, \"nbformat_minor\": 5, \"metadata\": {\"kernelspec\": {\"name\": \"python3\"}, \"language_info\": {\"name\": \"python\", \"version\": \"3.13\"}}, "
            + "\"cells\": [{\"cell_type\": \"code\", \"id\": \"a\", \"metadata\": {\"scrolled\": false}, \"execution_count\": 1, \"outputs\": [], \"source\": \"1\"}]}";

        var stripped = Strip(python, out _);

        Assert.Equal(python.Replace("\"execution_count\": 1", "\"execution_count\": null", StringComparison.Ordinal).Replace("{\"scrolled\": false}", "{}", StringComparison.Ordinal), stripped);
    }

    [Fact]
    public void What_is_no_notebook_is_refused() =>
        Assert.Throws<NotebookFormatException>(() => Strip("<<<<<<< HEAD\n{}", out _));

    static string Strip(string text, out IReadOnlyList<string> found) =>
        Encoding.UTF8.GetString(NotebookStrip.Apply(Encoding.UTF8.GetBytes(text), "test", out found));
}
