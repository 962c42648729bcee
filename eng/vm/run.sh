#!/usr/bin/env bash
# eng/vm/run.sh [CLASS...]: end-to-end tests on pure cgroup v2, as root and as a user, with crun and runc, one class after the other.
# Writes a row a class and user to artifacts/vm-results/summary.md as it goes, so that an end in the middle loses nothing.
# Without KVM a test takes 10 to 60 s: the usual classes (HULL_VM_CLASSES) are those that look different on v2.
set -uo pipefail
cd "$(dirname "$0")/../.."
classes=("$@")
[ $# -gt 0 ] || read -r -a classes <<<"${HULL_VM_CLASSES:-HelloTests RunResourcesTests SystemdTests ExecTests LifecycleTests RootlessTests RunSecurityTests BridgeTests FaultTests}"
mkdir -p artifacts/vm-results
summary=artifacts/vm-results/summary.md
trap 'eng/vm/vm.sh stop' EXIT
eng/vm/vm.sh start && eng/vm/vm.sh put || exit 1
{
    echo "| class | as | passed | failed | skipped | seconds |"
    echo "|---|---|---|---|---|---|"
} >"$summary"
eng/vm/vm.sh ssh 'uname -r; stat -fc %T /sys/fs/cgroup; cat /sys/fs/cgroup/cgroup.controllers; crun --version | head -1; runc --version | head -1; conmon --version | head -1; systemctl --version | head -1' |
    tee artifacts/vm-results/versions
failed=0
for class in "${classes[@]}"; do
    log=artifacts/vm-results/$class.log
    eng/vm/vm.sh test --filter-class "*.$class" 2>&1 | tee "$log" || failed=1
    sed -n 's/^== Hull.EndToEnd.Tests\(\.rootless\)\?: \([0-9]*\) passed.*, \([0-9]*\) failed, \([0-9]*\) skipped, \([0-9]*\) s$/\1 \2 \3 \4 \5/p' "$log" |
        while read -r a b c d e; do
            # as root the first field is empty
            if [ "$a" = .rootless ]; then echo "| $class | tester | $b | $c | $d | $e |"; else echo "| $class | root | $a | $b | $c | $d |"; fi
        done >>"$summary"
done
cat "$summary"
exit $failed
