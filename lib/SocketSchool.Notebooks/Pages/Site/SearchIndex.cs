using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace SocketSchool.Notebooks.Pages;

/// <summary>
/// What the pages' search looks into, as a script: a page that was opened from a disk may load a script beside it, and no other file.
/// </summary>
internal sealed class SearchIndex
{
    static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    readonly List<string[]> entries = [];

    /// <summary>Adds a page's sections.</summary>
    public void Add(string pageName, string pageTitle, PageOutline outline)
    {
        foreach (var section in outline.Sections)
            entries.Add([pageName, section.Id, pageTitle, section.Level == 1 ? "" : section.Title, section.Text.ToString()]);
    }

    /// <summary>The script. It sets <c>searchIndex</c> to an array of [page, id, lesson, heading, text].</summary>
    public string ToScript() =>
        "window.searchIndex = [\n" + string.Join(",\n", entries.Select(entry => JsonSerializer.Serialize(entry, Options))) + "\n];\n";
}
