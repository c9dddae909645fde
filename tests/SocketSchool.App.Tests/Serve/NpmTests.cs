using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SocketSchool.App.Serve;

namespace SocketSchool.App.Tests.Serve;

/// <summary>What the page takes from npm: listed files with the listed content, from this machine, a CDN, or not at all.</summary>
public class NpmTests
{
    static readonly PageFiles Built = new(null);

    static IReadOnlyList<NpmFile> Listed()
    {
        using var list = JsonDocument.Parse(Built.Read("packages.json"));
        return [.. list.RootElement.GetProperty("files").EnumerateArray().Select(file => file.Deserialize<NpmFile>()!)];
    }

    // A list of one file, and the file.
    static (PageFiles Page, string Folder) Prepare(TempFolder folder, string content, string hashed)
    {
        var hash = "sha384-" + Convert.ToBase64String(SHA384.HashData(Encoding.UTF8.GetBytes(hashed)));
        folder.Write("page/packages.json", $$"""{"files":[{"specifier":"a","package":"@x/a","version":"1.2.3","path":"dist/index.js","integrity":"{{hash}}"}]}""");
        folder.Write("node_modules/@x/a/dist/index.js", content);
        folder.Write("node_modules/@x/a/secret.js", "secret");
        return (new PageFiles(folder.File("page")), folder.File("node_modules"));
    }

    [Fact]
    public void Files_of_this_machine_are_served_when_they_are_what_the_list_says()
    {
        using var folder = new TempFolder();
        var (page, modules) = Prepare(folder, "export {}", "export {}");

        var npm = new NpmFiles(page, NpmSource.Any, modules);

        Assert.Equal("local", npm.Mode);
        Assert.Equal("", npm.ScriptSource);
        Assert.Equal("export {}", Encoding.UTF8.GetString(npm.Read("@x/a@1.2.3/dist/index.js")!));
        Assert.Null(npm.Read("@x/a@1.2.3/secret.js"));
        Assert.Contains("\"a\":\"../npm/@x/a@1.2.3/dist/index.js\"", npm.ImportMap("../"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_what_the_list_says_is_not_served()
    {
        using var folder = new TempFolder();
        var (page, modules) = Prepare(folder, "alert('changed')", "export {}");

        Assert.Equal("cdn", new NpmFiles(page, NpmSource.Any, modules).Mode);
        Assert.Equal("none", new NpmFiles(page, NpmSource.NoCdn, modules).Mode);
        Assert.Null(new NpmFiles(page, NpmSource.Any, modules).Read("@x/a@1.2.3/dist/index.js"));
    }

    [Fact]
    public void Without_the_files_the_same_versions_come_from_the_CDN_with_their_hashes()
    {
        var npm = new NpmFiles(Built, NpmSource.Any, "/nowhere");

        using var map = JsonDocument.Parse(npm.ImportMap("../"));
        var listed = Listed().Where(file => file.Specifier is not null).ToList();
        Assert.Equal("cdn", npm.Mode);
        Assert.Equal(NpmFiles.Cdn, npm.ScriptSource);
        Assert.NotEmpty(listed);
        foreach (var file in listed)
        {
            var address = map.RootElement.GetProperty("imports").GetProperty(file.Specifier!).GetString()!;
            Assert.Equal($"{NpmFiles.Cdn}{file.Package}@{file.Version}/{file.Path}", address);
            Assert.Equal(file.Integrity, map.RootElement.GetProperty("integrity").GetProperty(address).GetString());
        }

        using var settings = JsonDocument.Parse(npm.Settings("../", "../assets/x/", "03-echo", "03 Echo"));
        Assert.StartsWith(NpmFiles.Cdn, settings.RootElement.GetProperty("plotly").GetProperty("src").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("sha384-", settings.RootElement.GetProperty("plotly").GetProperty("integrity").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NoCdn")]
    [InlineData("Offline")]
    public void Forbidden_the_CDN_the_page_does_without(string source)
    {
        var npm = new NpmFiles(Built, Enum.Parse<NpmSource>(source), "/nowhere");

        using var settings = JsonDocument.Parse(npm.Settings("./", "./assets/x/", null, "SocketSchool"));
        Assert.Equal("none", npm.Mode);
        Assert.Equal("", npm.ScriptSource);
        Assert.Equal("{\"imports\":{},\"integrity\":{}}", npm.ImportMap("./"));
        Assert.Equal(JsonValueKind.Null, settings.RootElement.GetProperty("plotly").ValueKind);
    }

    [Fact]
    public void Text_in_the_settings_cannot_end_the_element_that_it_stands_in()
    {
        var settings = new NpmFiles(Built, NpmSource.Offline).Settings("./", "./assets/x/", "a", "</script><script>alert(1)</script>");

        Assert.DoesNotContain('<', settings);
    }

    [Fact]
    public void Every_listed_file_is_pinned_by_a_version_and_a_hash_and_the_lock_file_names_the_same_version()
    {
        var locked = JsonDocument.Parse(File.ReadAllText(Path.Combine(PageSource(), "package-lock.json"))).RootElement.GetProperty("packages");

        Assert.All(Listed(), file =>
        {
            Assert.Matches("^sha384-[A-Za-z0-9+/]{64}$", file.Integrity);
            Assert.Equal(file.Version, locked.GetProperty($"node_modules/{file.Package}").GetProperty("version").GetString());
        });
    }

    [Fact]
    public void What_npm_fetched_is_what_the_list_says()
    {
        var modules = Path.Combine(PageSource(), "node_modules");
        // Without npm nothing was fetched, and the page takes the CDN's: then there is nothing to compare.
        if (!Directory.Exists(modules))
            return;

        Assert.All(Listed(), file =>
        {
            var content = File.ReadAllBytes(Path.Combine(modules, file.Package, file.Path));
            Assert.Equal(file.Integrity, "sha384-" + Convert.ToBase64String(SHA384.HashData(content)));
        });
    }

    static string PageSource()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Path.Combine(folder.FullName, "lib", "SocketSchool.App", "Page") is var page && Directory.Exists(page))
                return page;
        }

        throw new DirectoryNotFoundException("lib/SocketSchool.App/Page");
    }
}
