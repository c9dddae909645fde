int SignIn(IList<string> book, string name)
{
    // The name and its number in one step: nobody can get in between.
    lock (book)
    {
        book.Add(name);
        return book.Count;
    }
}

string[] Names(IList<string> book)
{
    lock (book) return book.ToArray();      // reading is a step as well; a copy, so that it does not change later
}
