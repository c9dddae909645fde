using System.Net;
using System.Text.RegularExpressions;

namespace SocketSchool.Lessons.Tests;

/// <summary>What must hold for every page of an exported site.</summary>
internal sealed partial class SiteCheck(string folder)
{
    private readonly Dictionary<string, string> _pages = Directory.GetFiles(folder, "*.html")
        .ToDictionary(path => Path.GetFileName(path), File.ReadAllText, StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Pages => _pages;

    public void EveryPageIsSound()
    {
        Assert.NotEmpty(_pages);
        foreach (var (name, page) in _pages)
        {
            HasOneTitleAndNoGapBetweenHeadings(name, page);
            HasLandmarksAndALanguage(name, page);
            HasNoIdTwice(name, page);
            AsksNobodyForAnything(name, page);
            LeadsSomewhere(name, page);
            CanBeReadWithoutSeeing(name, page);
        }
    }

    private static void HasOneTitleAndNoGapBetweenHeadings(string name, string page)
    {
        var levels = Heading().Matches(page).Select(match => int.Parse(match.Groups[1].Value, null)).ToArray();
        Assert.True(levels.Length > 0 && levels[0] == 1 && levels.Count(level => level == 1) == 1, $"{name}: headings {string.Join(' ', levels)}");
        for (var i = 1; i < levels.Length; i++)
        {
            Assert.True(levels[i] <= levels[i - 1] + 1, $"{name}: heading {i + 1} jumps from level {levels[i - 1]} to {levels[i]}");
        }
    }

    private static void HasLandmarksAndALanguage(string name, string page)
    {
        foreach (var part in new[]
        {
            "<html lang=\"en\">", "<title>", "<header ", "<main id=\"main\"", "<footer>", "<a class=\"skip\" href=\"#main\">", "role=\"search\"",
            "<label for=\"site-search\">", "default-src 'none'", "name=\"viewport\"", "content=\"light dark\"",
        })
        {
            Assert.True(page.Contains(part, StringComparison.Ordinal), $"{name}: {part} is missing");
        }

        Assert.All(Nav().Matches(page), nav => Assert.Contains("aria-label=", nav.Value, StringComparison.Ordinal));
    }

    private static void HasNoIdTwice(string name, string page)
    {
        var twice = Id().Matches(page).GroupBy(match => match.Groups[1].Value).Where(group => group.Count() > 1).Select(group => group.Key);
        Assert.True(!twice.Any(), $"{name}: ids that are there twice: {string.Join(", ", twice)}");
    }

    private void AsksNobodyForAnything(string name, string page)
    {
        foreach (var (tag, address) in Loaded().Matches(page).Select(match => (match.Value, WebUtility.HtmlDecode(match.Groups[1].Value))))
        {
            Assert.True(
                address.StartsWith("data:", StringComparison.Ordinal) || (IsLocal(address) && File.Exists(Path.Combine(folder, Uri.UnescapeDataString(address)))),
                $"{name}: {tag} is not in the site");
        }

        Assert.DoesNotMatch(@"(?i)url\((?!#|[""']?#)|@import|<iframe|<object|<embed|<base |srcset=|http-equiv=""refresh""", page);
        foreach (var sheet in Directory.GetFiles(folder, "*.css")) Assert.DoesNotMatch(@"(?i)url\(|@import", File.ReadAllText(sheet));
        Assert.DoesNotMatch(@"fetch\(|XMLHttpRequest|WebSocket|sendBeacon|import\(|https?:", File.ReadAllText(Path.Combine(folder, "site.js")));
    }

    private void LeadsSomewhere(string name, string page)
    {
        foreach (var address in Link().Matches(page).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)))
        {
            if (!IsLocal(address)) continue;
            var parts = address.Split('#', 2);
            var target = parts[0].Length == 0 ? name : Uri.UnescapeDataString(parts[0]);
            Assert.True(File.Exists(Path.Combine(folder, target)), $"{name}: {address} leads nowhere");
            if (parts.Length < 2) continue;
            Assert.True(
                Id().Matches(_pages[target]).Any(match => match.Groups[1].Value == Uri.UnescapeDataString(parts[1])), $"{name}: {address} has no such place");
        }
    }

    private static void CanBeReadWithoutSeeing(string name, string page)
    {
        foreach (Match image in Image().Matches(page)) Assert.True(AltText().IsMatch(image.Value), $"{name}: no text for {image.Value}");
        foreach (Match drawing in Drawing().Matches(page))
        {
            Assert.True(
                drawing.Value.Contains("aria-hidden=\"true\"", StringComparison.Ordinal)
                    || (drawing.Value.Contains("role=\"img\"", StringComparison.Ordinal) && drawing.Value.Contains("aria-label", StringComparison.Ordinal)),
                $"{name}: no text for {drawing.Value}");
        }

        Assert.All(Fold().Matches(page), fold => Assert.StartsWith("<summary", fold.Groups[1].Value));
        Assert.DoesNotMatch("tabindex=\"[1-9]", page);
    }

    private static bool IsLocal(string address) => !Uri.TryCreate(address, UriKind.Absolute, out _) && !address.StartsWith("//", StringComparison.Ordinal);

    [GeneratedRegex("<h([1-6])[ >]")]
    private static partial Regex Heading();

    [GeneratedRegex("<nav[^>]*>")]
    private static partial Regex Nav();

    [GeneratedRegex("<[a-z0-9]+\\b[^>]* id=\"([^\"]+)\"")]
    private static partial Regex Id();

    [GeneratedRegex("<(?:img|script|link|source|video|audio|use|image)\\b[^>]* (?:src|href)=\"([^\"]*)\"[^>]*>")]
    private static partial Regex Loaded();

    [GeneratedRegex("<a\\b[^>]* href=\"([^\"]*)\"")]
    private static partial Regex Link();

    [GeneratedRegex("<img\\b[^>]*>")]
    private static partial Regex Image();

    [GeneratedRegex(" alt=\"[^\"]{3,}\"")]
    private static partial Regex AltText();

    [GeneratedRegex("<svg\\b[^>]*>")]
    private static partial Regex Drawing();

    [GeneratedRegex("<details\\b[^>]*>\\s*(.{0,10})", RegexOptions.Singleline)]
    private static partial Regex Fold();
}
