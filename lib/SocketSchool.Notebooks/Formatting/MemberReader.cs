using System.Reflection;

namespace SocketSchool.Notebooks.Formatting;

/// <summary>Reads the public properties and fields of an object, in the order they were declared, base class first.</summary>
internal static class MemberReader
{
    /// <summary>One member: its value, or what reading it threw.</summary>
    public readonly record struct Member(string Name, object? Value, Exception? Error);

    /// <summary>The first <paramref name="limit"/> members; <paramref name="left"/> is how many were left out.</summary>
    public static IReadOnlyList<Member> Read(object value, int limit, out int left)
    {
        var members = value.GetType()
            .GetMembers(BindingFlags.Public | BindingFlags.Instance)
            .Where(IsReadable)
            .OrderBy(member => Depth(member.DeclaringType!))
            .DistinctBy(member => member.Name)
            .ToList();
        left = Math.Max(0, members.Count - limit);
        return [.. members.Take(limit).Select(member => Read(value, member))];
    }

    static Member Read(object value, MemberInfo member)
    {
        try
        {
            return new(member.Name, member is PropertyInfo p ? p.GetValue(value) : ((FieldInfo)member).GetValue(value), null);
        }
        catch (Exception e)
        {
            return new(member.Name, null, e is TargetInvocationException { InnerException: { } inner } ? inner : e);
        }
    }

    // A ref struct (a Span) cannot be read by reflection and has no place in a table.
    static bool IsReadable(MemberInfo member) => member switch
    {
        PropertyInfo p => p.GetMethod is { IsPublic: true } && p.GetIndexParameters().Length == 0
            && !p.PropertyType.IsByRefLike && !p.PropertyType.IsPointer,
        FieldInfo f => !f.FieldType.IsByRefLike && !f.FieldType.IsPointer,
        _ => false,
    };

    static int Depth(Type type)
    {
        var depth = 0;
        for (var t = type.BaseType; t is not null; t = t.BaseType)
            depth++;
        return depth;
    }
}
