#!/usr/bin/env bash
# Our chat room (host chat) against ngircd with its limits lifted, in one run, taking turns, under the same load: deliveries per second
# with 1, 64 and 512 messages under way. Needs ngircd (a Debian package).
#   compare-chat.sh [PEOPLE [ROUNDS [SECONDS]]]      default: 200 9 1
set -euo pipefail
people=${1:-200} rounds=${2:-9} seconds=${3:-1}
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
ngircd=$(PATH=$PATH:/usr/sbin command -v ngircd) || { echo "ngircd is not on this machine."; exit 1; }

for project in "$root/lib/SocketSchool.App" "$here/ChatLoad"; do
  dotnet build "$project" -c Release -m:2 -v:quiet -nologo || exit 1
done
printf '%s cores, load %s\n' "$(nproc)" "$(cut -d' ' -f1-3 /proc/loadavg)"
exec dotnet "$here/ChatLoad/bin/Release/net10.0/ChatLoad.dll" \
  "$root/lib/SocketSchool.App/bin/Release/net10.0/SocketSchool.App.dll" "$ngircd" "$people" "$rounds" "$seconds"
