#!/usr/bin/env bash
# The page under use: ten lessons open, a scripted learner on each (runs, edits, interrupts, restarts, reloads, the panel). Prints, sixty
# times in the run, the memory and the open files of the server and the number and memory of the kernels; fails when they grow. Linux.
#   soak.sh [MINUTES]      default: 60
set -euo pipefail
minutes=${1:-60}
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
tests=$root/tests/SocketSchool.App.Tests

dotnet build "$tests" -c Release -v:quiet -nologo || exit 1
log=$(mktemp)
printf '%s cores, load %s\n' "$(nproc)" "$(cut -d' ' -f1-3 /proc/loadavg)"
tail -f "$log" &
tail=$!
trap 'kill "$tail"; rm -f "$log"' EXIT
SOCKETSCHOOL_SOAK_MINUTES=$minutes SOCKETSCHOOL_SOAK_NOTEBOOKS=$root/notebooks SOCKETSCHOOL_SOAK_LOG=$log \
  dotnet test "$tests" -c Release --no-build -nologo -v:quiet --filter FullyQualifiedName~Learners_at_work
