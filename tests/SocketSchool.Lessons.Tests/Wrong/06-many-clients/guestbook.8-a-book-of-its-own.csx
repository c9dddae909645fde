// expect: both stand in the book that you were given
var mine = new List<string>();

int SignIn(IList<string> book, string name)
{
    lock (mine) { mine.Add(name); return mine.Count; }
}

string[] Names(IList<string> book) { lock (mine) return mine.ToArray(); }
