#!/usr/bin/env bash
# make.sh: what Debian's podman prints for five fixed containers, an image and itself, into this folder.
# Needs root, podman, runc, jq and busybox-static; works in a store of its own and removes it. Ids, times, process numbers and the
# store's paths are replaced by words, so that a second run changes nothing but what podman itself prints otherwise.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
bed=$(mktemp -d /tmp/golden.XXXXXX)
trap 'engine rm -fa -t 0 >/dev/null 2>&1 || true; umount -l "$bed/root/overlay" 2>/dev/null || true; rm -rf "$bed"' EXIT

cat >"$bed/containers.conf" <<'CONF'
[containers]
default_ulimits=["nofile=20000:20000","nproc=4096:4096"]
CONF
export CONTAINERS_CONF=$bed/containers.conf
engine() { podman --root "$bed/root" --runroot "$bed/run" --tmpdir "$bed/tmp" --runtime runc --cgroup-manager cgroupfs "$@" 2>>"$bed/err"; }

# A root file system of one static program and two users.
mkdir -p "$bed/image/bin" "$bed/image/etc" "$bed/image/tmp" "$bed/image/home/u" "$bed/ro" "$bed/rw"
cp /bin/busybox "$bed/image/bin/"
for name in sh sleep true; do ln -s busybox "$bed/image/bin/$name"; done
printf 'root:x:0:0:root:/root:/bin/sh\nu:x:1000:1000:u:/home/u:/bin/sh\n' >"$bed/image/etc/passwd"
printf 'root:x:0:\nu:x:1000:\n' >"$bed/image/etc/group"
tar -C "$bed/image" -cf "$bed/image.tar" .
engine import -q -c 'CMD ["/bin/sh"]' -c 'ENV PATH=/bin' -c 'LABEL made=here' -c 'WORKDIR /tmp' "$bed/image.tar" localhost/golden:1 >/dev/null

engine run -d --name plain --network none golden:1 sleep 1000 >/dev/null
engine run -dit --name dressed --network none --hostname inside -e A=1 -e B=2 --label l=v --label m=w --annotation note=yes \
    -v "$bed/ro:/ro:ro" -v "$bed/rw:/rw" --tmpfs /scratch:size=1m,mode=1777 golden:1 sh >/dev/null
engine run -d --name limited --network none -m 64m --cpus 0.5 --pids-limit 50 --ulimit nofile=100:200 --ulimit nproc=1000:1000 --read-only \
    --cap-drop all --cap-add net_raw --security-opt no-new-privileges --security-opt seccomp=unconfined golden:1 sleep 1000 >/dev/null
engine run -d --name open --privileged --network host --pid host --ipc host --uts host golden:1 sleep 1000 >/dev/null
engine run --name ended --network none --entrypoint '["/bin/sh","-c"]' -u u -w /home/u --stop-signal USR1 --stop-timeout 3 golden:1 'exit 7' || true

scrub() {
    jq --arg bed "$bed" --arg name "$1" '
        (.[0].Id) as $id | (.[0].Image // $id) as $image
        | .[0]
        | walk(if type == "string" then
            gsub($id; "ID") | gsub($id[0:12]; "SHORTID") | gsub($image; "IMAGE") | gsub($bed; "/BED")
            | gsub("[0-9a-f]{64}"; "HEX")
            | gsub("^20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:.]+(Z|[+-][0-9:]+)$"; "TIME")
          else . end)
        | if .State then .State.Pid |= (if . > 0 then 1 else . end) | (if .State.ConmonPid then .State.ConmonPid = 1 else . end) else . end
        | if .Config.CreateCommand then .Config.CreateCommand |= [.[0], .[11:][]] else . end'
}
for name in plain dressed limited open ended; do
    engine container inspect "$name" | scrub "$name" >"$here/$name.json"
done
engine image inspect golden:1 | scrub image | jq 'if .Size then .Size = 1 | .VirtualSize = 1 else . end' >"$here/image.json"
# Of info and version only the keys and the types are of interest: each value is replaced by one of its type.
types='walk(if type == "string" then "text" elif type == "number" then 1 elif type == "boolean" then true else . end)'
engine info --format json | jq "$types" >"$here/info.json"
engine version --format json | jq "$types" >"$here/version.json"
