using System.Collections;
using Microsoft.DotNet.Interactive;

namespace SocketSchool.Interactive;

/// <summary>The variables of the notebook's C# cells.</summary>
/// <remarks>
/// Read by name and shape: the C# kernel's own assembly depends on the compiler, and no more of it is needed than one property.
/// </remarks>
internal static class CellVariables
{
    /// <summary>Names and values in the order they were declared; a name that was declared again comes again.</summary>
    public static IEnumerable<(string Name, object? Value)> Of(Kernel root)
    {
        IEnumerable<Kernel> kernels = root is CompositeKernel composite ? composite.ChildKernels : [root];
        foreach (var kernel in kernels)
        {
            if (Read(Read(kernel, "ScriptState"), "Variables") is not IEnumerable variables) continue;
            foreach (var variable in variables)
            {
                if (Read(variable, "Name") is string name) yield return (name, Read(variable, "Value"));
            }
        }
    }

    private static object? Read(object? target, string property) => target?.GetType().GetProperty(property)?.GetValue(target);
}
