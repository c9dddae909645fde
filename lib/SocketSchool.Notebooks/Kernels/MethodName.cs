using System.Reflection;
using System.Text.RegularExpressions;
using SocketSchool.Notebooks.Formatting;

namespace SocketSchool.Notebooks.Kernels;

/// <summary>The name a learner gave a method, found again under the names that the compiler makes of it.</summary>
internal static partial class MethodName
{
    /// <summary><c>Box.Open(int)</c>; <see langword="null"/> for the top level of a cell.</summary>
    public static string? Of(MethodBase method)
    {
        var type = method.DeclaringType;
        var name = method.Name;
        var parameters = "(" + string.Join(", ", method.GetParameters().Select(p => TypeName.Of(p.ParameterType))) + ")";

        // An async method or iterator runs in a class of its own, named <Method>d__1.
        if (name is "MoveNext" && type is not null && Generated().Match(type.Name) is { Success: true } machine)
        {
            name = machine.Groups["name"].Value;
            if (machine.Groups["inner"].Value is { Length: > 0 } inner)
                name = inner;
            parameters = "()";
            type = type.DeclaringType;
            if (machine.Groups["lambda"].Success)
                name = "<lambda>";
        }

        // Lambdas are <Method>b__0_0, local functions <Method>g__Name|0_0, both perhaps in a closure class.
        if (Generated().Match(name) is { Success: true } generated)
            name = generated.Groups["inner"].Value is { Length: > 0 } local ? local
                : generated.Groups["lambda"].Success ? "<lambda>" : generated.Groups["name"].Value;
        while (type is not null && type.Name.StartsWith('<'))
            type = type.DeclaringType;

        if (name is "<lambda>")
            return "a lambda";
        var isSubmission = type?.DeclaringType is null && type?.Name.StartsWith("Submission#", StringComparison.Ordinal) == true;
        if (isSubmission)
            return name is "<Initialize>" or "<Factory>" or ".ctor" ? null : name + parameters;
        name = name is ".ctor" or ".cctor" ? $"new {TypeName.Of(type!)}" : $"{TypeName.Of(type!)}.{name}";
        return name + parameters;
    }

    [GeneratedRegex(@"^<(?<name><?[\w.]*>?)>(?:g__(?<inner>\w+)\||(?<lambda>b__)|d)")]
    private static partial Regex Generated();
}
