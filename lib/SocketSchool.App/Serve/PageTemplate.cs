using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace SocketSchool.App.Serve;

/// <summary>Fills the <c>{{places}}</c> of a page. What is filled in is HTML already.</summary>
static partial class PageTemplate
{
    /// <summary>The page; a place that has no value is a mistake of ours, and throws.</summary>
    public static byte[] Fill(byte[] template, IReadOnlyDictionary<string, string> values) =>
        Encoding.UTF8.GetBytes(Place().Replace(Encoding.UTF8.GetString(template), match => values[match.Groups[1].Value]));

    /// <summary>Text as HTML.</summary>
    public static string Escape(string text) => WebUtility.HtmlEncode(text);

    [GeneratedRegex(@"\{\{([a-zA-Z]+)\}\}")]
    private static partial Regex Place();
}
