#!/bin/bash
# bed.sh NAME STATE: a machine within the machine for the engine under test.
# Namespaces of its own (mount, net, pid, ipc, uts, cgroup), so that what an engine leaves behind is seen exactly and goes away with
# the bed. Process 1 says "ready HOST-PID" and stays until its standard input closes.
set -eu
umask 022
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
    apart=(unshare --mount --net --pid --ipc --uts --propagation private --fork --kill-child "$0" "$@")
    if [ -e /sys/fs/cgroup/cgroup.procs ]; then
        # v2 hands controllers on only from a group without processes: nobody stays in the one that the namespace is rooted at.
        mkdir "$folder/init"
        exec unshare --cgroup /bin/sh -c 'echo $$ >"$0"; exec "$@"' "$folder/init/cgroup.procs" "${apart[@]}"
    fi
    exec unshare --cgroup "${apart[@]}"
fi

read -r outer _ </proc/self/stat     # the old /proc: our number as the machine sees it
mount -t proc proc /proc
if [ -e /sys/fs/cgroup/cgroup.procs ]; then
    umount /sys/fs/cgroup     # the same file system does not mount over itself
    mount -t cgroup2 cgroup2 /sys/fs/cgroup
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
if [ -n "${HULL_E2E_USER:-}" ]; then
    # An ordinary user of the bed's own: accounts, subordinate ids, a home, a per-boot folder, and devices that users may open.
    user=$HULL_E2E_USER id=$HULL_E2E_UID
    mkdir -p "$state/etc"
    other=$((id + 1))
    printf 'root:x:0:0:root:/root:/bin/sh\n%s:x:%s:%s::/home/%s:/bin/sh\nother:x:%s:%s::/home/other:/bin/sh\n' \
        "$user" "$id" "$id" "$user" "$other" "$other" >"$state/etc/passwd"
    printf 'root:x:0:\n%s:x:%s:\nextra:x:3000:%s\nother:x:%s:\n' "$user" "$id" "$user" "$other" >"$state/etc/group"
    for file in subuid subgid; do printf '%s:200000:65536\nother:300000:65536\n' "$user" >"$state/etc/$file"; done
    for file in passwd group subuid subgid; do
        [ -e /etc/$file ] || continue
        mount --bind "$state/etc/$file" /etc/$file
    done
    mkdir -p -m 0755 /run/bed /run/bed/home /run/user
    mkdir -m 0700 "/run/user/$id" "/run/user/$other"; chown "$id:$id" "/run/user/$id" /run/bed/home; chown "$other:$other" "/run/user/$other"
    touch /run/bed/hull; mount --bind "$HULL_E2E_PROGRAM" /run/bed/hull
    mkdir -p "$state/dev/net" "$state/dev/pts" "$state/dev/shm" "$state/dev/mqueue"
    mount -t tmpfs -o mode=755 dev "$state/dev"; mkdir -p "$state/dev/net" "$state/dev/pts" "$state/dev/shm" "$state/dev/mqueue"
    for device in null:1:3 zero:1:5 full:1:7 random:1:8 urandom:1:9 tty:5:0 fuse:10:229 net/tun:10:200; do
        IFS=: read -r node major minor <<<"$device"
        mknod -m 666 "$state/dev/$node" c "$major" "$minor"
    done
    ln -s /proc/self/fd "$state/dev/fd"; ln -s pts/ptmx "$state/dev/ptmx"
    mount --rbind /dev/pts "$state/dev/pts"
    mount -t tmpfs -o mode=1777 shm "$state/dev/shm"; mount -t mqueue mqueue "$state/dev/mqueue"
    mount --move "$state/dev" /dev
    # A way out, for pasta copies one: nobody answers there.
    ip link add out0 type veth peer name out1
    ip address add 192.0.2.2/24 dev out0; ip link set out0 up; ip link set out1 up
    ip route add default via 192.0.2.1
    mount --make-rshared /
fi
ip link set lo up 2>/dev/null || true
echo "ready $outer"
# A shell reaps what is left to it. The read ends when the harness ends, however it ends.
while read -r line; do [ "$line" != end ] || break; done
