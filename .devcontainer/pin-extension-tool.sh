#!/usr/bin/env bash
# Gives VS Code's notebook extension the pinned kernel, so that opening a notebook fetches nothing. Run it once on your own machine as well
# (Linux, macOS, Git Bash), after the extension is installed; the dev container does it by itself.
#
# Why it is needed: the extension runs the tool from a folder of its own. Without a .config/dotnet-tools.json there it makes one with
# "dotnet new tool-manifest"; SDK 10.0.4xx writes that file one level higher, so the extension does not find it, tries again at each start,
# fails from the second start on, and VS Code offers no .NET kernel.
set -eu
cd "$(dirname "$0")/.."
extension=User/globalStorage/ms-dotnettools.dotnet-interactive-vscode

pin() {
  mkdir -p "$1/$extension/.config"
  cp .config/dotnet-tools.json "$1/$extension/.config/dotnet-tools.json"
}

# Where servers will put their data: made ahead of them, since a container is built before anybody connects to it.
for data in "$HOME/.vscode-server/data" "$HOME/.vscode-remote/data" "$HOME/.local/share/code-server"; do
  if [ "${1:-}" = --servers ] || [ -d "$data" ]; then pin "$data"; fi
done
# A VS Code on this machine.
for data in "$HOME/.config/Code" "$HOME/.config/Code - Insiders" "$HOME/.config/VSCodium" \
            "$HOME/Library/Application Support/Code" ${APPDATA:+"$APPDATA/Code"}; do
  if [ -d "$data" ]; then pin "$data"; fi
done
