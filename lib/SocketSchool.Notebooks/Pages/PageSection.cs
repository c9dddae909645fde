using System.Text;

namespace SocketSchool.Notebooks.Pages;

/// <summary>A heading of a page and what stands under it, up to the next.</summary>
/// <param name="Level">1 to 6.</param>
/// <param name="Id">The heading's id in the page.</param>
/// <param name="Title">The heading as plain text.</param>
internal sealed record PageSection(int Level, string Id, string Title)
{
    /// <summary>The prose and the code under the heading as plain text.</summary>
    public StringBuilder Text { get; } = new();
}
