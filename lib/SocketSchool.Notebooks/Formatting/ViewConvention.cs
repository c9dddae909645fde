using System.Collections;
using System.Globalization;
using System.Reflection;

namespace SocketSchool.Notebooks.Formatting;

/// <summary>
/// Values that draw themselves, found by the conventions of .NET Interactive (an attribute named <c>TypeFormatterSourceAttribute</c>)
/// and of Verso (<c>string ToHtml()</c>), by name and shape alone, so that a view needs a reference to no kernel.
/// </summary>
internal static class ViewConvention
{
    /// <summary>The value's own forms, or <see langword="null"/> when it has none.</summary>
    public static MimeBundle? Draw(object value)
    {
        try
        {
            var forms = FromFormatterSource(value) ?? FromToHtml(value);
            if (forms is null or { Count: 0 })
                return null;
            if (!forms.ContainsKey(MimeBundle.PlainText))
                forms[MimeBundle.PlainText] = value.ToString() ?? TypeName.Of(value.GetType());
            return new MimeBundle(forms);
        }
        catch (Exception e)
        {
            var cause = e is TargetInvocationException { InnerException: { } inner } ? inner : e;
            return MimeBundle.Of(
                $"({TypeName.Of(value.GetType())} could not be drawn: {TypeName.Of(cause.GetType())}: {cause.Message})");
        }
    }

    static Dictionary<string, string>? FromFormatterSource(object value)
    {
        var attribute = AttributeOf(value.GetType());
        if (attribute is null)
            return null;
        var sourceType = (Type)Property(attribute, "FormatterSourceType")!;
        var preferred = Property(attribute, "PreferredMimeTypes") as string[] ?? [];
        var source = Activator.CreateInstance(sourceType, nonPublic: true)!;
        var formatters = (IEnumerable)sourceType.GetMethod("CreateTypeFormatters", Type.EmptyTypes)!.Invoke(source, null)!;
        var forms = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var formatter in formatters)
        {
            var mimeType = (string)Property(formatter, "MimeType")!;
            var format = formatter.GetType().GetMethod("Format", [typeof(object), typeof(TextWriter)])!;
            using var writer = new StringWriter(CultureInfo.InvariantCulture);
            if (!forms.ContainsKey(mimeType) && format.Invoke(formatter, [value, writer]) is true)
                forms[mimeType] = writer.ToString();
        }

        return forms.OrderBy(form => Array.IndexOf(preferred, form.Key) is >= 0 and var rank ? rank : int.MaxValue)
            .ToDictionary(StringComparer.Ordinal);
    }

    static Dictionary<string, string>? FromToHtml(object value) =>
        value.GetType().GetMethod("ToHtml", BindingFlags.Public | BindingFlags.Instance, Type.EmptyTypes) is { } method
        && method.ReturnType == typeof(string) && method.Invoke(value, null) is string html
            ? new(StringComparer.Ordinal) { [MimeBundle.Html] = html }
            : null;

    static Attribute? AttributeOf(Type type)
    {
        for (var t = type; t is not null; t = t.BaseType)
        {
            if (t.GetCustomAttributes(inherit: false).FirstOrDefault(a => a.GetType().Name == "TypeFormatterSourceAttribute")
                is Attribute attribute)
                return attribute;
        }

        return null;
    }

    static object? Property(object target, string name) => target.GetType().GetProperty(name)?.GetValue(target);
}
