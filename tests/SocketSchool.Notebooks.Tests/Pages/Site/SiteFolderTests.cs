using SocketSchool.Notebooks.Pages;

namespace SocketSchool.Notebooks.Tests.Pages.Site;

public class SiteFolderTests
{
    [Fact]
    public void A_folder_with_files_that_are_not_ours_is_refused_and_left_alone()
    {
        using var folder = new TempFolder();
        folder.File("mine.txt", "mine");

        Assert.Contains("not an export of ours", Assert.Throws<IOException>(() => SiteFolder.Open(folder.Path)).Message, StringComparison.Ordinal);
        Assert.Contains("is a file", Assert.Throws<IOException>(() => SiteFolder.Open(folder.File("mine.txt"))).Message, StringComparison.Ordinal);
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_later_export_replaces_the_earlier_and_keeps_what_somebody_added()
    {
        using var site = new SiteFixture().Lesson("01-one", "# 01 One").Lesson("02-two", "# 02 Two");
        site.Export();
        site.Write("out/mine.txt", "mine");
        using var smaller = new SiteFixture().Lesson("01-one", "# 01 Eins");

        Copy(site.Out, smaller.Out);
        smaller.Export();

        Assert.Contains("01 Eins", smaller.Page("01-one.html"), StringComparison.Ordinal);
        Assert.False(smaller.Has("02-two.html"));
        Assert.Equal("mine", smaller.Page("mine.txt"));
    }

    [Fact]
    public void A_list_that_was_tampered_with_deletes_nothing_outside()
    {
        using var site = new SiteFixture().Lesson("01-one", "# 01 One");
        site.Export();
        var outside = site.Write("precious.txt", "x");
        site.Write("out/.socketschool-export", "../precious.txt\n" + outside + "\n\n");

        site.Export();

        Assert.True(File.Exists(outside));
    }

    static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var path in Directory.GetFiles(from))
            File.Copy(path, Path.Combine(to, Path.GetFileName(path)));
    }
}
