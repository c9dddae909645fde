// expect: two guests, one after the other
var book = new List<string>();
var gate = new SemaphoreSlim(1);

int SignIn(string name)
{
    gate.Wait(3000);
    book.Add(name);
    return Names().Length;
}

string[] Names()
{
    if (!gate.Wait(1000)) throw new TimeoutException("The gate never opened.");
    try { return book.ToArray(); }
    finally { gate.Release(); }
}
