using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Events;

namespace SocketSchool.Interactive.Tests;

/// <summary>What one command to the kernel led to.</summary>
internal sealed class CellRun(KernelCommandResult result)
{
    public IReadOnlyList<KernelEvent> Events => result.Events;

    /// <summary>What went wrong; <see langword="null"/> when nothing did.</summary>
    public string? Error => result.Events.OfType<CommandFailed>().Select(failed => failed.Message).FirstOrDefault()
        ?? result.Events.OfType<ErrorProduced>().Select(error => error.Message).FirstOrDefault();

    /// <summary>Displayed and returned values, each by MIME type; console output is not among them.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Outputs =>
    [
        .. result.Events.OfType<DisplayEvent>()
            .Where(shown => shown is DisplayedValueProduced or ReturnValueProduced)
            .Select(shown => (IReadOnlyDictionary<string, string>)shown.FormattedValues.ToDictionary(value => value.MimeType, value => value.Value)),
    ];

    /// <summary>The text of the last value.</summary>
    public string Text => Outputs[^1]["text/plain"];

    /// <summary>What the editor would propose.</summary>
    public IReadOnlyList<CompletionItem> Completions =>
        [.. result.Events.OfType<CompletionsProduced>().SelectMany(produced => produced.Completions)];

    /// <summary>What the editor would say under the mouse.</summary>
    public string Hover => string.Concat(
        result.Events.OfType<HoverTextProduced>().SelectMany(produced => produced.Content).Select(content => content.Value));
}
