namespace SocketSchool.Tests;

public class ProgressPlaceTests
{
    private static readonly string s_user = Path.Combine(Path.GetTempPath(), "somebody");

    [Fact]
    public void Beside_the_lessons_when_the_kernel_runs_there()
    {
        using var folder = new ProgressFolder(("00-start-here.ipynb", "00", []));

        Assert.Equal(folder.Place, ProgressPlace.Find(null, folder.Root, "", s_user));
    }

    [Fact]
    public void Beside_the_lessons_when_a_notebook_elsewhere_uses_the_checkouts_library()
    {
        using var folder = new ProgressFolder();
        var lessons = Directory.CreateDirectory(folder.PathOf("notebooks")).FullName;
        File.WriteAllText(Path.Combine(lessons, "00-start-here.ipynb"), "{}");
        var library = Directory.CreateDirectory(folder.PathOf(Path.Combine("lib", "bin"))).FullName;

        Assert.Equal(new ProgressPlace(Path.Combine(lessons, ".progress.json"), lessons), ProgressPlace.Find(null, folder.Root, library, s_user));
    }

    [Fact]
    public void In_the_users_folder_when_no_lessons_are_near()
    {
        using var folder = new ProgressFolder();

        Assert.Equal(
            new ProgressPlace(Path.Combine(s_user, "SocketSchool", "progress.json"), null), ProgressPlace.Find("", folder.Root, folder.Root, s_user));
        Assert.Equal(new ProgressPlace(null, null), ProgressPlace.Find(null, folder.Root, "", ""));
    }

    [Fact]
    public void Where_the_environment_variable_says_or_nowhere()
    {
        using var folder = new ProgressFolder(("00-start-here.ipynb", "00", []));
        var mine = folder.PathOf("mine.json");

        Assert.Equal(new ProgressPlace(mine, folder.Root), ProgressPlace.Find(mine, folder.Root, "", s_user));
        Assert.Equal(new ProgressPlace(mine, folder.Root), ProgressPlace.Find("mine.json", folder.Root, "", s_user));
        Assert.Equal(new ProgressPlace(null, folder.Root), ProgressPlace.Find("OFF", folder.Root, "", s_user));
    }
}
