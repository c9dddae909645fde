namespace SocketSchool.Notebooks.Tests;

/// <summary>The files of Fixtures/ beside the tests.</summary>
static class Fixture
{
    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", name);

    public static string Text(string name) => File.ReadAllText(PathOf(name));
}
