#!/bin/sh
# Holds `measure latency` against a blocking ping-pong in C: both programs on one and the same processor, in turns, one go.
# Unpinned, one and the same C program swings by a factor of five here (waking an idle processor costs more than the work), so
# only ratios of pinned runs say something. Prints the ratio of medians for each size; exit code 1 when one is above its bar.
#
#   tests/benchmarks/compare-latency.sh     environment: ROUNDS=7 SAMPLES=3000 CPU=0 CONFIGURATION=Release
#                                           BAR_SMALL=1.12 (to 64 KiB) BAR_LARGE=1.25 BAR_CLIENT=1.06 (our client, the C server)
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH='' cd -- "$here/../.." && pwd)
rounds=${ROUNDS:-7} samples=${SAMPLES:-3000} cpu=${CPU:-0} configuration=${CONFIGURATION:-Release}
bar_small=${BAR_SMALL:-1.12} bar_large=${BAR_LARGE:-1.25} bar_client=${BAR_CLIENT:-1.06}
sizes=16,1024,16384,65536,262144,1048576

compiler=$(command -v cc || command -v gcc || command -v clang || true)
if [ -z "$compiler" ] || ! command -v taskset >/dev/null; then
    echo "skipped: compare-latency needs a C compiler (cc) and taskset (Linux)" >&2
    exit 77
fi

work=$(mktemp -d)
server=
trap 'if [ -n "$server" ]; then kill "$server"; fi; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
"$compiler" -O2 -pthread -o "$work/pingpong" "$here/pingpong.c"
dotnet build "$root/lib/SocketSchool.App" -c "$configuration" -v quiet -nologo >"$work/build" || { cat "$work/build" >&2; exit 1; }
app="$root/lib/SocketSchool.App/bin/$configuration/net10.0/SocketSchool.App.dll"

taskset -c "$cpu" "$work/pingpong" --serve 0 >"$work/listening" &
server=$!
while ! grep -q listening "$work/listening"; do sleep 0.1; done
c_server=$(sed 's/.* //' "$work/listening")

measure() { # kind, extra arguments of measure latency
    kind=$1
    shift
    taskset -c "$cpu" dotnet "$app" measure latency --sizes $sizes --samples "$samples" --csv "$work/out.csv" "$@" >/dev/null
    sed "1d;s/^/$kind,/" "$work/out.csv" >>"$work/all.csv"
}

round=1
while [ "$round" -le "$rounds" ]; do
    taskset -c "$cpu" "$work/pingpong" --sizes $sizes --samples "$samples" | sed '1d;s/^/c,/' >>"$work/all.csv"
    measure cs
    measure mixed --connect "$c_server"
    echo "round $round of $rounds" >&2
    round=$((round + 1))
done

# Columns: kind, transport, size, samples, min, p50, ...
sort -t, -k1,1 -k3,3n -k6,6n "$work/all.csv" | awk -F, -v small="$bar_small" -v large="$bar_large" -v client="$bar_client" '
    { key = $1 "," $3; n[key]++; p50[key, n[key]] = $6; if (!($3 in known)) { known[$3] = 1; size[++count] = $3 } }
    function median(kind, bytes,    key, m) {
        key = kind "," bytes
        m = n[key]
        return m % 2 ? p50[key, (m + 1) / 2] : (p50[key, m / 2] + p50[key, m / 2 + 1]) / 2
    }
    function judge(ratio, bar) { if (ratio > bar) { failed = 1; return "above " bar } return "ok" }
    END {
        print "median round trip in us, both ends on one processor, medians of " n["c," size[1]] " interleaved runs each"
        printf "%9s %9s %9s %7s  %-11s %9s %7s  %s\n", "bytes", "C", "C#", "ratio", "bar " small "/" large, "C#->C", "ratio", "bar " client
        for (i = 1; i <= count; i++) {
            bytes = size[i]
            c = median("c", bytes); cs = median("cs", bytes); mixed = median("mixed", bytes)
            printf "%9d %9.2f %9.2f %7.3f  %-11s %9.2f %7.3f  %s\n", bytes, c, cs, cs / c, judge(cs / c, bytes <= 65536 ? small : large), \
                mixed, mixed / c, bytes <= 65536 ? judge(mixed / c, client) : "-"
        }
        exit failed
    }'
