#!/usr/bin/env bash
# The command line, from anywhere: school run notebooks/03-echo.ipynb, school host echo --port 7007, school --help.
set -eu
exec dotnet "${SOCKETSCHOOL_ROOT:-/opt/socketschool}/lib/SocketSchool.App/bin/Debug/net10.0/SocketSchool.App.dll" "$@"
