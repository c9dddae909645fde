#!/bin/sh
# install-kernel.sh TOOLS_JSON TOOL_FOLDER KERNEL_FOLDER: the pinned .NET Interactive and its C# kernel for Jupyter.
# The kernel's command is "dotnet interactive", which works wherever TOOL_FOLDER is on the PATH.
set -eu
manifest=$1 tools=$2 kernels=$3

version=$(sed -n '/microsoft.dotnet-interactive/,/}/s/.*"version": *"\([^"]*\)".*/\1/p' "$manifest")
[ -n "$version" ] || { echo "install-kernel.sh: $manifest pins no microsoft.dotnet-interactive" >&2; exit 1; }
dotnet tool install microsoft.dotnet-interactive --version "$version" --tool-path "$tools"

mkdir -p "$kernels"
PATH=$tools:$PATH "$tools/dotnet-interactive" jupyter install --path "$kernels"
# The lessons are C#; two more kernels in the launcher only ask a question that nobody here can answer.
rm -rf "$kernels/.net-fsharp" "$kernels/.net-powershell"
[ -f "$kernels/.net-csharp/kernel.json" ] || { echo "install-kernel.sh: no .net-csharp in $kernels" >&2; exit 1; }
