#!/usr/bin/env bash
# GET /hello on our web server, on ASP.NET Core's minimal API and, where it is installed, on nginx: wrk with one thread and 64 connections,
# the servers taking turns on the same processors. Prints requests per second of each round and the ratios that issue 4 sets bars for.
#   compare-web.sh [ROUNDS [SECONDS [CONNECTIONS]]]      default: 7 5 64
set -euo pipefail
rounds=${1:-7} seconds=${2:-5} connections=${3:-64}
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
command -v wrk > /dev/null || { echo "compare-web.sh needs wrk (Debian: apt-get install wrk)" >&2; exit 2; }

for project in "$root/lib/SocketSchool.App" "$here/MinimalApi"; do
  dotnet build "$project" -c Release -m:2 -v:quiet -nologo || exit 1
done

work=$(mktemp -d)
pids=()
finish() {
  for pid in "${pids[@]}"; do kill "$pid" 2> /dev/null || true; done
  wait 2> /dev/null || true
  rm -rf "$work"
}
trap finish EXIT

# start NAME COMMAND...: waits for its first line, which ends with ADDRESS:PORT.
start() {
  local name=$1
  shift
  "$@" > "$work/$name.out" 2> "$work/$name.err" &
  pids+=($!)
  for _ in $(seq 200); do
    [ -s "$work/$name.out" ] && break
    sleep 0.05
  done
  [ -s "$work/$name.out" ] || { echo "$name did not start:" >&2; cat "$work/$name.err" >&2; exit 1; }
  printf '%s http://%s/hello\n' "$name" "$(head -1 "$work/$name.out" | sed 's/.* //')" >> "$work/servers"
}

start ours dotnet "$root/lib/SocketSchool.App/bin/Release/net10.0/SocketSchool.App.dll" host web --port 0
start aspnet dotnet "$here/MinimalApi/bin/Release/net10.0/MinimalApi.dll"
if command -v nginx > /dev/null; then
  port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  cat > "$work/nginx.conf" << END
worker_processes auto;
daemon off;
pid $work/nginx.pid;
error_log $work/nginx.log;
events { worker_connections 1024; }
http {
  access_log off;
  client_body_temp_path $work/b; proxy_temp_path $work/p; fastcgi_temp_path $work/f; uwsgi_temp_path $work/u; scgi_temp_path $work/s;
  keepalive_requests 1000000000;
  server { listen 127.0.0.1:$port; location = /hello { default_type text/plain; return 200 "Hello, World!"; } }
}
END
  echo "listening on tcp 127.0.0.1:$port" > "$work/nginx.out"
  nginx -e "$work/nginx.log" -c "$work/nginx.conf" & pids+=($!)
  echo "nginx http://127.0.0.1:$port/hello" >> "$work/servers"
  sleep 0.3
else
  echo "(nginx is not installed, so it is left out: apt-get install nginx-light)"
fi

printf '%s cores, load %s, %s rounds of %s s, wrk -t1 -c%s\n' "$(nproc)" "$(cut -d' ' -f1-3 /proc/loadavg)" "$rounds" "$seconds" "$connections"
# What the first seconds of a .NET process measure is its compiler.
while read -r name url; do wrk -t1 -c"$connections" -d4s "$url" > /dev/null; done < "$work/servers"
for round in $(seq "$rounds"); do
  while read -r name url; do
    wrk -t1 -c"$connections" -d"${seconds}s" --latency "$url" > "$work/run"
    if grep -q 'Non-2xx\|Socket errors' "$work/run"; then
      echo "$name:" >&2
      cat "$work/run" >&2
      exit 1
    fi
    echo "$name $(awk '/Requests\/sec/ {print $2} / 99%/ {print $2}' "$work/run" | tr '\n' ' ')" >> "$work/results"
  done < "$work/servers"
done

# The ratio is taken in each round, where all had the same neighbours, and its median printed.
python3 - "$work/results" << 'END'
import statistics, sys
rates, late = {}, {}
for line in open(sys.argv[1]):
    name, p99, rate = line.split()
    rates.setdefault(name, []).append(float(rate))
    late.setdefault(name, []).append(p99)
for name, each in rates.items():
    print(f"  {name:7} {statistics.median(each):>9,.0f} requests/s   each round: {' '.join(f'{rate:,.0f}' for rate in each)}   p99: {' '.join(late[name])}")
for other in (name for name in rates if name != "ours"):
    ratios = [ours / theirs for ours, theirs in zip(rates["ours"], rates[other])]
    median = statistics.median(ratios)
    bar = f"   bar 1.00: {'reached' if median >= 1 else 'NOT reached'}" if other == "aspnet" else ""
    print(f"ours / {other}: {median:.2f} ({min(ratios):.2f} to {max(ratios):.2f}){bar}")
END
