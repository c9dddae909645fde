namespace SocketSchool.Notebooks.Pages;

/// <summary>Where the links and pictures of a page's Markdown lead.</summary>
internal interface IPageLinks
{
    /// <summary>The address of a picture as the page is to have it; <see langword="null"/> when the page does not have that picture.</summary>
    string? Picture(string url);

    /// <summary>The address that a link is to have; <see langword="null"/> when there is nothing to link to, and its text stays.</summary>
    string? Page(string url);
}
