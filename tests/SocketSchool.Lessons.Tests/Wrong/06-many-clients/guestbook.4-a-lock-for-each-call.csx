// expect: four threads write at the same time
var book = new List<string>();

int SignIn(string name)
{
    lock (new object())
    {
        book.Add(name);
        return book.Count;
    }
}

string[] Names() { lock (new object()) return book.ToArray(); }
