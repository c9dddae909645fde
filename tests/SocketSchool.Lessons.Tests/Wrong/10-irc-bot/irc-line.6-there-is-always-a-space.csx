// expect: "QUIT" | no space to cut at
(string Prefix, string Command, string[] Parameters) ParseLine(string line)
{
    var space = line.IndexOf(' ');
    return ("", line[..space], line[(space + 1)..].Split(' '));
}
