using System.Text;
using System.Xml;
using Microsoft.CodeAnalysis;

namespace SocketSchool.Notebooks.Completion;

/// <summary>
/// The summaries of libraries' documentation files: the one beside the library, and for the framework those that come with the SDK.
/// Only what was asked for is kept; the files are read again for the rest.
/// </summary>
internal sealed class DocumentationText
{
    const int Longest = 400;

    // The framework's own types lie in libraries that programs do not refer to; their documentation goes by the names of those they do.
    static readonly string[] CoreFiles =
        ["System.Runtime", "System.Collections", "System.Threading", "System.Memory", "System.Runtime.Extensions", "System.Console"];

    readonly Dictionary<string, string> known = [];
    readonly Lazy<string?> framework = new(FrameworkFolder);

    /// <summary>Reads the summaries of some symbols.</summary>
    /// <param name="symbols">The symbols.</param>
    /// <param name="pathOf">The file of a library; <see langword="null"/> for a cell's.</param>
    public void Load(IEnumerable<ISymbol> symbols, Func<IAssemblySymbol, string?> pathOf)
    {
        var wanted = symbols.SelectMany(Sources)
            .Where(symbol => symbol.ContainingAssembly is not null)
            .Select(symbol => (Id: symbol.GetDocumentationCommentId(), Library: symbol.ContainingAssembly))
            .Where(one => one.Id is not null && !known.ContainsKey(one.Id))
            .GroupBy(one => one.Library, one => one.Id!, SymbolEqualityComparer.Default);
        foreach (var library in wanted)
        {
            var missing = library.ToHashSet(StringComparer.Ordinal);
            if (pathOf((IAssemblySymbol)library.Key!) is { } path)
            {
                foreach (var file in Files(path))
                    Read(file, missing);
            }

            // Asked for once is enough: what is not there will not be there the next time.
            foreach (var id in missing)
                known[id] = "";
        }
    }

    /// <summary>What is known of a symbol, or of what it overrides or implements; empty for nothing.</summary>
    public string Of(ISymbol symbol) =>
        Sources(symbol).Select(source => known.GetValueOrDefault(source.GetDocumentationCommentId() ?? "", "")).FirstOrDefault(text => text.Length > 0) ?? "";

    static IEnumerable<ISymbol> Sources(ISymbol symbol)
    {
        var declared = symbol is IMethodSymbol { ReducedFrom: { } extension } ? extension : symbol;
        declared = declared.OriginalDefinition;
        yield return declared;
        for (var member = Overridden(declared); member is not null; member = Overridden(member))
            yield return member.OriginalDefinition;
        if (declared is INamedTypeSymbol or INamespaceSymbol || declared.ContainingType is not { TypeKind: TypeKind.Class or TypeKind.Struct } type)
            yield break;
        foreach (var member in type.AllInterfaces.SelectMany(one => one.GetMembers(declared.Name)))
        {
            if (SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(member), declared))
                yield return member.OriginalDefinition;
        }
    }

    static ISymbol? Overridden(ISymbol symbol) => symbol switch
    {
        IMethodSymbol method => method.OverriddenMethod,
        IPropertySymbol property => property.OverriddenProperty,
        IEventSymbol one => one.OverriddenEvent,
        _ => null,
    };

    IEnumerable<string> Files(string library)
    {
        var beside = Path.ChangeExtension(library, ".xml");
        if (File.Exists(beside))
            return [beside];
        if (framework.Value is not { } folder)
            return [];
        var name = Path.GetFileNameWithoutExtension(library);
        var own = Path.Combine(folder, name + ".xml");
        return File.Exists(own) ? [own] : CoreFiles.Select(core => Path.Combine(folder, core + ".xml")).Where(File.Exists);
    }

    void Read(string file, HashSet<string> missing)
    {
        if (missing.Count == 0)
            return;
        try
        {
            using var xml = XmlReader.Create(file, new XmlReaderSettings { IgnoreComments = true, DtdProcessing = DtdProcessing.Prohibit });
            while (missing.Count > 0 && xml.ReadToFollowing("member"))
            {
                if (xml.GetAttribute("name") is { } id && missing.Remove(id))
                    known[id] = Summary(xml.ReadSubtree());
            }
        }
        catch (Exception e) when (e is XmlException or IOException or UnauthorizedAccessException)
        {
            // A name without its documentation is still a name.
        }
    }

    static string Summary(XmlReader member)
    {
        using var xml = member;
        if (!xml.ReadToFollowing("summary"))
            return "";
        var text = new StringBuilder();
        using var summary = xml.ReadSubtree();
        while (summary.Read())
        {
            switch (summary.NodeType)
            {
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    text.Append(summary.Value);
                    break;
                case XmlNodeType.Element when summary.IsEmptyElement:
                    text.Append(ShortName(summary.GetAttribute("cref")) ?? summary.GetAttribute("langword") ?? summary.GetAttribute("name") ?? " ");
                    break;
            }
        }

        var plain = string.Join(' ', text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return plain.Length <= Longest ? plain : plain[..(plain.LastIndexOf(' ', Longest) is > 0 and var end ? end : Longest)] + " ...";
    }

    // M:System.IO.Stream.ReadAsync(System.Byte[]) is told as Stream.ReadAsync, T:System.IO.Stream as Stream.
    static string? ShortName(string? cref)
    {
        if (cref is not [var kind, ':', .. var rest])
            return cref;
        var parts = rest.Split('(')[0].Split('.');
        var name = string.Join('.', parts.TakeLast(kind is 'T' or 'N' ? 1 : 2));
        var generic = name.IndexOf('`', StringComparison.Ordinal);
        return generic < 0 ? name : name[..generic];
    }

    static string? FrameworkFolder()
    {
        // .../shared/Microsoft.NETCore.App/10.0.1/ is where the framework runs from; the SDK keeps what describes it in .../packs/.
        var version = Environment.Version;
        var root = Path.GetFullPath(Path.Combine(Kernels.ScriptReferences.FrameworkFolder, "..", "..", ".."));
        var packs = Path.Combine(root, "packs", "Microsoft.NETCore.App.Ref");
        if (!Directory.Exists(packs))
            return null;
        return Directory.EnumerateDirectories(packs, $"{version.Major}.{version.Minor}.*")
            .Select(pack => Path.Combine(pack, "ref", $"net{version.Major}.{version.Minor}"))
            .LastOrDefault(Directory.Exists);
    }
}
