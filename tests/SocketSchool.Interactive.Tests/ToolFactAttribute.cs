namespace SocketSchool.Interactive.Tests;

/// <summary>A test on the real tool. Where it is missing it is skipped by name, and fails under CI, which restores it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ToolFactAttribute : FactAttribute
{
    public ToolFactAttribute()
    {
        if (Environment.GetEnvironmentVariable("CI") != "true") Skip = InteractiveTool.WhyNot;
    }
}
