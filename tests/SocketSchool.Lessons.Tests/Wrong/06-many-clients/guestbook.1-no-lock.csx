// expect: eight threads write at the same time | two at once
int SignIn(IList<string> book, string name)
{
    book.Add(name);
    return book.Count;
}

string[] Names(IList<string> book) => book.ToArray();
