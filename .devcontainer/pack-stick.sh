#!/usr/bin/env bash
# pack-stick.sh FOLDER: everything that a room without internet needs but the SDK's installer: the school, built, with each package that
# a build or a lesson asks for, and a NuGet.config that knows no other source. Then builds and runs a lesson from there, which proves it.
#
# On the learner's machine: install the .NET SDK, copy FOLDER/socketschool to the disk, run what FOLDER/READ-ME-FIRST.txt says.
set -Eeuo pipefail
school=$(cd "$(dirname "$0")/.." && pwd)
[ $# = 1 ] || { echo "usage: bash .devcontainer/pack-stick.sh FOLDER" >&2; exit 2; }
mkdir -p "$1" && stick=$(cd "$1" && pwd)
[ ! -e "$stick/socketschool" ] || { echo "pack-stick.sh: $stick/socketschool is there already; remove it or name another folder" >&2; exit 2; }
trap 'echo "!!!! pack-stick.sh: stopped at \"$step\"; what is in $stick is not complete" >&2' ERR
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
# The teacher's own caches would hide that something is missing from the stick.
DOTNET_CLI_HOME=$(mktemp -d); export DOTNET_CLI_HOME; unset NUGET_PACKAGES
trap 'rm -rf "$DOTNET_CLI_HOME"' EXIT
step() { step=$1; printf '\n== %s\n' "$step"; }

step "copy the last commit"
git clone --quiet --no-hardlinks "$school" "$stick/socketschool"
cd "$stick/socketschool"
git remote remove origin
printf '/packages/\n/NuGet.config\n' >> .git/info/exclude

step "fetch the packages"
# The folder of packages is inside the copy and named in its NuGet.config by a relative path, so that it works wherever the copy lands.
cat > NuGet.config <<'XML'
<?xml version="1.0" encoding="utf-8"?>
<configuration>
  <config>
    <add key="globalPackagesFolder" value="packages" />
  </config>
</configuration>
XML
dotnet restore SocketSchool.slnx -v quiet
dotnet tool restore
# What optional sections of lessons name in #r "nuget: ID, VERSION". A source that lacks one costs that section only.
named=$(grep -ohE '#r \\"nuget: *[^"\]+\\"' notebooks/*.ipynb | awk '!seen[$0]++' |
  sed -E 's/.*nuget: *([^, ]+), *([^" \]+).*/<PackageReference Include="\1" Version="\2" \/>/' || true)
if [ -n "$named" ]; then
  mkdir -p out/named
  printf '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework><ManagePackageVersionsCentrally>false</ManagePackageVersionsCentrally></PropertyGroup><ItemGroup>%s</ItemGroup></Project>\n' \
    "$named" > out/named/named.csproj
  dotnet restore out/named/named.csproj -v quiet || echo "not on the stick: a package that an optional section names"
fi
if [ -f lib/SocketSchool.App/Page/package-lock.json ] && command -v npm >/dev/null; then
  (cd lib/SocketSchool.App/Page && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
fi

step "forget the internet"
cat > NuGet.config <<'XML'
<?xml version="1.0" encoding="utf-8"?>
<!-- Written by .devcontainer/pack-stick.sh for a room without internet: all packages are in packages/. Delete this file to use the internet again. -->
<configuration>
  <config>
    <add key="globalPackagesFolder" value="packages" />
  </config>
  <packageSources>
    <clear />
    <add key="this folder" value="packages" />
  </packageSources>
  <auditSources>
    <clear />
  </auditSources>
</configuration>
XML

step "build and run a lesson from the copy"
rm -rf lib/*/obj tests/*/obj "${DOTNET_CLI_HOME:?}"/.dotnet
dotnet tool restore
dotnet build SocketSchool.slnx --nologo -v quiet
dotnet run --no-build --project lib/SocketSchool.App -- run notebooks/00-start-here.ipynb
dotnet run --no-build --project lib/SocketSchool.App -- run --engine dotnet-interactive notebooks/00-start-here.ipynb
rm -rf out

cat > "$stick/READ-ME-FIRST.txt" <<'TEXT'
SocketSchool without internet

1. Install the .NET 10 SDK from this stick (the teacher put the installer here; "dotnet --version" must print 10.0 or later).
2. Copy the folder "socketschool" from the stick to your disk, for instance to your home folder. Do not work on the stick itself: it is slow.
3. In a terminal, in that folder:

       dotnet run --project lib/SocketSchool.App

   The first start builds for a minute. Then follow the address that it prints.

With VS Code and its notebook extension installed (*.vsix files on this stick, if any: Extensions, "...", Install from VSIX):
"dotnet tool restore" once, then open notebooks/00-start-here.ipynb.
TEXT

step "done"
du -sh "$stick/socketschool" "$stick/socketschool/packages" | sed 's/^/  /'
echo "Add to $stick by hand: SDK installers for the systems in the room, VS Code and the extensions' .vsix files, docker save of the image."
