namespace SocketSchool.Page.Tests;

/// <summary>A test in a browser; where there is none, it says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PageFactAttribute : FactAttribute
{
    public PageFactAttribute() => Skip = Chromium.WhyNot;
}
