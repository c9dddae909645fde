using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SocketSchool.Notebooks.Kernels;

/// <summary>
/// Gives every loop of a cell a way out: at the start of each round it looks whether the cell was interrupted. Lines stay what they are.
/// </summary>
/// <remarks>
/// The runtime's own way, <c>ControlledExecution</c>, aborts a thread wherever it is; on Linux, .NET 10.0.12, that ended the process with
/// an unhandled PAL_SEHException in more than half of all tries for code that does more than spin.
/// </remarks>
internal static class LoopGuard
{
    static readonly string Class = "global::" + typeof(LoopCheck).FullName;

    /// <summary>The source with a check in each loop; <see langword="null"/> when there is no loop.</summary>
    public static string? Insert(SyntaxNode root, string code)
    {
        var inserts = new List<(int Position, string Text)>();
        foreach (var node in root.DescendantNodes())
        {
            var body = node switch
            {
                WhileStatementSyntax loop => loop.Statement,
                DoStatementSyntax loop => loop.Statement,
                ForStatementSyntax loop => loop.Statement,
                CommonForEachStatementSyntax loop => loop.Statement,
                _ => null,
            };
            if (body is BlockSyntax block)
            {
                inserts.Add((block.OpenBraceToken.Span.End, Check(node)));
            }
            else if (body is not null)
            {
                inserts.Add((body.SpanStart, "{" + Check(node)));
                inserts.Add((body.Span.End, "}"));
            }
        }

        if (inserts.Count == 0)
            return null;
        var guarded = new StringBuilder(code.Length + 64 * inserts.Count);
        var copied = 0;
        foreach (var (position, text) in inserts.OrderBy(insert => insert.Position))
        {
            guarded.Append(code, copied, position - copied).Append(text);
            copied = position;
        }

        return guarded.Append(code, copied, code.Length - copied).ToString();
    }

    // A field first: compiled for debugging, as cells are, a call that finds nothing to do would cost ten times as much. And plain
    // words: each thing that the compiler has not met before costs a kernel some milliseconds.
    static string Check(SyntaxNode loop) =>
        $"if ({Class}.IsWanted) {Class}.Look({(IsTopLevel(loop) ? "true" : "false")});";

    static bool IsTopLevel(SyntaxNode loop) => !loop.Ancestors().Any(node =>
        node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or (MemberDeclarationSyntax and not GlobalStatementSyntax));
}
