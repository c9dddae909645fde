using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace SocketSchool.Notebooks.Completion;

/// <summary>How a symbol is told to a learner.</summary>
internal static partial class SymbolText
{
    static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.MinimallyQualifiedFormat
        .WithMemberOptions(SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeConstantValue)
        .WithKindOptions(SymbolDisplayKindOptions.None)
        // Lessons are written without nullable annotations, and learners have not met them.
        .RemoveMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier)
        .WithLocalOptions(SymbolDisplayLocalOptions.IncludeType)
        .AddParameterOptions(SymbolDisplayParameterOptions.IncludeDefaultValue);

    /// <summary>The declaration in one line, with names as short as they may be written there.</summary>
    public static string Signature(ISymbol symbol, SemanticModel model, int at) => symbol switch
    {
        INamespaceSymbol => symbol.ToDisplayString(),
        INamedTypeSymbol { TypeKind: TypeKind.Delegate } => symbol.ToMinimalDisplayString(model, at, SymbolDisplayFormat.MinimallyQualifiedFormat),
        INamedTypeSymbol type => $"{KindOf(type)} {type.ToMinimalDisplayString(model, at, Format)}",
        // "default(CancellationToken)" says the type a second time.
        _ => DefaultOf().Replace(symbol.ToMinimalDisplayString(model, at, Format), "default"),
    };

    [GeneratedRegex(@"\bdefault\([^()]*\)")]
    private static partial Regex DefaultOf();

    /// <summary>What <see cref="Suggestion.Kind"/> calls it.</summary>
    public static string Kind(ISymbol symbol) => symbol switch
    {
        IMethodSymbol => "method",
        IPropertySymbol => "property",
        IEventSymbol => "event",
        // A cell's variable is a field of the class that the cell becomes.
        IFieldSymbol { ContainingType.IsScriptClass: true } => "variable",
        IFieldSymbol => "field",
        INamespaceSymbol => "namespace",
        ITypeSymbol => "type",
        _ => "variable",
    };

    static string KindOf(INamedTypeSymbol type) => type.TypeKind switch
    {
        TypeKind.Struct => type.IsRecord ? "record struct" : "struct",
        TypeKind.Interface => "interface",
        TypeKind.Enum => "enum",
        _ => type.IsRecord ? "record" : type.IsStatic ? "static class" : "class",
    };
}
