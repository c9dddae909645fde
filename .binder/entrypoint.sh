#!/usr/bin/env bash
# Gives the learner a copy of the lessons in the home folder, which on a hub is the learner's own volume, then runs what was asked for.
# Nothing that is already there is overwritten: a newer image adds new lessons and leaves work alone.
set -eu
school=${SOCKETSCHOOL_ROOT:-/opt/socketschool}
mine=$HOME/socketschool

if mkdir -p "$mine/lib" 2>/dev/null; then
  cp -R --no-clobber "$school/notebooks" "$school/data" "$mine/"
  # Lessons say #r "../lib/bin/SocketSchool.dll": the library is the image's, so that an update reaches everybody.
  ln -sfn "$school/lib/bin" "$mine/lib/bin"
else
  echo "socketschool: cannot write to $HOME; the lessons are in $school/notebooks, and what you change there is gone with this server." >&2
fi
exec "$@"
