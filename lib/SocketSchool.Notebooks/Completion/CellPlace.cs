using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SocketSchool.Notebooks.Completion;

/// <summary>The place in a cell that a name is wanted for: what is being written there, and what stands before it.</summary>
/// <param name="From">Where the name begins, in the cell as the learner has it.</param>
/// <param name="Prefix">What of the name is written already.</param>
/// <param name="Tree">The cell with a name that nothing has in that place.</param>
/// <param name="Owner">What stands before the dot; <see langword="null"/> when none does.</param>
/// <param name="Initialized">What is created by the braces that the name stands in; <see langword="null"/> when it stands in none.</param>
internal sealed record CellPlace(int From, string Prefix, SyntaxTree Tree, ExpressionSyntax? Owner, ExpressionSyntax? Initialized)
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
        var endsLine = code.AsSpan(to).TrimStart(" \t\r") is [] or ['\n', ..];
        var tree = CSharpSyntaxTree.ParseText($"{code.AsSpan(0, from)}{StandIn}{(endsLine ? ";" : "")}{code.AsSpan(to)}", options);
        var token = tree.GetRoot().FindToken(from);
        if (!token.IsKind(SyntaxKind.IdentifierToken) || token.ValueText != StandIn || token.Parent is not { } name)
            return null;
        var owner = name.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Name == name => access.Expression,
            MemberBindingExpressionSyntax binding => binding.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>()?.Expression,
            QualifiedNameSyntax qualified when qualified.Right == name => qualified.Left,
            _ => null,
        };
        return new(from, code[from..at], tree, owner, owner is null ? InitializedBy(name) : null);
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
