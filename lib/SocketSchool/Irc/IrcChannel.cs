using System.Globalization;

namespace SocketSchool;

/// <summary>One channel: who is on it, its topic and its modes. Guarded by the network's lock.</summary>
internal sealed class IrcChannel(string name, DateTimeOffset created)
{
    public string Name { get; } = name;

    public DateTimeOffset Created { get; } = created;

    /// <summary>Who is on it, in the order they came; the value says who is its operator.</summary>
    public OrderedDictionary<IrcClient, bool> Members { get; } = [];

    public string Topic { get; set; } = "";

    public string TopicSetBy { get; set; } = "";

    public DateTimeOffset TopicSetAt { get; set; }

    /// <summary>+i: only who is invited may come.</summary>
    public bool InviteOnly { get; set; }

    /// <summary>+t: only operators set the topic.</summary>
    public bool TopicLocked { get; set; } = true;

    /// <summary>+n: only members speak. Always so here, as almost everywhere.</summary>
    public bool MembersOnly { get; set; } = true;

    /// <summary>+k: the word that one needs to come in.</summary>
    public string? Key { get; set; }

    /// <summary>+l: how many may be on it; 0 for any number.</summary>
    public int Limit { get; set; }

    public bool Has(IrcClient client) => Members.ContainsKey(client);

    public bool IsOperator(IrcClient client) => Members.TryGetValue(client, out var isOperator) && isOperator;

    /// <summary>The modes as a line shows them: <c>+klnt word 10</c>; the key is for members alone.</summary>
    public string Modes(bool withKey)
    {
        var (letters, values) = ("+", "");
        if (InviteOnly) letters += "i";
        if (Key is not null) (letters, values) = (letters + "k", $" {(withKey ? Key : "*")}");
        if (Limit > 0) (letters, values) = (letters + "l", values + " " + Limit.ToString(CultureInfo.InvariantCulture));
        if (MembersOnly) letters += "n";
        if (TopicLocked) letters += "t";
        return letters + values;
    }
}
