#!/usr/bin/env bash
# Makes a checkout ready to learn in, and proves it: restores the tools, builds, runs one lesson on each engine. Stops at the first thing that
# fails, says which and what to do, and exits 1, so that a broken prebuild is seen by the teacher and not by thirty learners.
#
#   bash .devcontainer/update-content.sh [LESSON]     LESSON is 00-start-here unless given
#
# Everything that needs a network happens here. Afterwards no engine needs one. Runs again in seconds; needs no dev container.
set -Eeuo pipefail
cd "$(dirname "$0")/.."
lesson=${1:-00-start-here}
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_INTERACTIVE_CLI_TELEMETRY_OPTOUT=1 DOTNET_INTERACTIVE_SKIP_FIRST_TIME_EXPERIENCE=1

step='' hint='' began=$SECONDS
step() { step=$1 hint=$2; printf '\n== %s\n' "$step"; }
fail() {
  printf '\n!!!! SocketSchool is NOT ready: "%s" failed after %d s.\n!!!! %s\n!!!! Then run again: bash .devcontainer/update-content.sh\n' \
    "$step" "$((SECONDS - began))" "$hint" >&2
  exit 1
}
trap fail ERR

school() { dotnet run --no-build --project lib/SocketSchool.App -- "$@"; }

step "restore the tools" "The package source must have the versions in .config/dotnet-tools.json. Offline? See docs/workshop.md, 'A room without internet'."
dotnet tool restore
bash .devcontainer/pin-extension-tool.sh --servers

step "build" "Read the first error above. A package that is missing: the package source must have the versions in Directory.Packages.props."
dotnet build SocketSchool.slnx --nologo -v quiet

if [ -f lib/SocketSchool.App/Page/package-lock.json ] && command -v npm >/dev/null; then
  step "the page's editor and figures" "npm could not install what lib/SocketSchool.App/Page/package-lock.json pins. Is there a network?"
  (cd lib/SocketSchool.App/Page && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
fi

step "lesson $lesson on the built-in engine" "The cell and its error are above. Nothing in a lesson needs a network: suspect the last change."
school run --out out/ready "notebooks/$lesson.ipynb"

step "lesson $lesson on .NET Interactive (what VS Code uses)" "Does 'dotnet tool run dotnet-interactive -- --version' print what .config/dotnet-tools.json pins?"
school run --engine dotnet-interactive --out out/ready/dotnet-interactive "notebooks/$lesson.ipynb"

# Packages that a lesson's optional section names are fetched now, so that the section works without a network later. No lesson needs one.
packages=$(grep -ohE '#r \\"nuget: *[^"\]+\\"' notebooks/*.ipynb 2>/dev/null | awk '!seen[$0]++' | sed 's/.*/"&\\n",/' || true)
if [ -n "$packages" ]; then
  mkdir -p out/ready
  printf '{"cells":[{"cell_type":"code","id":"packages","execution_count":null,"metadata":{},"outputs":[],"source":[%s "1"]}],"metadata":{"kernelspec":{"name":".net-csharp","display_name":".NET (C#)","language":"C#"}},"nbformat":4,"nbformat_minor":5}' \
    "$packages" > out/ready/packages.ipynb
  printf '\n== packages that optional sections name\n'
  school run --out out/ready/packages out/ready/packages.ipynb &&
    school run --engine dotnet-interactive --out out/ready/packages out/ready/packages.ipynb ||
    echo "not to be had here: those sections are skipped by name, everything else works"
fi

# The image sets SOCKETSCHOOL_JUPYTER=required. Elsewhere a Jupyter without our kernel is somebody's own affair.
if [ "${SOCKETSCHOOL_JUPYTER:-}" = required ] || jupyter kernelspec list 2>/dev/null | grep -q '\.net-csharp'; then
  step "lesson $lesson in Jupyter" "'jupyter kernelspec list' must show .net-csharp; .devcontainer/install-kernel.sh puts it there."
  mkdir -p out/ready/jupyter
  jupyter nbconvert --log-level=WARN --to notebook --execute --ExecutePreprocessor.kernel_name=.net-csharp --ExecutePreprocessor.timeout=120 \
    --output-dir out/ready/jupyter "notebooks/$lesson.ipynb"
  engines="built in, .NET Interactive, Jupyter"
else
  printf '\nno Jupyter with the kernel .net-csharp here: not tried (the container and the hub image have it)\n'
  engines="built in, .NET Interactive"
fi

printf '\nReady after %d s: lesson %s ran on %s.\n' "$((SECONDS - began))" "$lesson" "$engines"
