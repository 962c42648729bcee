#!/usr/bin/env bash
# eng/test.sh [PROJECT [RUNNER OPTIONS...]]
# Runs the built test projects one after the other and sums their reports. The last line is the count, alone:
# "N passed, N failed, N skipped". A project that ends without a report counts as one failed test.
set -uo pipefail
cd "$(dirname "$0")/.."
configuration=${CONFIGURATION:-Release}
limit=${HULL_TEST_LIMIT:-1200}
results=artifacts/test-results
rm -rf "$results"; mkdir -p "$results"

projects=(tests/Hull.*.Tests)
if [ $# -gt 0 ]; then projects=("tests/$1"); shift; fi

passed=0 failed=0 skipped=0 crashed=()

# The report is one long line: an element a line is easier to read.
elements() { sed 's/></>\n</g' "$1"; }
# One attribute of the report's first assembly element.
count() { elements "$1" | sed -n "/^<assembly /{s/.* $2=\"\([0-9]*\)\".*/\1/p;q}"; }
plain() { sed 's/<!\[CDATA\[//g; s/\]\]>//g; s/\\&quot;/"/g; s/&quot;/"/g; s/&#xA;/ /g; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g'; }

# run PROJECT LABEL [RUNNER OPTIONS...]
run() {
    local project=$1 label=$2; shift 2
    local name=${project##*/} report=$results/$label.xml started=$SECONDS code p f s e
    local program=$project/bin/$configuration/net10.0/$name
    echo "== $label"
    timeout -k 20 "$limit" "$program" --no-ansi --progress off --results-directory "$PWD/$results" \
        --report-xunit-xml --report-xunit-xml-filename "$label.xml" "$@" </dev/null 2>&1
    code=$?
    # 8: the project has no test that matches
    if [ $code = 8 ] && [ "$(count "$report" total 2>/dev/null || echo 0)" = 0 ]; then return; fi
    if [ ! -s "$report" ] || ! grep -q '</assemblies>' "$report"; then
        crashed+=("$label (exit code $code after $((SECONDS - started)) s)"); failed=$((failed + 1)); return
    fi
    p=$(count "$report" passed) f=$(count "$report" failed) s=$(count "$report" skipped) e=$(count "$report" errors)
    passed=$((passed + p)) failed=$((failed + f + e)) skipped=$((skipped + s))
    if [ $code != 0 ] && [ $((f + e)) = 0 ]; then crashed+=("$label (exit code $code)"); failed=$((failed + 1)); fi
    echo "== $label: $p passed, $((f + e)) failed, $s skipped, $((SECONDS - started)) s"
}

for project in "${projects[@]}"; do
    name=${project##*/}
    [ -f "$project/$name.csproj" ] || continue
    if [ "$name" != Hull.EndToEnd.Tests ]; then
        run "$project" "$name" "$@"
    elif [ -n "${HULL_E2E_USER:-}" ]; then
        run "$project" "$name.rootless" "$@"
    else
        # As root and as an ordinary user; what only one of them has is tested with that one.
        if [ $# -gt 0 ]; then run "$project" "$name" "$@"; else run "$project" "$name" --filter-not-class '*.RootlessTests'; fi
        [ "$(id -u)" = 0 ] || continue
        if [ $# -gt 0 ]; then
            HULL_E2E_USER=tester run "$project" "$name.rootless" "$@"
        else
            HULL_E2E_USER=tester run "$project" "$name.rootless" --filter-not-class '*.BridgeTests'
        fi
    fi
done

echo
if [ $skipped -gt 0 ]; then
    echo "skipped, and why:"
    for report in "$results"/*.xml; do
        elements "$report" | awk '
            /^<test / { name = $0; sub(/.* name="/, "", name); sub(/".*/, "", name) }
            /^<reason>/ { text = $0; gsub(/<\/?reason>/, "", text); print "  " name ": " text }'
    done | plain
fi
# Last, so that the end of a log is enough to know them.
if [ $failed -gt 0 ]; then
    echo "failed, and why:"
    for one in "${crashed[@]}"; do echo "  $one: did not end well"; done
    for report in "$results"/*.xml; do
        elements "$report" | awk '
            /^<test / { failed = / result="Fail"/; name = $0; sub(/.* name="/, "", name); sub(/".*/, "", name) }
            failed && /^<message>/ { text = $0; gsub(/<\/?message>/, "", text); print "  " name ": " substr(text, 1, 1000) }'
    done | plain
fi
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
