#!/usr/bin/env bash
# eng/public-api.sh: writes the public surface of Hull.Engine into PublicAPI.Unshipped.txt, as the analyzer sees it now.
# Look at the difference before you commit it: what goes away or changes there breaks somebody's program.
set -euo pipefail
cd "$(dirname "$0")/../src/Hull.Engine"
file=PublicAPI.Unshipped.txt
printf '#nullable enable\n' >"$file"
{ dotnet build -c Release -v quiet -nologo -p:RunAnalyzers=true 2>&1 || true; } |
    sed -n "s/.*RS0016: Symbol '\(.*\)' is not part of the declared public API.*/\1/p" | LC_ALL=C sort -u >>"$file"
[ "$(wc -l <"$file")" -gt 1 ] || { echo "eng/public-api.sh: the build says nothing about the surface" >&2; exit 1; }
