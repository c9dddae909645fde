// expect: eight threads write at the same time
int SignIn(IList<string> book, string name)
{
    lock (book) book.Add(name);
    lock (book) return book.Count;
}

string[] Names(IList<string> book) { lock (book) return book.ToArray(); }
