#!/usr/bin/env bash
# eng/vm/vm.sh VERB: a whole machine for the tests, with pure cgroup v2 and systemd, under QEMU.
#
#   start            make the disk where it is missing, boot a fresh copy of it, wait until it answers
#   put              copy the built tests and artifacts/hull into it
#   test [OPTIONS]   run eng/test.sh Hull.EndToEnd.Tests OPTIONS inside (HULL_E2E_USER, HULL_E2E_RUNTIME and HULL_TORTURE_* go with it) and
#                    fetch the reports into artifacts/vm-results
#   ssh COMMAND...   run something else inside, as root
#   stop             end it; what was changed on its disk is forgotten
#
# HULL_VM_FOLDER (default artifacts/vm) keeps the disk for the next time. Nothing of the machine reaches further than this host's loopback.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
repository=$(cd "$here/../.." && pwd)
folder=${HULL_VM_FOLDER:-$repository/artifacts/vm}
port=${HULL_VM_PORT:-22622}
configuration=${CONFIGURATION:-Release}
inside=/srv/hull

options=(-q -i "$folder/key" -p "$port" -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR -o ConnectTimeout=25
    -o ControlPath=/tmp/hull-vm-%C -o ServerAliveInterval=60 -o ServerAliveCountMax=20)

# One connection is kept for all commands: under emulation a handshake takes seconds. It holds no output of the command that made it.
inside() {
    ssh "${options[@]}" -O check root@127.0.0.1 2>/dev/null || ssh "${options[@]}" -f -N -M -o ControlPersist=yes root@127.0.0.1 </dev/null >/dev/null 2>&1
    ssh "${options[@]}" root@127.0.0.1 "$@"
}

running() { [ -s "$folder/pid" ] && [ "$(cat "/proc/$(cat "$folder/pid")/comm" 2>/dev/null)" = qemu-system-x86 ]; }

start() {
    ! running || { echo "eng/vm/vm.sh: it runs already (process $(cat "$folder/pid"))" >&2; exit 1; }
    "$here/disk.sh" "$folder"
    rm -f "$folder/run.qcow2" "$folder/pid" "$folder/console.log"
    qemu-img create -q -f qcow2 -b "$folder/disk.raw" -F raw "$folder/run.qcow2"
    # /dev/kvm may be there and yet not boot a stock kernel (a virtual machine of another kind): the modules tell.
    local accelerator=tcg,thread=multi processors=max
    if [ -w /dev/kvm ] && { [ -e /sys/module/kvm_intel ] || [ -e /sys/module/kvm_amd ]; }; then accelerator=kvm processors=host; fi
    qemu-system-x86_64 -name hull-vm -machine q35 -accel "$accelerator" -cpu "$processors" -smp 2 -m "${HULL_VM_MEMORY:-3072}" \
        -nodefaults -no-user-config -no-reboot -display none -kernel "$folder/vmlinuz" -initrd "$folder/initrd" \
        -append 'console=ttyS0 root=/dev/vda rw quiet mitigations=off no_timer_check tsc=reliable panic=-1 systemd.unified_cgroup_hierarchy=1' \
        -drive if=none,id=disk,file="$folder/run.qcow2",format=qcow2,cache=unsafe -device virtio-blk-pci,drive=disk \
        -netdev user,id=net,restrict=on,hostfwd=tcp:127.0.0.1:"$port"-:22 -device virtio-net-pci,netdev=net,romfile= \
        -device virtio-rng-pci -serial file:"$folder/console.log" -pidfile "$folder/pid" -daemonize
    local tries
    for tries in $(seq 40); do
        if timeout 30 ssh "${options[@]}" root@127.0.0.1 true 2>/dev/null; then return; fi
        running || { echo "eng/vm/vm.sh: the machine has ended; see $folder/console.log" >&2; exit 1; }
        sleep 2
    done
    echo "eng/vm/vm.sh: the machine does not answer; see $folder/console.log" >&2
    exit 1
}

put() {
    [ -x "$repository/artifacts/hull" ] || { echo "eng/vm/vm.sh: no artifacts/hull: make build" >&2; exit 1; }
    "$repository/eng/test-images.sh" "$repository/artifacts/test-images"
    # Compiled beforehand: under emulation the just-in-time compiler takes longer than the tests.
    local project=tests/Hull.EndToEnd.Tests
    dotnet publish "$repository/$project" -c "$configuration" -r "linux-$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')" --self-contained false \
        -p:PublishReadyToRun=true -o "$repository/artifacts/vm-tests" -v quiet -nologo
    tar -C "$repository" --exclude='*.pdb' --exclude='*.xml' --transform "s|^artifacts/vm-tests|$project/bin/$configuration/net10.0|" \
        -c Hull.slnx eng docs native "$project/Harness" "$project/Hull.EndToEnd.Tests.csproj" artifacts/hull artifacts/test-images artifacts/vm-tests |
        inside "mkdir -p $inside && tar -C $inside -x --no-same-owner"
}

# Everything takes many times as long as on the host, so the tests wait longer before they give up; compiling without tiers, too, so they keep them.
test_inside() {
    local variables=(DOTNET_ROOT=/usr/share/dotnet TESTINGPLATFORM_TELEMETRY_OPTOUT=1 DOTNET_TieredCompilation=1 DOTNET_TieredPGO=0 HULL_TEST_LIMIT=36000
        HULL_E2E_SYSTEMD=this HULL_E2E_PATIENCE="${HULL_E2E_PATIENCE:-12}" CONFIGURATION="$configuration") name code=0
    for name in HULL_E2E_USER HULL_E2E_RUNTIME HULL_TORTURE_KILLS HULL_TORTURE_SEED HULL_TEST_SECOND HULL_E2E_GAPS; do
        [ -z "${!name:-}" ] || variables+=("$name=${!name}")
    done
    inside "cd $inside && env ${variables[*]@Q} eng/test.sh Hull.EndToEnd.Tests ${*@Q}" || code=$?
    mkdir -p "$repository/artifacts/vm-results"
    inside "tar -C $inside/artifacts -c test-results" | tar -C "$repository/artifacts/vm-results" -x --no-same-owner
    return $code
}

stop() {
    running || return 0
    local process tries
    process=$(cat "$folder/pid")
    timeout 20 ssh "${options[@]}" -O exit root@127.0.0.1 2>/dev/null || true
    # Its disk is thrown away: there is nothing to shut down in order.
    kill "$process"
    for tries in $(seq 100); do running || break; sleep 0.1; done
    rm -f "$folder/run.qcow2" "$folder/pid"
}

verb=${1:-}; [ $# = 0 ] || shift
case $verb in
    start) start ;;
    put) put ;;
    test) test_inside "$@" ;;
    ssh) inside "$@" ;;
    stop) stop ;;
    *) sed -n '2,/^$/s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
