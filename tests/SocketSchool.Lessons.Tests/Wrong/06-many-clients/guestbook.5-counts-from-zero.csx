// expect: two guests, one after the other
var book = new List<string>();
var gate = new object();

int SignIn(string name)
{
    lock (gate)
    {
        book.Add(name);
        return book.Count - 1;
    }
}

string[] Names() { lock (gate) return book.ToArray(); }
