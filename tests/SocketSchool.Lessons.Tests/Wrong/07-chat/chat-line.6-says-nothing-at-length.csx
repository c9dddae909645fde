// expect: nothing is left | without From
string ChatLine(string name, string text)
{
    var line = string.Concat(text.Replace('\t', ' ').Where(c => !char.IsControl(c)
        && c is not (>= '\u202a' and <= '\u202e') and not (>= '\u2066' and <= '\u2069'))).Trim();
    if (line.Length > 200) line = line[..(char.IsHighSurrogate(line[199]) ? 199 : 200)];
    return $"From {name} - {line}";
}
