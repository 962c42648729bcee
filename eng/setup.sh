#!/usr/bin/env bash
# eng/setup.sh GROUP...          groups: build run test bench vm
# eng/setup.sh --list GROUP...   only names the packages
# Sees to it that what a group needs is there. On Debian and its derivatives missing packages are installed (with sudo where the
# caller is not root); elsewhere, or where it may not, they are named and the script fails. Says nothing when all is there.
set -euo pipefail

# package, then what it must provide: a command, a file (patterns allowed), or a program that needs no shared library.
# A system that has these needs no package.
table() {
    case $1 in
        build) cat <<'ROWS'
gcc             gcc
libc6-dev       /usr/include/stdlib.h
zlib1g-dev      /usr/include/zlib.h
libsqlite3-dev  /usr/lib/*/libsqlite3.a
ROWS
        ;;
        run) cat <<'ROWS'
conmon          conmon
crun            crun
runc            runc
golang-github-containers-common  /usr/share/containers/seccomp.json
libseccomp2     /usr/lib/*/libseccomp.so.2
libssl3         /usr/lib/*/libssl.so.3
ca-certificates /etc/ssl/certs/ca-certificates.crt
catatonit       /usr/bin/catatonit
uidmap          newuidmap
passt           pasta
ROWS
        ;;
        test) cat <<'ROWS'
busybox-static  static:/bin/busybox
podman          podman
skopeo          skopeo
umoci           umoci
iproute2        ip
iptables        iptables
nftables        nft
procps          pkill
fuse-overlayfs  fuse-overlayfs
slirp4netns     slirp4netns
util-linux      unshare
docker-registry docker-registry
apache2-utils   htpasswd
openssl         openssl
python3         python3
ROWS
        ;;
        bench) cat <<'ROWS'
busybox-static  static:/bin/busybox
podman          podman
docker.io       dockerd
iperf3          iperf3
iproute2        ip
netavark        /usr/lib/podman/netavark
fuse-overlayfs  fuse-overlayfs
slirp4netns     slirp4netns
python3         python3
tar             tar
ROWS
        ;;
        vm) cat <<'ROWS'
qemu-system-x86 qemu-system-x86_64
qemu-utils      qemu-img
mmdebstrap      mmdebstrap
e2fsprogs       mke2fs
openssh-client  ssh
busybox-static  static:/bin/busybox
ROWS
        ;;
        *) echo "eng/setup.sh: unknown group '$1' (build run test bench vm)" >&2; exit 2 ;;
    esac
}

provided() {
    case $1 in
        static:*) [ -x "${1#static:}" ] && ! ldd "${1#static:}" >/dev/null 2>&1 ;;
        /*) compgen -G "$1" >/dev/null ;;
        *) PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin command -v "$1" >/dev/null ;;
    esac
}

missing_packages() {
    local group package probe
    for group in "$@"; do
        table "$group" | while read -r package probe; do
            provided "$probe" || printf '%s\n' "$package"
        done
    done | sort -u
}

fail_naming() {
    echo "eng/setup.sh: $1. Missing (Debian's names):" >&2
    printf '  %s\n' "${missing[@]}" >&2
    exit 1
}

only_list=no
if [ "${1:-}" = --list ]; then only_list=yes; shift; fi
[ $# -gt 0 ] || { echo "usage: eng/setup.sh [--list] GROUP...   groups: build run test bench vm" >&2; exit 2; }
for group in "$@"; do table "$group" >/dev/null; done
if [ $only_list = yes ]; then
    for group in "$@"; do table "$group"; done | awk '{ print $1 }' | sort -u
    exit 0
fi
command -v dotnet >/dev/null || { echo "eng/setup.sh: the .NET 10 SDK is missing: https://dotnet.microsoft.com/download" >&2; exit 1; }

mapfile -t missing < <(missing_packages "$@")
[ ${#missing[@]} -gt 0 ] || exit 0

like=$(. /etc/os-release 2>/dev/null && echo "${ID:-} ${ID_LIKE:-}") || like=
case " $like " in
    *' debian '*) ;;
    *) fail_naming "packages can be installed on Debian and its derivatives only, this is '${like:-unknown}'" ;;
esac
command -v apt-get >/dev/null || fail_naming "there is no apt-get"
as_root=()
if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || fail_naming "installing needs root or sudo"
    as_root=(sudo)
fi

apt_get() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 "$@"; }
echo "installing: ${missing[*]}"
apt_get update >/dev/null || fail_naming "apt-get update failed"
apt_get install --no-install-recommends "${missing[@]}" >/dev/null || fail_naming "apt-get install failed"

mapfile -t missing < <(missing_packages "$@")
[ ${#missing[@]} -eq 0 ] || fail_naming "these packages are installed, yet what they should provide is not there"
