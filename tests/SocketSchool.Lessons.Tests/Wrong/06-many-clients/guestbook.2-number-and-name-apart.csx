// expect: eight threads write at the same time | on place
var guests = new ConcurrentDictionary<IList<string>, int>();

int SignIn(IList<string> book, string name)
{
    var number = guests.AddOrUpdate(book, 1, (_, count) => count + 1);
    lock (book) book.Add(name);
    return number;
}

string[] Names(IList<string> book) { lock (book) return book.ToArray(); }
