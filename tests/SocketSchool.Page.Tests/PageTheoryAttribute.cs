namespace SocketSchool.Page.Tests;

/// <summary>A test in a browser for several cases; where there is no browser, it says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PageTheoryAttribute : TheoryAttribute
{
    public PageTheoryAttribute() => Skip = Chromium.WhyNot;
}
