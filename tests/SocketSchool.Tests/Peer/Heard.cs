namespace SocketSchool.Tests;

/// <summary>What a test waits for at a peer.</summary>
internal static class Heard
{
    public static string[] Said(this PeerChat peer) => [.. peer.Heard.Where(message => message.Kind == PeerMessageKind.Said).Select(message => message.Text)];

    public static Task UntilSaid(this PeerChat peer, int count) => Waiting.Until(() => peer.Said().Length >= count, $"{peer.Name} hears {count} lines");

    public static Task UntilHeard(this PeerChat peer, string line) =>
        Waiting.Until(() => peer.Heard.Any(message => message.ToString() == line), $"{peer.Name} hears \"{line}\"");
}
