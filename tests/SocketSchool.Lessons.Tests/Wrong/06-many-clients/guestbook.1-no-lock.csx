// expect: four threads write at the same time
var book = new List<string>();

int SignIn(string name)
{
    book.Add(name);
    return book.Count;
}

string[] Names() => book.ToArray();
