#!/usr/bin/env bash
# How long after the address was printed the contents can be used, and a lesson after the click on it, in Chromium with nothing kept.
#   first-page.sh [ROUNDS]      default: 9
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)

dotnet build "$root/tests/SocketSchool.Page.slnx" -c Release -v:quiet -nologo || exit 1
log=$(mktemp)
trap 'rm -f "$log"' EXIT
printf '%s cores, load %s\n' "$(nproc)" "$(cut -d' ' -f1-3 /proc/loadavg)"
SOCKETSCHOOL_FIRST_PAGE_ROUNDS=${1:-9} SOCKETSCHOOL_FIRST_PAGE_LOG=$log \
  dotnet test "$root/tests/SocketSchool.Page.slnx" -c Release --no-build -nologo -v:quiet --filter FullyQualifiedName~FirstPageTests
cat "$log"
