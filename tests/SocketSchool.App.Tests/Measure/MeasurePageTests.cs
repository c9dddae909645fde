using SocketSchool.App.Commands;

namespace SocketSchool.App.Tests;

/// <summary>The page that <c>--html</c> writes.</summary>
public sealed class MeasurePageTests
{
    static readonly Figure s_figure = Figure.Lines("A </script> & more", "x", "y").Add("mine", [1, 2], [3, 4]);

    [Fact]
    public void Without_plotly_it_has_pictures_tables_and_no_script_to_run()
    {
        var page = MeasurePage.Of("What & why", [s_figure], plotly: null);

        Assert.Contains("<h1>What &amp; why</h1>", page);
        Assert.Contains("<svg role=\"img\" aria-label=\"", page);
        Assert.Contains("The numbers", page);
        Assert.DoesNotContain("<script>", page);
    }

    [Fact]
    public void With_plotly_it_holds_script_and_data_and_fetches_nothing()
    {
        var page = MeasurePage.Of("t", [s_figure], plotly: "var Plotly = '</script>';");

        Assert.Contains("<script>var Plotly = '<\\/script>';</script>", page);
        // The data of the figure, the library, ours: nothing in one of them ends it early.
        Assert.Equal(3, page.Split("</script>").Length - 1);
        Assert.Contains("default-src 'none'", page);
        Assert.DoesNotContain("src=", page);
        Assert.DoesNotContain("https:", page);
    }

    [Fact]
    public void The_file_is_found_from_the_folder_of_the_built_program_and_missed_without_complaint()
    {
        using var folder = new TempFolder();
        var bin = Directory.CreateDirectory(folder.File("bin/Release/net10.0")).FullName;
        Assert.Null(PlotlyFile.Read(bin));

        folder.Write("Page/node_modules/plotly.js-basic-dist-min/plotly-basic.min.js", "the script");
        Assert.Equal("the script", PlotlyFile.Read(bin));
    }
}
