string ChatLine(string name, string text)
{
    var clean = new StringBuilder();
    foreach (var c in text.Replace('\t', ' '))
        if (!char.IsControl(c) && c is not (>= '\u202a' and <= '\u202e') and not (>= '\u2066' and <= '\u2069'))
            clean.Append(c);
    var line = clean.ToString().Trim();         // after the cleaning: a blank may have hidden behind a bell
    if (line.Length > 200) line = line[..(char.IsHighSurrogate(line[199]) ? 199 : 200)];
    return line.Length == 0 ? "" : $"From {name} - {line}";
}
