#!/bin/bash
# bed.sh NAME STATE: a machine within the machine for the engine under test.
# Namespaces of its own (mount, net, pid, ipc, uts, cgroup), so that what an engine leaves behind is seen exactly and goes away with
# the bed. Process 1 says "ready HOST-PID" and stays until its standard input closes.
set -eu
name=$1 state=$2

if [ "${STAGE:-}" = "" ]; then
    # A cgroup of the bed in every hierarchy; the cgroup namespace is rooted there.
    mapfile -t rows </proc/self/cgroup     # whole: it changes as we move
    # What a test process that was killed could not remove: its number is in the name.
    for old in /sys/fs/cgroup/*/hull-e2e-* /sys/fs/cgroup/hull-e2e-*; do
        process=${old##*/hull-e2e-}; process=${process%%-*}
        [ ! -d "$old" ] || [ -d "/proc/$process" ] || find "$old" -depth -type d -exec rmdir {} + 2>/dev/null || true
    done
    for row in "${rows[@]}"; do
        IFS=: read -r id controllers path <<<"$row"
        case $id:$controllers in
            0:) top=/sys/fs/cgroup; [ -e $top/cgroup.procs ] || continue; path= ;;   # on a hybrid machine it carries nothing of use
            *) top=/sys/fs/cgroup/${controllers#name=} ;;
        esac
        [ -d "$top" ] || continue
        [ "$path" != / ] || path=
        folder=$top$path/$name
        mkdir "$folder"
        for file in cpus mems; do   # a new v1 cpuset is empty and takes nobody in
            [ ! -e "$top$path/cpuset.$file" ] || [ -e "$top/cgroup.controllers" ] || cat "$top$path/cpuset.$file" >"$folder/cpuset.$file"
        done
        echo $$ >"$folder/cgroup.procs"
        echo "$folder" >>"$state/cgroups"
    done
    export STAGE=inner
    exec unshare --mount --net --pid --ipc --uts --cgroup --propagation private --fork --kill-child "$0" "$@"
fi

read -r outer _ </proc/self/stat     # the old /proc: our number as the machine sees it
mount -t proc proc /proc
if [ -e /sys/fs/cgroup/cgroup.procs ]; then
    mount -t cgroup2 cgroup2 /sys/fs/cgroup
    mkdir /sys/fs/cgroup/init; echo 1 >/sys/fs/cgroup/init/cgroup.procs
    for controller in $(cat /sys/fs/cgroup/cgroup.controllers); do echo "+$controller" >/sys/fs/cgroup/cgroup.subtree_control; done
else
    # A plain v1 view: crun refuses the hybrid one.
    mount -t tmpfs -o mode=755 cgroup /sys/fs/cgroup
    while IFS=: read -r id controllers _; do
        [ "$id" != 0 ] || continue
        folder=/sys/fs/cgroup/${controllers#name=}; mkdir "$folder"
        case $controllers in name=*) options=none,$controllers ;; *) options=$controllers ;; esac
        mount -t cgroup -o "$options" cgroup "$folder"
    done </proc/self/cgroup
fi
mount -t tmpfs -o mode=755 run /run; mkdir -p /run/lock /run/netns
mount -t tmpfs -o mode=1777 tmp /var/tmp
for folder in /var/lib/containers /var/lib/hull; do
    [ -d $folder ] || continue
    mkdir -p "$state$folder"; mount --bind "$state$folder" $folder
done
hostname bed
ip link set lo up 2>/dev/null || true
echo "ready $outer"
# A shell reaps what is left to it. The read ends when the harness ends, however it ends.
while read -r line; do [ "$line" != end ] || break; done
