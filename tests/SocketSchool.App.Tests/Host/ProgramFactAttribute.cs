namespace SocketSchool.App.Tests.Hosting;

/// <summary>A test that needs these programs and says so by name where they are missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ProgramFactAttribute : FactAttribute
{
    public ProgramFactAttribute(params string[] programs)
    {
        Programs = programs;
        Skip = Hosting.Programs.WhyNot(programs);
    }

    public string[] Programs { get; }
}
