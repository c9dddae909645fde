using System.Runtime.CompilerServices;

namespace SocketSchool.Tests;

/// <summary>The checks that these tests run are nobody's progress.</summary>
internal static class ProgressOff
{
    [ModuleInitializer]
    internal static void Set() => Environment.SetEnvironmentVariable(ProgressPlace.Variable, "off");
}
