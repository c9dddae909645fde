namespace SocketSchool;

/// <summary>
/// Tells a notebook kernel how a class wants to be shown. .NET Interactive and the built-in kernel look for an attribute of this
/// <em>name</em> and read these two properties by reflection; no reference to either is needed.
/// </summary>
/// <param name="formatterSourceType">A type with a parameterless constructor and a method <c>CreateTypeFormatters()</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = true)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    public Type FormatterSourceType { get; } = formatterSourceType;

    public string[] PreferredMimeTypes { get; set; } = [];
}
