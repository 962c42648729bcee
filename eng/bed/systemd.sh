#!/usr/bin/env bash
# eng/bed/systemd.sh v1|v2 FOLDER PROGRAM: systemd as process 1 of namespaces of its own, over a copy-on-write view of this machine's "/".
#
# v1: one hierarchy a controller, with this machine's limits. v2: the unified hierarchy, with the controllers that it has here: none where the machine
# gives them to v1. PROGRAM is seen inside as /run/bed/hull. The user sailor (1777) lingers, so that a systemd of the user's runs, too; guest (1778)
# does not.
# Says "ready PID" when all is up: `nsenter -t PID -a -- systemd-run --pipe --wait …` runs something inside. Ends it when standard input closes.
# Exit code 3: this machine cannot have that bed, and standard error says why.
set -euo pipefail
umask 022
version=$1 folder=$2 program=$3
name=hull-systemd-${folder##*/}

cannot() { echo "$1" >&2; exit 3; }

# What there is to mount: "OPTIONS FOLDER-NAME" a line.
hierarchies() {
    local id controllers path
    if [ "$version" = v2 ]; then echo unified; return; fi
    while IFS=: read -r id controllers path; do
        [ "$id" = 0 ] || echo "$controllers"
    done </proc/self/cgroup
}

mount_hierarchy() { # CONTROLLERS WHERE
    mkdir -p "$2"
    case $1 in
        unified) mount -t cgroup2 cgroup2 "$2" ;;
        name=*) mount -t cgroup -o "none,$1" cgroup "$2" ;;
        *) mount -t cgroup -o "$1" cgroup "$2" ;;
    esac
}

groups_of_machine() {
    local one file
    mount -t tmpfs tmpfs "$folder/cgroups"
    for one in $(hierarchies); do
        mount_hierarchy "$one" "$folder/cgroups/$one"
        mkdir -p "$folder/cgroups/$one/$name"
        for file in cpus mems; do   # a new v1 cpuset is empty and takes nobody in
            [ "$version" = v2 ] || [ ! -e "$folder/cgroups/$one/cpuset.$file" ] || cat "$folder/cgroups/$one/cpuset.$file" >"$folder/cgroups/$one/$name/cpuset.$file"
        done
    done
}

# In every hierarchy: the bed's group, or the machine's root, out of the namespace's sight.
enter_groups() { local one; for one in "$folder"/cgroups/*; do echo 0 >"$one/$1cgroup.procs"; done; }

devices() { # WHERE
    mount -t tmpfs -o mode=755 dev "$1"
    mkdir "$1"/{net,pts,shm,mqueue}
    local node major minor device
    for device in null:1:3 zero:1:5 full:1:7 random:1:8 urandom:1:9 tty:5:0 fuse:10:229 net/tun:10:200; do
        IFS=: read -r node major minor <<<"$device"
        mknod -m 666 "$1/$node" c "$major" "$minor"
    done
    ln -s /proc/self/fd "$1/fd"; ln -s pts/ptmx "$1/ptmx"
    ln -s fd/0 "$1/stdin"; ln -s fd/1 "$1/stdout"; ln -s fd/2 "$1/stderr"
    mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts "$1/pts"
    mount -t tmpfs -o mode=1777 shm "$1/shm"; mount -t mqueue mqueue "$1/mqueue"
}

# Everything that belongs to the boot of a machine is masked; journal, bus and logind stay.
units() { # ROOT
    local unit
    find "$1/etc/systemd/system" "$1/etc/systemd/user" -mindepth 1 -delete 2>/dev/null || true
    mkdir -p "$1/etc/systemd/system"
    for unit in "$1"/lib/systemd/system/{sysinit,local-fs,sockets,timers,multi-user,graphical,basic}.target.wants/*; do
        case ${unit##*/} in
            systemd-journald*|dbus*|systemd-logind*|systemd-user-sessions*) ;;
            *) ln -sfn /dev/null "$1/etc/systemd/system/${unit##*/}" ;;
        esac
    done
    for unit in getty.target systemd-udevd.service systemd-networkd.service systemd-resolved.service systemd-timesyncd.service \
        systemd-tmpfiles-setup.service systemd-tmpfiles-clean.timer systemd-sysctl.service systemd-update-utmp.service systemd-random-seed.service; do
        ln -sfn /dev/null "$1/etc/systemd/system/$unit"
    done
    mkdir -p "$1/etc/systemd/journald.conf.d" "$1/etc/systemd/system.conf.d"
    printf '[Journal]\nStorage=volatile\nReadKMsg=no\nAudit=no\nForwardToSyslog=no\n' >"$1/etc/systemd/journald.conf.d/bed.conf"
    printf '[Manager]\nDefaultTimeoutStopSec=10s\n' >"$1/etc/systemd/system.conf.d/bed.conf"
}

accounts() { # ROOT
    local name id file
    : >"$1/etc/subuid"; : >"$1/etc/subgid"
    for name in sailor:1777 guest:1778; do
        id=${name#*:} name=${name%:*}
        printf '%s:x:%s:%s::/home/%s:/bin/sh\n' "$name" "$id" "$id" "$name" >>"$1/etc/passwd"
        printf '%s:x:%s:\n' "$name" "$id" >>"$1/etc/group"
        printf '%s:*:19000:0:99999:7:::\n' "$name" >>"$1/etc/shadow"
        for file in subuid subgid; do printf '%s:%s:65536\n' "$name" $((id * 100000)) >>"$1/etc/$file"; done
        install -d -o "$id" -g "$id" "$1/home/$name"
    done
    mkdir -p "$1/var/lib/systemd/linger"
    : >"$1/var/lib/systemd/linger/sailor"
    rm -f "$1/etc/nologin" "$1/run/nologin"
}

become_system() {
    local root=$folder/root outer
    read -r outer _ </proc/self/stat     # the old /proc: our number as the machine sees it
    mkdir -p "$root" "$folder/writes"
    mount -t tmpfs tmpfs "$folder/writes"
    mkdir "$folder/writes"/{upper,work,store,home}
    mount -t overlay overlay -o "lowerdir=/,upperdir=$folder/writes/upper,workdir=$folder/writes/work" "$root"
    # A store's overlays want an upper folder that is not on an overlay.
    mkdir -p "$root/var/lib/hull"
    mount --bind "$folder/writes/store" "$root/var/lib/hull"; mount --bind "$folder/writes/home" "$root/home"
    mount -t proc proc "$root/proc"
    # Starting, systemd would raise the machine's own fs.file-max.
    mount --bind "$root/proc/sys/fs" "$root/proc/sys/fs"; mount -o remount,bind,ro "$root/proc/sys/fs"
    mount -t sysfs -o ro sysfs "$root/sys"
    devices "$root/dev"
    mount -t tmpfs -o mode=755 run "$root/run"; mount -t tmpfs -o mode=1777 tmp "$root/tmp"; mount -t tmpfs -o mode=1777 tmp "$root/var/tmp"
    mkdir -p "$root/run/bed" "$root/run/lock"; touch "$root/run/bed/hull"; mount --bind "$program" "$root/run/bed/hull"
    if [ "$version" = v2 ]; then
        mount_hierarchy unified "$root/sys/fs/cgroup"
    else
        mount -t tmpfs -o mode=755 cgroup "$root/sys/fs/cgroup"
        local one
        for one in $(hierarchies); do mount_hierarchy "$one" "$root/sys/fs/cgroup/${one#name=}"; done
    fi
    units "$root"
    accounts "$root"
    : >"$root/etc/fstab"; : >"$root/etc/machine-id"
    ip link set lo up
    # A way out, for pasta copies one: nobody answers there.
    ip link add out0 type veth peer name out1
    ip address add 192.0.2.2/24 dev out0; ip link set out0 up; ip link set out1 up
    ip route add default via 192.0.2.1
    hostname systemd-bed
    echo "$outer" >"$folder/pid.new"; mv "$folder/pid.new" "$folder/pid"
    cd "$root"
    mkdir -p .old
    pivot_root . .old
    umount -l /.old
    mount --make-rshared /
    exec env -i container=hull-bed PATH=/usr/sbin:/usr/bin:/sbin:/bin TERM=dumb /lib/systemd/systemd --system --unit=multi-user.target \
        --show-status=0 --log-target=journal </dev/null >/dev/null 2>&1
}

case ${STAGE:-} in
    groups)
        groups_of_machine
        enter_groups "$name/"
        STAGE=namespace exec unshare --cgroup "$0" "$@" ;;
    namespace)
        # Who waits for the child must not sit in the group that systemd takes for its root.
        enter_groups ""
        STAGE=system exec unshare --pid --fork --kill-child "$0" "$@" ;;
    system)
        enter_groups "$name/"
        become_system ;;
esac

[ -x /lib/systemd/systemd ] || cannot "systemd is not installed"
[ -x /usr/bin/dbus-daemon ] || cannot "dbus is not installed"
[ -e /lib/systemd/system/systemd-logind.service ] && compgen -G '/lib/*/security/pam_systemd.so' >/dev/null || cannot "libpam-systemd is not installed"
[ "$version" = v2 ] || grep -q ':name=systemd:\|:memory:' /proc/self/cgroup || cannot "this machine has no cgroup v1"
mkdir -p "$folder/cgroups"
STAGE=groups setsid unshare --mount --propagation private --uts --ipc --net "$0" "$@" </dev/null >"$folder/log" 2>&1 &
tries=0
while [ ! -s "$folder/pid" ]; do
    tries=$((tries + 1))
    kill -0 $! 2>/dev/null && [ $tries -lt 1000 ] || { cat "$folder/log" >&2; exit 1; }
    sleep 0.02
done
init=$(cat "$folder/pid")

end_all() {
    kill -9 "$init" 2>/dev/null || true
    wait 2>/dev/null || true
    local top tries
    for top in /sys/fs/cgroup/*/"$name" /sys/fs/cgroup/"$name"; do
        for tries in $(seq 100); do
            [ -d "$top" ] || break
            find "$top" -depth -type d -exec rmdir {} + 2>/dev/null || sleep 0.05
        done
    done
}
trap end_all EXIT

until nsenter -t "$init" -a -- test -S /run/systemd/private 2>/dev/null; do
    kill -0 "$init" 2>/dev/null || { cat "$folder/log" >&2; exit 1; }
    sleep 0.02
done
nsenter -t "$init" -a -- systemctl is-system-running --wait >"$folder/state" 2>&1 || true
# Its bus is up when the user's systemd is.
until nsenter -t "$init" -a -- test -S /run/user/1777/bus 2>/dev/null; do
    kill -0 "$init" 2>/dev/null || { cat "$folder/log" >&2; exit 1; }
    tries=$((tries + 1)); [ $tries -lt 3000 ] || { nsenter -t "$init" -a -- journalctl --no-pager -n 50 >&2; exit 1; }
    sleep 0.02
done
# The kernel lets users mount a /proc only where nothing of the visible one is covered.
nsenter -t "$init" -a -- umount /proc/sys/fs
echo "ready $init"
while read -r line; do [ "$line" != end ] || break; done
