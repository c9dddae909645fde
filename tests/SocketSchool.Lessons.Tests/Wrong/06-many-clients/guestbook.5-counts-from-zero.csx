// expect: two guests, one after the other
int SignIn(IList<string> book, string name)
{
    lock (book)
    {
        book.Add(name);
        return book.Count - 1;
    }
}

string[] Names(IList<string> book) { lock (book) return book.ToArray(); }
