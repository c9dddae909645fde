#!/usr/bin/env bash
# Our echo servers against an echo ConnectionHandler on ASP.NET Core's Kestrel, in one run, taking turns; and 10,000 idle connections
# on each. Processor time of a round trip is the number that a busy machine disturbs least. Prints the tables and then the ratios that issue 3 sets bars for.
# Many short rounds, async beside Kestrel in every one of them: on a shared machine neighbouring half seconds are alike, minutes are not.
#   compare-servers.sh [CONNECTIONS [ROUNDS [SECONDS [IDLE]]]]      default: 1000 15 0.5 10000
set -euo pipefail
connections=${1:-1000} rounds=${2:-15} seconds=${3:-0.5} idle=${4:-10000}
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)

for project in "$root/lib/SocketSchool.App" "$here/KestrelEcho"; do
  dotnet build "$project" -c Release -m:2 -v:quiet -nologo || exit 1
done
app=$root/lib/SocketSchool.App/bin/Release/net10.0/SocketSchool.App.dll
kestrel=$here/KestrelEcho/bin/Release/net10.0/KestrelEcho.dll

csv=$(mktemp)
trap 'rm -f "$csv"' EXIT
printf '%s cores, load %s\n' "$(nproc)" "$(cut -d' ' -f1-3 /proc/loadavg)"
dotnet "$app" measure servers --connections "$connections" --rounds "$rounds" --time "$seconds" --idle 0 \
  --only threads,select,saea,echo,async --start "kestrel=dotnet $kestrel" --csv "$csv"
# The ratio is taken in each round, where both had the same neighbours; its median is printed, with a bootstrap interval over the rounds.
python3 - "$csv" <<'END'
import csv, random, statistics, sys
draw = random.Random(1)
rows = {row["server"]: row for row in csv.DictReader(line for line in open(sys.argv[1]) if line[0] != "#")}
rates = {name: [float(rate) for rate in row["each_round"].split(";")] for name, row in rows.items()}
print("\nAgainst Kestrel, the median of the ratios of the rounds (95% interval), and in how many of them ahead:")
for name in (name for name in rates if name != "kestrel"):
    ratios = [ours / theirs for ours, theirs in zip(rates[name], rates["kestrel"])]
    median = statistics.median(ratios)
    drawn = sorted(statistics.median(draw.choices(ratios, k=len(ratios))) for _ in range(2000))
    low, high = drawn[50], drawn[-51]
    verdict = ("reached" if median >= 1 else "NOT reached") + (", though within the noise" if low < 1 <= high else "")
    bar = f"   bar 1.00: {verdict}" if name == "async" else ""
    p99 = float(rows[name]["p99_us"]) / float(rows["kestrel"]["p99_us"])
    work = float(rows[name]["processor_us"]) / float(rows["kestrel"]["processor_us"])
    ahead = f"{sum(ratio >= 1 for ratio in ratios)} of {len(ratios)}"
    print(f"  {name:8} round trips/s {median:.2f} ({low:.2f} to {high:.2f})   ahead in {ahead:8}   p99 {p99:.2f}   processor time {work:.2f}{bar}")
END

[ "$idle" -gt 0 ] || exit 0
echo
dotnet "$app" measure servers --connections none --idle "$idle" --only async,saea,select,echo --start "kestrel=dotnet $kestrel" --csv "$csv"
python3 - "$csv" <<'END'
import csv, sys
print("\nIdle:")
for row in csv.DictReader(line for line in open(sys.argv[1]) if line[0] != "#"):
    ok = row["answered"] == row["connections"] and float(row["managed_bytes_each"]) <= 3072
    bar = f"   bar all, 3.00: {'reached' if ok else 'NOT reached'}" if row["server"] in ("async", "echo") else ""
    print(f"  {row['server']:8} {row['answered']} of {row['connections']} answered, {float(row['managed_bytes_each']) / 1024:.2f} KiB managed each{bar}")
END
