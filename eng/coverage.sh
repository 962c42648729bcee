#!/usr/bin/env bash
# Prints the branch coverage of rooms and fails below a floor.
#
#   eng/coverage.sh [ROOM...]        a room is a folder under src: Hull.Templates, Hull.Linux/Tar
#   COVERAGE_FLOOR=85                the least percentage of branches that the tests of a room must take
#
# The tests of a room are those of its project: tests/PROJECT.Tests. They are built apart (artifacts/coverage), since only this run needs
# the collector, and run once for all rooms of the project. Generated code lies outside src and does not count.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

floor=${COVERAGE_FLOOR:-85}
rooms=("$@")
[ ${#rooms[@]} -gt 0 ] || rooms=(Hull.Oci Hull.Cli/CommandLine Hull.Templates Hull.Linux/Tar)
out=artifacts/coverage

# Runs the tests of a project with the collector; leaves one Cobertura file in a folder of its own.
collect() {
    local project=$1 results=$out/results/$1 assembly
    assembly=$(sed -n 's:.*<AssemblyName>\(.*\)</AssemblyName>.*:\1:p' "src/$project/$project.csproj")
    rm -rf "$results"
    mkdir -p "$results"
    dotnet build "tests/$project.Tests" -v q -nologo -p:Coverage=true --artifacts-path "$out" > "$results/build.log" 2>&1 \
        || { cat "$results/build.log"; echo "coverage: tests/$project.Tests does not build"; return 1; }
    "$out/bin/$project.Tests/debug/$project.Tests" --coverlet --coverlet-output-format cobertura --coverlet-include "[${assembly:-$project}]*" \
        --results-directory "$results" > "$results/tests.log" 2>&1 \
        || { cat "$results/tests.log"; echo "coverage: the tests of $project fail"; return 1; }
    mv "$results"/*cobertura*.xml "$results/coverage.xml"
}

# Prints "TAKEN ALL" of the branches in a folder. Every line stands twice in the file, with its method and with its class; the class's count.
branches() {
    awk -v folder="$PWD/src/$2/" '
        /<source>/ { source = $0; gsub(/^.*<source>|<\/source>.*$/, "", source); if (source !~ /\/$/) source = source "/" }
        /<class / { match($0, /filename="[^"]*"/); file = substr($0, RSTART + 10, RLENGTH - 11); if (file !~ /^\//) file = source file }
        /<methods>/ { inMethods = 1 }
        /<\/methods>/ { inMethods = 0 }
        !inMethods && index(file, folder) == 1 && match($0, /condition-coverage="[^"]*"/) {
            split(substr($0, RSTART, RLENGTH), part, /[(\/)]/); taken += part[2]; all += part[3]
        }
        END { print taken + 0, all + 0 }' "$1"
}

failed=0
declare -A collected=()
printf '%-24s %10s %12s\n' ROOM BRANCHES COVERED
for room in "${rooms[@]}"; do
    project=${room%%/*}
    if [ ! -d "src/$room" ] || [ ! -d "tests/$project.Tests" ]; then
        echo "coverage: there is no src/$room with tests/$project.Tests" >&2
        failed=1
        continue
    fi
    if [ -z "${collected[$project]:-}" ]; then
        collect "$project" >&2 && collected[$project]=yes || collected[$project]=no
    fi
    if [ "${collected[$project]}" = no ]; then
        failed=1
        continue
    fi
    read -r taken all < <(branches "$out/results/$project/coverage.xml" "$room")
    if [ "$all" -eq 0 ]; then
        printf '%-24s %10s %12s\n' "$room" 0 -
        echo "coverage: src/$room has no branches that the tests load" >&2
        failed=1
        continue
    fi
    percent=$(awk -v t="$taken" -v a="$all" 'BEGIN { printf "%.1f", 100 * t / a }')
    printf '%-24s %10s %11s%%\n' "$room" "$all" "$percent"
    if awk -v p="$percent" -v f="$floor" 'BEGIN { exit !(p < f) }'; then
        echo "coverage: $room is below $floor%" >&2
        failed=1
    fi
done
exit $failed
