using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SocketSchool.Notebooks.Completion;

/// <summary>The place in a cell that a name is wanted for: what is being written there, and what stands before it.</summary>
/// <param name="From">Where the name begins, in the cell as the learner has it.</param>
/// <param name="Prefix">What of the name is written already.</param>
/// <param name="Tree">The cell with a name that nothing has in that place.</param>
/// <param name="Position">Where that name begins in it.</param>
/// <param name="Owner">What stands before the dot; <see langword="null"/> when none does.</param>
/// <param name="Initialized">What is created by the braces that the name stands in; <see langword="null"/> when it stands in none.</param>
internal sealed record CellPlace(int From, string Prefix, SyntaxTree Tree, int Position, ExpressionSyntax? Owner, ExpressionSyntax? Initialized)
{
    // A cell that is being written ends in the middle. With a name there, and the end of the statement where the line ends, the parser
    // need not guess: "client.", a line end and "await x" would otherwise be read as one expression.
    const string StandIn = "name_wanted_here__";

    const int Deepest = 250;

    /// <summary>Finds it.</summary>
    /// <param name="code">The cell.</param>
    /// <param name="at">An offset into it, at the end of what is written of the name.</param>
    /// <param name="options">How cells are parsed.</param>
    /// <returns><see langword="null"/> where no name can stand: in a comment, a text, a number or a directive, and in what is nested too deeply.</returns>
    public static CellPlace? Find(string code, int at, CSharpParseOptions options)
    {
        if (IsTooDeep(code))
            return null;
        var from = at;
        while (from > 0 && SyntaxFacts.IsIdentifierPartCharacter(code[from - 1]))
            from--;
        if (from < at && char.IsAsciiDigit(code[from]))
            return null;
        var to = at;
        while (to < code.Length && SyntaxFacts.IsIdentifierPartCharacter(code[to]))
            to++;
        var rest = code[to..];
        var end = rest.AsSpan().TrimStart(" \t\r") is [] or ['\n', ..] ? ";" : "";
        var place = At(code[..from], StandIn + end + rest, from, code[from..at], options);
        if (place is null || place.Owner is not null || !code.AsSpan(0, from).TrimEnd().EndsWith('.'))
            return place;
        // Behind a dot, and still nothing before it: the line above lacks its semicolon, and took this one for its own.
        var line = StartOfStatement(code, from);
        place = At($"{code.AsSpan(0, line)};\n{code.AsSpan(line, from - line)}", StandIn + end + rest, from, code[from..at], options);
        return place?.Owner is null ? null : place;
    }

    static CellPlace? At(string before, string after, int from, string prefix, CSharpParseOptions options)
    {
        var tree = CSharpSyntaxTree.ParseText(before + after, options);
        var token = tree.GetRoot().FindToken(before.Length);
        if (!token.IsKind(SyntaxKind.IdentifierToken) || token.ValueText != StandIn || token.Parent is not { } name)
            return null;
        var owner = name.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Name == name => access.Expression,
            MemberBindingExpressionSyntax binding => binding.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>()?.Expression,
            QualifiedNameSyntax qualified when qualified.Right == name => qualified.Left,
            _ => null,
        };
        return new(from, prefix, tree, before.Length, owner, owner is null ? InitializedBy(name) : null);
    }

    // Lines that begin with a dot go on with the one above.
    static int StartOfStatement(string code, int at)
    {
        var line = code.LastIndexOf('\n', Math.Max(0, at - 1)) + 1;
        while (line > 0 && code.AsSpan(line).TrimStart(" \t") is ['.' or '?', ..])
            line = code.LastIndexOf('\n', Math.Max(0, line - 2)) + 1;
        return line;
    }

    // The parser climbs down each bracket, not always with an eye on the end of the stack; a kernel must not end by being asked.
    static bool IsTooDeep(string code)
    {
        var (brackets, angles) = (0, 0);
        foreach (var letter in code)
        {
            switch (letter)
            {
                case '(' or '[' or '{':
                    brackets++;
                    break;
                case ')' or ']' or '}':
                    brackets = Math.Max(0, brackets - 1);
                    break;
                case '<':
                    angles++;
                    break;
                case '>':
                    angles = Math.Max(0, angles - 1);
                    break;
                // A "less than" is never closed.
                case ';':
                    angles = 0;
                    break;
            }

            if (brackets + angles > Deepest)
                return true;
        }

        return false;
    }

    static BaseObjectCreationExpressionSyntax? InitializedBy(SyntaxNode name)
    {
        // "{ Na" is a list of values until its "=" is written.
        var inBraces = name.Parent is AssignmentExpressionSyntax assignment && assignment.Left == name ? assignment.Parent : name.Parent;
        return inBraces is InitializerExpressionSyntax { Parent: BaseObjectCreationExpressionSyntax created } ? created : null;
    }
}
