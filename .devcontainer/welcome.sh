#!/usr/bin/env bash
# What a person who has just opened the container sees in the terminal.
cat <<'TEXT'

SocketSchool is built and tried out.

  In this window     open notebooks/00-start-here.ipynb, choose the kernel ".NET Interactive" if asked, Run All
  As a page          dotnet run --no-build --project lib/SocketSchool.App
                     then follow the address that it prints; it is forwarded to you alone
  Without either     dotnet run --no-build --project lib/SocketSchool.App -- run notebooks/00-start-here.ipynb

Something missing? bash .devcontainer/update-content.sh builds it again and says what fails.
TEXT
