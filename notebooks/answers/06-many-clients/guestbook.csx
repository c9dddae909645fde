var book = new List<string>();
var bookGate = new object();

int SignIn(string name)
{
    // The name and its number in one step: nobody can get in between.
    lock (bookGate)
    {
        book.Add(name);
        return book.Count;
    }
}

string[] Names()
{
    lock (bookGate) return book.ToArray();      // reading is a step as well; a copy, so that it does not change later
}
