// expect: eight threads write at the same time | two at once
int SignIn(IList<string> book, string name)
{
    lock (new object())
    {
        book.Add(name);
        return book.Count;
    }
}

string[] Names(IList<string> book) { lock (new object()) return book.ToArray(); }
