using System.Text;

namespace SocketSchool;

/// <summary>
/// Who is in the room. One lock guards the list and the order of everything said, so that all see the same conversation; under it
/// lines are only queued, and nobody ever waits for a client.
/// </summary>
internal sealed class ChatRoom
{
    private readonly Lock _gate = new();
    private readonly List<ChatMember> _members = [];

    public IReadOnlyList<string> Names
    {
        get
        {
            lock (_gate) return [.. _members.Select(member => member.Name)];
        }
    }

    /// <summary>Lets a newcomer in, under a name if one is given; false when somebody has that name.</summary>
    public bool TryJoin(ChatMember member, string? name = null)
    {
        lock (_gate)
        {
            if (name is not null)
            {
                if (IsTaken(name, member)) return false;
                member.Name = name;
            }

            var others = _members.Count == 0 ? "nobody else is here yet" : $"{Say.Count(_members.Count, "other")} here";
            member.Tell($"* welcome, you are {member.Name}; {others}. /name NAME takes a name, /who lists, quit leaves");
            TellAll(Notice($"{member.Name} has joined"), member);
            _members.Add(member);
            return true;
        }
    }

    public void Leave(ChatMember member, string how)
    {
        lock (_gate)
        {
            if (_members.Remove(member)) TellAll(Notice($"{member.Name} {how}"), member);
        }
    }

    public void Post(ChatMember from, string text)
    {
        var line = from.Encode(text);
        lock (_gate) TellAll(line, from);
    }

    /// <summary>Gives a member a name that nobody else has, whatever its case; false when somebody has it.</summary>
    public bool TryRename(ChatMember member, string name)
    {
        lock (_gate)
        {
            if (IsTaken(name, member)) return false;
            var before = member.Name;
            member.Name = name;
            TellAll(Notice($"{before} is now called {name}"), null);
            return true;
        }
    }

    private bool IsTaken(string name, ChatMember by) =>
        _members.Any(other => other != by && other.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static byte[] Notice(string text) => Encoding.UTF8.GetBytes($"* {text}\n");

    private void TellAll(byte[] line, ChatMember? except)
    {
        foreach (var member in _members)
        {
            if (member != except) member.Tell(line);
        }
    }
}
