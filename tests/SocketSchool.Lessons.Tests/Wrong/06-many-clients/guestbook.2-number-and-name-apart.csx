// expect: four threads write at the same time | on place
var book = new ConcurrentQueue<string>();
var guests = 0;

int SignIn(string name)
{
    var number = Interlocked.Increment(ref guests);
    book.Enqueue(name);
    return number;
}

string[] Names() => book.ToArray();
