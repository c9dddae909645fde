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
        var (type, name) = (method.DeclaringType, method.Name);
        var parameters = "(" + string.Join(", ", method.GetParameters().Select(p => TypeName.Of(p.ParameterType))) + ")";
        // An async method or iterator runs in a class of its own, which the method is known from.
        if (name == "MoveNext" && type is not null && StateMachine().Match(type.Name) is { Success: true } machine)
            (type, name, parameters) = (type.DeclaringType, machine.Groups["method"].Value, "()");
        if (Lambda().IsMatch(name))
            return "a lambda";
        if (LocalFunction().Match(name) is { Success: true } local)
            return local.Groups["name"].Value + parameters;

        // What a lambda caught stands in a class that the compiler made too.
        while (type is not null && type.Name.StartsWith('<'))
            type = type.DeclaringType;
        if (type is null)
            return name + parameters;
        if (type.DeclaringType is null && type.Name.StartsWith(CellCompiler.ClassName, StringComparison.Ordinal))
            return name is "<Initialize>" or "<Factory>" or ".ctor" ? null : name + parameters;
        return (name is ".ctor" or ".cctor" ? $"new {TypeName.Of(type)}" : $"{TypeName.Of(type)}.{name}") + parameters;
    }

    // Of the method OpenAsync: <OpenAsync>d__1, of a lambda in it: <<OpenAsync>b__1_0>d.
    [GeneratedRegex(@"^<(?<method>.+)>d(__[\d_#]+)?$")]
    private static partial Regex StateMachine();

    // <OpenAsync>b__1_0
    [GeneratedRegex(@"^<.*>b__")]
    private static partial Regex Lambda();

    // <OpenAsync>g__Inner|1_0
    [GeneratedRegex(@"^<.*>g__(?<name>\w+)\|")]
    private static partial Regex LocalFunction();
}
