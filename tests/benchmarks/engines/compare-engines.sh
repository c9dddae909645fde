#!/usr/bin/env bash
# Holds the built-in runner against the real tool, dotnet-interactive over stdio: the same lessons, in turns, one go, one notebook at a
# time. Prints for each lesson the median seconds on both, and their sums; the time to start a kernel is counted on both sides.
# Exit code 1 when the built-in runner is slower in sum or a cell failed, 77 when the tool is not there.
#
#   tests/benchmarks/engines/compare-engines.sh [NOTEBOOK...]     environment: ROUNDS=3 CONFIGURATION=Debug (what a learner builds)
#                                                                 ENGINE_COMMAND="dotnet tool run dotnet-interactive --"
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
rounds=${ROUNDS:-3} configuration=${CONFIGURATION:-Debug} command=${ENGINE_COMMAND:-}
cd "$root"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
if [ -z "$command" ]; then
  dotnet tool restore >"$work/restore" 2>&1 || { echo "skipped: compare-engines needs the tool dotnet-interactive (dotnet tool restore)" >&2; exit 77; }
fi
dotnet build lib/SocketSchool.App -c "$configuration" -v:quiet -nologo >"$work/build" || { cat "$work/build" >&2; exit 1; }
app=lib/SocketSchool.App/bin/$configuration/net10.0/SocketSchool.App.dll
echo "$(nproc) processors, load $(cut -d' ' -f1-3 /proc/loadavg), $rounds rounds, $configuration build"

failed=0
TIMEFORMAT='%R %U %S'
run() { # engine, arguments of run
  local engine=$1; shift
  { time dotnet "$app" run --jobs 1 --out "$work/out" --engine "$engine" "$@" >"$work/log" 2>"$work/errors"; } 2>"$work/time" || { failed=1; cat "$work/errors" >&2; }
  # NAME  N cells  N failed  S s
  awk -v engine="$engine" '$3 == "cells" { print engine, $1, $(NF - 1) }' "$work/log" >>"$work/lessons"
  awk -v engine="$engine" 'NF == 3 { print engine, $1, $2 + $3 }' "$work/time" >>"$work/sums"
}
for round in $(seq "$rounds"); do
  # Who comes first changes: the first of a pair finds colder caches.
  if [ $((round % 2)) = 1 ]; then
    run built-in "$@"
    run dotnet-interactive ${command:+--engine-command "$command"} "$@"
  else
    run dotnet-interactive ${command:+--engine-command "$command"} "$@"
    run built-in "$@"
  fi
  echo "round $round of $rounds" >&2
done

sort -k1,1 -k2,2 -k3,3n "$work/lessons" | awk '
  { key = $1 " " $2; n[key]++; seconds[key, n[key]] = $3; if (!($2 in known)) { known[$2] = 1; name[++count] = $2 } }
  function median(engine, lesson,    key, m) {
    key = engine " " lesson; m = n[key]
    return m % 2 ? seconds[key, (m + 1) / 2] : (seconds[key, m / 2] + seconds[key, m / 2 + 1]) / 2
  }
  END {
    printf "%-28s %10s %20s %7s\n", "median seconds", "built-in", "dotnet-interactive", "ratio"
    for (i = 1; i <= count; i++) {
      a = median("built-in", name[i]); b = median("dotnet-interactive", name[i])
      printf "%-28s %10.1f %20.1f %7.2f\n", name[i], a, b, a / b
    }
  }'
sort -k1,1 -k2,2n "$work/sums" | awk '
  { n[$1]++; wall[$1, n[$1]] = $2; cpu[$1] += $3 }
  function median(engine,    m) { m = n[engine]; return m % 2 ? wall[engine, (m + 1) / 2] : (wall[engine, m / 2] + wall[engine, m / 2 + 1]) / 2 }
  END {
    a = median("built-in"); b = median("dotnet-interactive")
    printf "%-28s %10.1f %20.1f %7.2f\n", "all, wall clock", a, b, a / b
    a2 = cpu["built-in"] / n["built-in"]; b2 = cpu["dotnet-interactive"] / n["dotnet-interactive"]
    printf "%-28s %10.1f %20.1f %7.2f\n", "all, processor time", a2, b2, a2 / b2
    if (a > b) { print "the built-in runner is slower"; exit 1 }
    print "the built-in runner is no slower"
  }' || failed=1
exit "$failed"
