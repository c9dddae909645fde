namespace SocketSchool.App.Tests.Hosting;

/// <summary>A test with cases that needs these programs and says so by name where they are missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ProgramTheoryAttribute : TheoryAttribute
{
    public ProgramTheoryAttribute(params string[] programs)
    {
        Programs = programs;
        Skip = Hosting.Programs.WhyNot(programs);
    }

    public string[] Programs { get; }
}
