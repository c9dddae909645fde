// Our chat room against ngircd, in one run, taking turns: deliveries per second to a room full of people, and the processor time that
// the server used for one of them. Usage: ChatLoad APP.dll NGIRCD PEOPLE ROUNDS SECONDS
using System.Globalization;
using ChatLoad;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var (people, rounds, time) = (int.Parse(args[2]), int.Parse(args[3]), TimeSpan.FromSeconds(double.Parse(args[4])));
const string text = "the quick brown fox jumps over the lazy dog";
using var ours = ServerProcess.StartOurs(args[0]);
using var theirs = ServerProcess.StartNgircd(args[1]);
using var ourCrowd = Crowd.Join(ours.Port, people, _ => "", text + "\n");
using var theirCrowd = Crowd.Join(
    theirs.Port, people, i => $"NICK u{i}\r\nUSER u{i} 0 * :u\r\nJOIN #chat\r\n", $"PRIVMSG #chat :{text}\r\n");
(ServerProcess Server, Crowd Crowd)[] sides = [(ours, ourCrowd), (theirs, theirCrowd)];
// With few, a server that leaves Nagle's algorithm on waits for delayed acknowledgements; with many it sends full segments.
int[] windows = [1, 64, 512];

Console.WriteLine($"{people} people in one room; a round is {time.TotalSeconds:0.##} s for each; warming up ...");
foreach (var (_, crowd) in sides)
{
    foreach (var window in windows) crowd.Talk(TimeSpan.FromSeconds(1.5), window);
}

var results = new List<(string Name, int Window, double Rate, double Micros)>();
for (var round = 0; round < rounds; round++)
{
    foreach (var window in windows)
    {
        // Whoever goes first in one round goes second in the next.
        foreach (var (server, crowd) in round % 2 == 0 ? sides : sides.Reverse())
        {
            var before = server.ProcessorTime;
            var (delivered, seconds) = crowd.Talk(time, window);
            results.Add((server.Name, window, delivered / seconds, (server.ProcessorTime - before).TotalMicroseconds / delivered));
        }
    }
}

foreach (var window in windows)
{
    Console.WriteLine($"\n{window} message{(window == 1 ? "" : "s")} under way at a time:");
    foreach (var (server, _) in sides)
    {
        var own = results.Where(one => one.Name == server.Name && one.Window == window).ToList();
        Console.WriteLine($"  {server.Name,-7} {Median(own.Select(one => one.Rate)),11:N0} deliveries/s " +
            $"({own.Min(one => one.Rate):N0} to {own.Max(one => one.Rate):N0})   processor time {Median(own.Select(one => one.Micros)):0.00} us each");
    }

    // Taken in each round, where both had the same neighbours.
    double[] Of(string name) => [.. results.Where(one => one.Name == name && one.Window == window).Select(one => one.Rate)];
    var ratios = Of(ours.Name).Zip(Of(theirs.Name), (a, b) => a / b).ToList();
    Console.WriteLine($"  ours / ngircd: {Median(ratios):0.00} ({ratios.Min():0.00} to {ratios.Max():0.00})   bar 1.00: {(Median(ratios) >= 1 ? "reached" : "NOT reached")}");
}

static double Median(IEnumerable<double> numbers)
{
    var sorted = numbers.Order().ToList();
    return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
}
