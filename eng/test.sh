#!/usr/bin/env bash
# eng/test.sh [PROJECT [RUNNER OPTIONS...]]
# Runs the built test projects one after the other and sums their reports. The last line is the count, alone:
# "N passed, N failed, N skipped". A project that ends without a report counts as one failed test.
# A failed test of the real kernel or the real executable is run once more, alone: what passes then counts as passed, and is named above the count
# (HULL_TEST_SECOND=no: never).
set -uo pipefail
cd "$(dirname "$0")/.."
configuration=${CONFIGURATION:-Release}
limit=${HULL_TEST_LIMIT:-1200}
results=artifacts/test-results
rm -rf "$results"; mkdir -p "$results"

projects=(tests/Hull.*.Tests)
if [ $# -gt 0 ]; then projects=("tests/$1"); shift; fi

passed=0 failed=0 skipped=0 crashed=()
second=$results/second     # reports of second attempts, and LABEL.passed: the names of the tests that passed then
mkdir "$second"

# The report is one long line: an element a line is easier to read.
elements() { sed 's/></>\n</g' "$1"; }
# One attribute of the report's first assembly element.
count() { elements "$1" | sed -n "/^<assembly /{s/.* $2=\"\([0-9]*\)\".*/\1/p;q}"; }
plain() { sed 's/<!\[CDATA\[//g; s/\]\]>//g; s/\\&quot;/"/g; s/&quot;/"/g; s/&#xA;/ /g; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g'; }

# One value of each test of a report that ended with a result, a line each, as the report spells it.
tests() { # REPORT RESULT name|method
    elements "$1" | awk -v result=" result=\"$2\"" -v wanted="$3" '
        function value(key) { if (!match($0, " " key "=\"[^\"]*\"")) return ""; return substr($0, RSTART + length(key) + 3, RLENGTH - length(key) - 4) }
        /^<test / && index($0, result) { print wanted == "name" ? value("name") : value("type") "." value("method") }'
}

# second_attempt PROGRAM LABEL: the methods with a failed test once more, one at a time. A method is excused test by test: one that
# is not in the second report stays failed. Where very many fail it is not chance.
second_attempt() {
    local program=$1 label=$2 methods method number=0
    mapfile -t methods < <(tests "$results/$label.xml" Fail method | sort -u)
    [ ${#methods[@]} -gt 0 ] && [ ${#methods[@]} -le 12 ] || return 0
    for method in "${methods[@]}"; do
        number=$((number + 1))
        echo "== $label, once more: $method"
        timeout -k 20 300 "$program" --no-ansi --progress off --results-directory "$PWD/$second" \
            --report-xunit-xml --report-xunit-xml-filename "$label.$number.xml" --filter-method "$method" </dev/null 2>&1
        [ ! -s "$second/$label.$number.xml" ] || tests "$second/$label.$number.xml" Pass name >>"$second/$label.seen"
        [ ! -s "$second/$label.$number.xml" ] || tests "$second/$label.$number.xml" Fail name >>"$second/$label.failed"
    done
    touch "$second/$label.seen" "$second/$label.failed"
    tests "$results/$label.xml" Fail name | grep -Fxf "$second/$label.seen" | grep -vFxf "$second/$label.failed" >"$second/$label.passed"
    return 0
}

# run PROJECT LABEL [RUNNER OPTIONS...]
run() {
    local project=$1 label=$2; shift 2
    local name=${project##*/} report=$results/$label.xml started=$SECONDS code p f s e again=0
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
    if [ $code != 0 ] && [ $((f + e)) = 0 ]; then crashed+=("$label (exit code $code)"); failed=$((failed + 1)); fi
    if [[ "$name" = Hull.EndToEnd.Tests || "$name" = Hull.Linux.Tests ]] && [ "$f" -gt 0 ] && [ "${HULL_TEST_SECOND:-yes}" != no ]; then
        second_attempt "$program" "$label"
        [ ! -e "$second/$label.passed" ] || again=$(wc -l <"$second/$label.passed")
        p=$((p + again)) f=$((f - again))
    fi
    passed=$((passed + p)) failed=$((failed + f + e)) skipped=$((skipped + s))
    echo "== $label: $p passed ($again at the second attempt), $((f + e)) failed, $s skipped, $((SECONDS - started)) s"
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
            HULL_E2E_USER=tester run "$project" "$name.rootless" --filter-not-class '*.BridgeTests' --filter-not-class '*.SystemdTests'
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
if [ -n "$(cat "$second"/*.passed 2>/dev/null)" ]; then
    echo "passed at the second attempt:"
    for names in "$second"/*.passed; do
        label=${names##*/}
        sed "s/^/  /; s/\$/ (${label%.passed})/" "$names"
    done | plain
fi
if [ $failed -gt 0 ]; then
    echo "failed, and why:"
    for one in "${crashed[@]}"; do echo "  $one: did not end well"; done
    for report in "$results"/*.xml; do
        label=${report##*/} excused=$second/${label%.xml}.passed
        elements "$report" | awk -v excused="$excused" '
            BEGIN { while ((getline name <excused) > 0) passed[name] = 1 }
            /^<test / { name = $0; sub(/.* name="/, "", name); sub(/".*/, "", name); failed = / result="Fail"/ && !(name in passed) }
            failed && /^<message>/ { text = $0; gsub(/<\/?message>/, "", text); print "  " name ": " substr(text, 1, 1000) }'
    done | plain
fi
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
