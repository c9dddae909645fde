namespace SocketSchool;

/// <summary>
/// Tells a notebook's page that this public static class has a <c>public static string Describe(string query)</c>, JSON in, JSON out,
/// which it may call at any time on a thread of its own. Found by its <em>name</em>, so no reference to the page is needed.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class NotebookPanelAttribute : Attribute;
