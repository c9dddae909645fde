using System.ComponentModel;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SocketSchool.Notebooks.Completion;

/// <summary>
/// Finds the names that may stand at a place of a cell, as the compiler sees it after the cells that were run. Nothing is run for it.
/// </summary>
internal sealed class CellCompletion
{
    // Without a dot, thousands of types are in reach: only as many are told as anybody looks through.
    const int Most = 300;

    // Of the forms of a method; Console.WriteLine has 18.
    const int MostForms = 5;

    readonly DocumentationText documentation = new();

    /// <summary>Finds them.</summary>
    /// <param name="place">The place.</param>
    /// <param name="compilation">The cell's, with those before it.</param>
    public SuggestionList Complete(CellPlace place, CSharpCompilation compilation)
    {
        var model = compilation.GetSemanticModel(place.Tree);
        var (symbols, unknown) = Reachable(place, model);
        var groups = symbols
            // The name first: most of thousands end there, before their attributes are read from their library.
            .Where(symbol => Begins(symbol.Name, place.Prefix) && symbol.CanBeReferencedByName && !symbol.IsImplicitlyDeclared && !IsHidden(symbol))
            .GroupBy(symbol => symbol.Name, StringComparer.Ordinal)
            .Select(group => (Forms: SimplestFirst(group), Rank: group.Min(symbol => Rank(symbol, place))))
            .OrderBy(one => one.Rank).ThenBy(one => one.Forms[0].Name, StringComparer.OrdinalIgnoreCase)
            .Take(Most).ToList();
        documentation.Load(groups.Select(one => one.Forms[0]), library => (compilation.GetMetadataReference(library) as PortableExecutableReference)?.FilePath);
        return new(
            place.From,
            [
                .. groups.Select(one => new Suggestion(
                    one.Forms[0].Name, SymbolText.Kind(one.Forms[0]),
                    [.. one.Forms.Take(MostForms).Select(form => SymbolText.Signature(form, model, place.Position))],
                    one.Forms.Count, documentation.Of(one.Forms[0]), one.Rank)),
            ],
            place.Owner is not null || place.Initialized is not null,
            unknown);
    }

    static (IEnumerable<ISymbol> Symbols, bool Unknown) Reachable(CellPlace place, SemanticModel model)
    {
        if (place.Owner is { } owner)
            return OfOwner(owner, place.Position, model);
        if (place.Initialized is { } created)
        {
            var type = model.GetTypeInfo(created).Type;
            return type is null or IErrorTypeSymbol ? ([], true) : (model.LookupSymbols(place.Position, type).Where(CanBeSet), false);
        }

        var all = model.LookupSymbols(place.Position);
        return (place.Prefix.Length > 0 ? all : all.Where(IsForemost), false);
    }

    // What one may want before the first letter: what cells have made, and this series' own library. For the rest, a letter.
    static bool IsForemost(ISymbol symbol) =>
        symbol is not INamespaceOrTypeSymbol || symbol.ContainingType is { IsScriptClass: true } || symbol.ContainingNamespace?.Name == "SocketSchool";

    static (IEnumerable<ISymbol> Symbols, bool Unknown) OfOwner(ExpressionSyntax owner, int at, SemanticModel model)
    {
        var symbol = model.GetSymbolInfo(owner).Symbol;
        var type = model.GetTypeInfo(owner).Type;
        if (symbol is null && owner.Parent is QualifiedNameSyntax)
        {
            // "client.Name;" alone in its line may be read as a type's name; the learner means the variable.
            var asValue = SyntaxFactory.ParseExpression(owner.ToString());
            symbol = model.GetSpeculativeSymbolInfo(owner.SpanStart, asValue, SpeculativeBindingOption.BindAsExpression).Symbol;
            type = model.GetSpeculativeTypeInfo(owner.SpanStart, asValue, SpeculativeBindingOption.BindAsExpression).Type;
        }

        switch (symbol)
        {
            case INamespaceSymbol space:
                return (model.LookupNamespacesAndTypes(at, space), false);
            case ITypeSymbol named:
                // "Console.Equals" is object's, and only ever meets those who look for something else.
                return (model.LookupStaticMembers(at, named).Where(member => member.ContainingType?.SpecialType != SpecialType.System_Object), false);
        }

        if (type is null or IErrorTypeSymbol)
            return ([], true);
        var members = model.LookupSymbols(at, type, includeReducedExtensionMethods: true)
            .Where(member => !member.IsStatic || member is IMethodSymbol { ReducedFrom: not null });
        return (members.Where(member => member is not ITypeSymbol), false);
    }

    static bool CanBeSet(ISymbol member) => !member.IsStatic && member switch
    {
        IPropertySymbol { IsIndexer: false } property => property.SetMethod is not null,
        IFieldSymbol field => !field.IsReadOnly && !field.IsConst,
        _ => false,
    };

    static bool Begins(string name, string prefix) => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);

    // "EditorBrowsable(Never)" is how a library says that a member is there for the compiler's sake.
    static bool IsHidden(ISymbol symbol) => symbol.GetAttributes().Any(attribute =>
        (attribute.AttributeClass?.Name == nameof(EditorBrowsableAttribute) && attribute.ConstructorArguments is [{ Value: (int)EditorBrowsableState.Never }])
        || attribute.AttributeClass?.Name == nameof(ObsoleteAttribute));

    static List<ISymbol> SimplestFirst(IEnumerable<ISymbol> group)
    {
        var all = group.OrderBy(symbol => symbol is IMethodSymbol method ? method.Parameters.Length : 0).ToList();
        // Of a type and its generic sister, or a variable and what it hides, the first is told.
        return all[0] is IMethodSymbol ? [.. all.Where(symbol => symbol is IMethodSymbol)] : [all[0]];
    }

    static int Rank(ISymbol symbol, CellPlace place)
    {
        if (place.Owner is null)
            return symbol switch { INamespaceSymbol => 2, ITypeSymbol => 1, _ => 0 };
        return symbol.ContainingType?.SpecialType is SpecialType.System_Object or SpecialType.System_ValueType or SpecialType.System_Enum || IsOfTheOldPattern(symbol) ? 2
            : symbol is IMethodSymbol { ReducedFrom: not null } ? 1
            : 0;
    }

    // BeginReceive and EndReceive: from before there was await.
    static bool IsOfTheOldPattern(ISymbol symbol) => symbol is IMethodSymbol method
        && (method.ReturnType.Name == nameof(IAsyncResult) || method.Parameters.Any(parameter => parameter.Type.Name == nameof(IAsyncResult)));
}
