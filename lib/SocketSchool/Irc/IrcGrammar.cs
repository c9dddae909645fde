namespace SocketSchool;

/// <summary>The rules of RFC 2812, section 2.3.1, for the parts of a line.</summary>
internal static class IrcGrammar
{
    public static bool IsCommand(ReadOnlySpan<char> command)
    {
        if (command.Length == 3 && !command.ContainsAnyExceptInRange('0', '9')) return true;
        foreach (var letter in command)
        {
            if (!char.IsAsciiLetter(letter)) return false;
        }

        return command.Length > 0;
    }

    /// <summary>Whether a parameter may stand anywhere; the others need to be last, behind a colon.</summary>
    public static bool IsMiddle(string parameter) => parameter.Length > 0 && parameter[0] != ':' && !parameter.Contains(' ');

    public static void Check(string? prefix, string command, IReadOnlyList<string> parameters)
    {
        if (!IsCommand(command))
        {
            throw new ArgumentException(
                $"\"{IrcText.Visible(command)}\" is not a command of IRC: letters, or three digits.", nameof(command));
        }

        if (prefix is not null && (!IsMiddle(prefix) || IrcText.HasLineEnd(prefix)))
        {
            throw new ArgumentException(
                $"\"{IrcText.Visible(prefix)}\" cannot be a prefix: it may not be empty, have spaces or line ends, or begin with a colon.",
                nameof(prefix));
        }

        if (parameters.Count > IrcMessage.MaxParameters)
        {
            throw new ArgumentException(
                $"{parameters.Count} parameters are too many: a line has {IrcMessage.MaxParameters} at most.", nameof(parameters));
        }

        for (var i = 0; i < parameters.Count; i++)
        {
            if (IrcText.HasLineEnd(parameters[i]))
            {
                throw new ArgumentException(
                    $"\"{IrcText.Visible(parameters[i])}\" has a line end (CR or LF) or a NUL in it. On the wire, what follows a line end " +
                    "is a command of its own. Split the text, or take the line end out.",
                    nameof(parameters));
            }

            if (i < parameters.Count - 1 && !IsMiddle(parameters[i]))
            {
                throw new ArgumentException(
                    $"\"{IrcText.Visible(parameters[i])}\" can only be the last parameter: it is empty, has a space in it, or begins with a colon.",
                    nameof(parameters));
            }
        }
    }
}
