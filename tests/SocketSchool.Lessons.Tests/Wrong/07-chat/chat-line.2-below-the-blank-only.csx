// expect: control characters from 127 to 159 | above 127
string ChatLine(string name, string text)
{
    var line = string.Concat(text.Replace('\t', ' ').Where(c => c >= ' ')).Trim();
    if (line.Length > 200) line = line[..200];
    return line.Length == 0 ? "" : $"From {name} - {line}";
}
