// expect: eight threads write at the same time | 5 to 164
var guests = 0;

int SignIn(IList<string> book, string name)
{
    lock (book)
    {
        book.Add(name);
        return ++guests;
    }
}

string[] Names(IList<string> book) { lock (book) return book.ToArray(); }
