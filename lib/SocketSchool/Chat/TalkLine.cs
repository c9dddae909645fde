namespace SocketSchool;

/// <summary>Something said in a <see cref="Talk"/>.</summary>
/// <param name="Who">The name of who said it.</param>
/// <param name="Text">What was said.</param>
public readonly record struct TalkLine(string Who, string Text)
{
    /// <summary><c>Ada: hello</c>.</summary>
    public override string ToString() => $"{Who}: {Text}";
}
