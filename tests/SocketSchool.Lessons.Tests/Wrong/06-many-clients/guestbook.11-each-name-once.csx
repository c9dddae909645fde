// expect: a second guest of the same name | ada gets the number 3
int SignIn(IList<string> book, string name)
{
    lock (book)
    {
        if (!book.Contains(name)) book.Add(name);
        return book.Count;
    }
}

string[] Names(IList<string> book) { lock (book) return book.ToArray(); }
