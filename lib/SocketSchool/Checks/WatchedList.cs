using System.Collections;

namespace SocketSchool;

/// <summary>
/// A list that takes its time and notices when two threads are in it at once. An ordinary list breaks then too, but only now and then, and
/// on a busy machine hardly ever: a check that waited for that would pass what is wrong.
/// </summary>
internal sealed class WatchedList : IList<string>
{
    // At 6 ms each, one thread alone needs more than 100 ms for its 20.
    private const int LongAdds = 60;

    private readonly Lock _gate = new();
    private readonly List<string> _items = [];
    private string? _inside;
    private int _count;

    /// <summary>The first two calls that were in the list at the same time; <c>null</c> when there were none.</summary>
    public string? Clash { get; private set; }

    /// <summary>What is in the list; this look does not count as a visit.</summary>
    public string[] Content
    {
        get
        {
            lock (_gate) return [.. _items];
        }
    }

    public int Count => Visit("Count", () => _items.Count);

    public bool IsReadOnly => false;

    public string this[int index]
    {
        get => Visit("the indexer", () => _items[index]);
        set => Visit("the indexer", () => _items[index] = value);
    }

    public void Add(string item) => Visit("Add", () => _items.Add(item));

    public void Clear() => Visit("Clear", _items.Clear);

    public bool Contains(string item) => Visit("Contains", () => _items.Contains(item));

    public void CopyTo(string[] array, int arrayIndex) => Visit("reading all", () => _items.CopyTo(array, arrayIndex));

    public IEnumerator<string> GetEnumerator() => Visit("reading all", () => Content.AsEnumerable().GetEnumerator());

    public int IndexOf(string item) => Visit("IndexOf", () => _items.IndexOf(item));

    public void Insert(int index, string item) => Visit("Insert", () => _items.Insert(index, item));

    public bool Remove(string item) => Visit("Remove", () => _items.Remove(item));

    public void RemoveAt(int index) => Visit("RemoveAt", () => _items.RemoveAt(index));

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Visit(string what, Action action) => Visit(what, () =>
    {
        action();
        return 0;
    });

    private T Visit<T>(string what, Func<T> action)
    {
        lock (_gate)
        {
            if (_count++ > 0) Clash ??= $"{_inside} and {what}";
            _inside = what;
        }

        try
        {
            // Whoever would come at the same time has the time to come. Add is the longest, as in a list that grows.
            // The first ones are longer: the runtime lets a thread take a lock that it has just released before all that wait for it, until
            // one of them has waited for 100 ms. Code that lets go between two steps would come through alone until then, and look right.
            if (what == "Add") Thread.Sleep(Content.Length < LongAdds ? 6 : 1);
            else Thread.Yield();
            lock (_gate) return action();
        }
        finally
        {
            lock (_gate) _count--;
        }
    }
}
