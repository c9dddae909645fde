using System.Globalization;
using System.Text;

namespace SocketSchool;

/// <summary>What the requests of <see cref="Check.OnceOnly"/> are about: money, which must not move twice.</summary>
internal sealed class CheckedAccount
{
    private readonly Lock _gate = new();
    private readonly List<string> _executed = [];
    private int _balance;

    public int Balance
    {
        get
        {
            lock (_gate) return _balance;
        }
    }

    public int Count
    {
        get
        {
            lock (_gate) return _executed.Count;
        }
    }

    public string Execute(string command)
    {
        lock (_gate)
        {
            _executed.Add(command);
            if (command.Split(' ') is ["deposit", var amount] && int.TryParse(amount, NumberStyles.None, CultureInfo.InvariantCulture, out var sum))
            {
                _balance += sum;
            }

            return string.Create(CultureInfo.InvariantCulture, $"balance {_balance}");
        }
    }

    public void ExpectLast(string command)
    {
        lock (_gate)
        {
            if (_executed[^1] == command) return;
            throw new CheckFailure($"execute(\"{command}\")", $"execute({ByteText.Quote(Encoding.UTF8.GetBytes(_executed[^1]), 24)})");
        }
    }

    public void Expect(int count)
    {
        lock (_gate)
        {
            if (_executed.Count == count) return;
            var last = string.Join(", ", _executed.TakeLast(3).Select(command => ByteText.Quote(Encoding.UTF8.GetBytes(command), 24)));
            throw new CheckFailure(Say.Count(count, "executed command"), $"{_executed.Count:N0}, the last ones: {last}");
        }
    }
}
