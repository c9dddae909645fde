using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SocketSchool.Page.Tests;

/// <summary>What the page is made of, without a browser.</summary>
public sealed partial class PageFileTests
{
    private static readonly string s_page = Path.Combine(Repository.Folder, "lib", "SocketSchool.App", "Page");

    [Fact]
    public void Packages_are_pinned_and_the_lock_names_no_host()
    {
        var pinned = JsonNode.Parse(Read("package.json"))!["dependencies"]!.AsObject();
        var packages = JsonNode.Parse(Read("package-lock.json"))!["packages"]!.AsObject();

        Assert.All(pinned, entry => Assert.Equal(entry.Value!.ToString(), packages[$"node_modules/{entry.Key}"]!["version"]!.ToString()));
        Assert.DoesNotContain("resolved", Read("package-lock.json"), StringComparison.Ordinal);
        Assert.DoesNotContain("http", Read("packages.json"), StringComparison.Ordinal);
        foreach (var file in Files())
            Assert.Equal(packages[$"node_modules/{file["package"]}"]!["version"]!.ToString(), file["version"]!.ToString());
    }

    [PackagesFact]
    public void Files_of_the_packages_have_the_hashes_that_are_noted()
    {
        foreach (var file in Files())
        {
            var content = File.ReadAllBytes(Path.Combine(s_page, "node_modules", file["package"]!.ToString(), file["path"]!.ToString()));
            Assert.Equal("sha384-" + Convert.ToBase64String(SHA384.HashData(content)), file["integrity"]!.ToString());
        }
    }

    [PackagesFact]
    public void Every_import_of_a_package_is_in_the_import_map()
    {
        var known = Files().Select(file => file["specifier"]?.ToString()).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var sources = Files().Where(file => file["specifier"] is not null)
            .Select(file => Path.Combine(s_page, "node_modules", file["package"]!.ToString(), file["path"]!.ToString()))
            .Concat(Scripts());
        var imported = sources.SelectMany(path => Import().Matches(File.ReadAllText(path))).Select(match => match.Groups[1].Value)
            .Where(name => name[0] != '.');

        Assert.Empty(imported.Except(known));
    }

    [Fact]
    public void Lesson_preloads_exactly_the_modules_that_it_imports()
    {
        var preloaded = Preload().Matches(Read("lesson.html")).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal);

        Assert.Equal(Imported("lesson.js", []).Order(StringComparer.Ordinal), preloaded);
    }

    [Fact]
    public void Pages_have_no_inline_handler_no_inline_script_without_the_number_and_no_address_of_others()
    {
        foreach (var name in new[] { "lesson.html", "contents.html", "message.html" })
        {
            var html = Read(name);
            Assert.DoesNotMatch(@"\son\w+=", html);
            Assert.All(Script().Matches(html), script => Assert.Matches("nonce=|src=|application/json", script.Value));
            Assert.DoesNotMatch("(?:src|href)=\"(?:https?:)?//", html);
        }

        Assert.All(Scripts(), path => Assert.DoesNotMatch(@"\beval\(|new Function|document\.write|insertAdjacentHTML|outerHTML\s*=", File.ReadAllText(path)));
        // HTML becomes elements in one place only, which says whose HTML it may be.
        Assert.Equal(["dom.js"], Scripts().Where(path => File.ReadAllText(path).Contains("innerHTML", StringComparison.Ordinal)).Select(Path.GetFileName));
    }

    private static IEnumerable<string> Imported(string module, HashSet<string> seen)
    {
        foreach (Match match in Import().Matches(Read(Path.Combine("js", module))))
        {
            var name = match.Groups[1].Value;
            if (!name.StartsWith("./", StringComparison.Ordinal) || !seen.Add(name[2..])) continue;
            yield return name[2..];
            foreach (var deeper in Imported(name[2..], seen)) yield return deeper;
        }
    }

    private static string[] Scripts() => Directory.GetFiles(Path.Combine(s_page, "js"), "*.js");

    private static IEnumerable<JsonObject> Files() => JsonNode.Parse(Read("packages.json"))!["files"]!.AsArray().Select(file => file!.AsObject());

    private static string Read(string name) => File.ReadAllText(Path.Combine(s_page, name));

    [GeneratedRegex(@"^import[^;'""]*['""]([^'""]+)['""];", RegexOptions.Multiline)]
    private static partial Regex Import();

    [GeneratedRegex("<link rel=\"modulepreload\" href=\"{{assets}}js/([^\"]+)\">")]
    private static partial Regex Preload();

    [GeneratedRegex("<script[^>]*>")]
    private static partial Regex Script();
}
