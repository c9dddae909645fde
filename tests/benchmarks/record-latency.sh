#!/bin/sh
# Records the two runs that lesson 11 draws beside the learner's: `measure latency` and the same loop in C, one after the other on one
# and the same processor. For a machine on which nothing else runs. Writes into data/measurements (or the folder OUT).
#
#   tests/benchmarks/record-latency.sh     environment: SAMPLES=5000 CPU=0 CONFIGURATION=Release OUT=data/measurements
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH='' cd -- "$here/../.." && pwd)
samples=${SAMPLES:-5000} cpu=${CPU:-0} configuration=${CONFIGURATION:-Release} out=${OUT:-$root/data/measurements}
sizes=16,64,256,1024,4096,16384,65536,262144,1048576

compiler=$(command -v cc || command -v gcc || command -v clang || true)
if [ -z "$compiler" ] || ! command -v taskset >/dev/null; then
    echo "skipped: record-latency needs a C compiler (cc) and taskset (Linux)" >&2
    exit 77
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$compiler" -O2 -pthread -o "$work/pingpong" "$here/pingpong.c"
dotnet build "$root/lib/SocketSchool.App" -c "$configuration" -v quiet -nologo >"$work/build" || { cat "$work/build" >&2; exit 1; }
app="$root/lib/SocketSchool.App/bin/$configuration/net10.0/SocketSchool.App.dll"

load=$(cut -d' ' -f1 /proc/loadavg)
taskset -c "$cpu" "$work/pingpong" --sizes $sizes --samples "$samples" >"$work/c.csv"
taskset -c "$cpu" dotnet "$app" measure latency --sizes $sizes --samples "$samples" --csv "$work/cs.csv" >/dev/null
processor=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)
machine="$processor, both ends held to 1 processor of $(nproc --all), Linux $(uname -r)"
note="Load average before: $load. Recorded with: tests/benchmarks/record-latency.sh"
printf '%s, .NET %s.\n%s\n' "$machine" "$(dotnet --list-runtimes | sed -n 's/^Microsoft.NETCore.App \([^ ]*\).*/\1/p' | tail -n 1)" "$note" >"$work/cs.txt"
printf '%s, %s.\n%s\n' "$machine" "$("$compiler" --version | head -n 1), C" "$note" >"$work/c.txt"
for ending in csv txt; do
    mv "$work/cs.$ending" "$out/tcp-latency-1-processor.$ending"
    mv "$work/c.$ending" "$out/tcp-latency-c-1-processor.$ending"
done
echo "size, C us, C# us:"
paste -d, "$out/tcp-latency-c-1-processor.csv" "$out/tcp-latency-1-processor.csv" | awk -F, 'NR > 1 { printf "%8d %8.1f %8.1f  %.2f\n", $2, $5, $14, $14 / $5 }'
