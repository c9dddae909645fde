using System.Reflection;
using System.Text.Json;
using SocketSchool.Notebooks.Formatting;

namespace SocketSchool.Notebooks.Kernels;

/// <summary>
/// Libraries that tell a notebook's page what they have going on, found by name and shape alone, so that neither needs a reference to
/// the other: a public static class with an attribute named <c>NotebookPanelAttribute</c> and a method
/// <c>public static string Describe(string query)</c>, JSON in, JSON out.
/// </summary>
internal sealed class PanelConvention
{
    const string AttributeName = "NotebookPanelAttribute";

    readonly List<Func<string, string?>> panels = [];
    int searched;

    /// <summary>Asks the first panel among the libraries.</summary>
    /// <param name="libraries">The libraries loaded so far, in the order they were: each is searched once.</param>
    /// <param name="query">What to ask.</param>
    /// <returns>Its answer, JSON; <c>{"error":...}</c> when it throws or answers with something else; null when there is no panel.</returns>
    public string? Ask(IReadOnlyList<Assembly> libraries, string query)
    {
        for (; searched < libraries.Count; searched++)
            panels.AddRange(Find(libraries[searched]));
        if (panels.Count == 0)
            return null;
        try
        {
            var answer = panels[0](query) ?? "null";
            using var check = JsonDocument.Parse(answer);
            return answer;
        }
        catch (JsonException e)
        {
            return Failed($"the panel's answer is not JSON: {e.Message}");
        }
        catch (Exception e)
        {
            return Failed($"the panel failed: {TypeName.Of(e.GetType())}: {e.Message}");
        }
    }

    /// <summary>The answer that says why there is none.</summary>
    public static string Failed(string reason) => $$"""{"error":"{{JsonEncodedText.Encode(reason)}}"}""";

    static IEnumerable<Func<string, string?>> Find(Assembly library)
    {
        try
        {
            return
            [
                .. library.GetExportedTypes()
                    .Where(type => type is { IsAbstract: true, IsSealed: true }
                        && type.CustomAttributes.Any(attribute => attribute.AttributeType.Name == AttributeName))
                    .Select(type => type.GetMethod("Describe", BindingFlags.Public | BindingFlags.Static, [typeof(string)]))
                    .Where(method => method?.ReturnType == typeof(string))
                    .Select(method => method!.CreateDelegate<Func<string, string?>>()),
            ];
        }
        catch (Exception e) when (e is IOException or TypeLoadException or BadImageFormatException or NotSupportedException)
        {
            // A library that lacks one of its own has no panel that could work.
            return [];
        }
    }
}
