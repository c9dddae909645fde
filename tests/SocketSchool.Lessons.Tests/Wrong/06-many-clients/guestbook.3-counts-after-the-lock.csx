// expect: four threads write at the same time
var book = new List<string>();
var gate = new object();

int SignIn(string name)
{
    lock (gate) book.Add(name);
    return book.Count;
}

string[] Names() { lock (gate) return book.ToArray(); }
