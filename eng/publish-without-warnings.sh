#!/usr/bin/env bash
# Publishes hull anew and fails on any warning of the trimmer or the native compiler (IL2xxx, IL3xxx).
set -euo pipefail
cd "$(dirname "$0")/.."
output=$(mktemp -d); trap 'rm -rf "$output"' EXIT
# The native compiler runs again only when its output is gone.
rm -rf src/Hull.Cli/obj/Release/net10.0/*/native
dotnet publish src/Hull.Cli -c Release -o artifacts/publish -v minimal -nologo 2>&1 | tee "$output/log"
if grep -E 'warning|IL[23][0-9]{3}' "$output/log"; then
    echo "publishing warns (above)" >&2
    exit 1
fi
install -m 0755 artifacts/publish/hull artifacts/hull
