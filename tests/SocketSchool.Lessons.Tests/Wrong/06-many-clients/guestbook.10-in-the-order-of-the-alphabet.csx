// expect: Names gives all in that order | ada, ada, grace
int SignIn(IList<string> book, string name)
{
    lock (book)
    {
        book.Add(name);
        return book.Count;
    }
}

string[] Names(IList<string> book) { lock (book) return book.Order().ToArray(); }
