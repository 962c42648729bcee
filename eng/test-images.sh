#!/usr/bin/env bash
# eng/test-images.sh DIRECTORY
# Makes the images of the end-to-end tests and the benchmark as docker-archives, from Debian's busybox-static and a program of a few
# lines: no network, no engine, and the same bytes each time on one machine. What is there already is kept, unless this script is newer.
#
#   busybox.tar  localhost/test/busybox:latest   a shell and its friends; CMD sh
#   config.tar   localhost/test/config:latest    every field of an image's configuration is set
#   layers.tar   localhost/test/layers:latest    three layers: whiteout, opaque directory, changed mode, hard link, implied directory
#   plain.tar    a root file system to import
set -euo pipefail
[ $# = 1 ] || { echo "usage: eng/test-images.sh DIRECTORY" >&2; exit 2; }
sources=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"; out=$(cd "$1" && pwd)
busybox=$(command -v busybox) || { echo "eng/test-images.sh: busybox is missing (eng/setup.sh test)" >&2; exit 1; }
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
umask 022
find "$out" -name '*.tar' ! -newer "$0" -delete
created=2024-01-02T03:04:05Z
case $(uname -m) in x86_64) architecture=amd64 ;; aarch64) architecture=arm64 ;; *) architecture=$(uname -m) ;; esac

# tree OUT: the folder as a tar of which each byte is fixed
pack() { # OUT DIRECTORY [MEMBER…]
    local target=$1 directory=$2; shift 2
    tar --create --file "$target" --directory "$directory" --format=posix --pax-option=delete=atime,delete=ctime --sort=name \
        --mtime="$created" --owner=0 --group=0 --numeric-owner "${@:-.}"
}
digest() { sha256sum "$1" | cut -d' ' -f1; }

# archive OUT NAME CONFIG-JSON LAYER…: CONFIG-JSON is the inner "config" object
archive() {
    local target=$1 name=$2 config=$3 folder; shift 3
    folder=$(mktemp -d -p "$work")
    local layers=() ids=() history=() layer id
    for layer in "$@"; do
        id=$(digest "$layer"); cp "$layer" "$folder/$id.tar"
        layers+=("\"$id.tar\""); ids+=("\"sha256:$id\"")
        history+=("{\"created\":\"$created\",\"created_by\":\"test layer ${#ids[@]}\"}")
    done
    local IFS=,
    printf '{"architecture":"%s","os":"linux","created":"%s","config":%s,"rootfs":{"type":"layers","diff_ids":[%s]},"history":[%s]}' \
        "$architecture" "$created" "$config" "${ids[*]}" "${history[*]}" >"$folder/config"
    id=$(digest "$folder/config"); mv "$folder/config" "$folder/$id.json"
    printf '[{"Config":"%s.json","RepoTags":["%s"],"Layers":[%s]}]' "$id" "$name" "${layers[*]}" >"$folder/manifest.json"
    pack "$target.new" "$folder" manifest.json "$id.json" "${layers[@]//\"/}"
    mv "$target.new" "$target"
}

root_file_system() {
    local root=$1 applet
    mkdir -p "$root"/{bin,dev,etc,home/tester,proc,root,run,sys,tmp,usr/bin,var/tmp}
    chmod 1777 "$root/tmp" "$root/var/tmp"; chmod 0700 "$root/root"
    install -m 0755 "$busybox" "$root/bin/busybox"
    "$busybox" --list | while read -r applet; do [ "$applet" = busybox ] || ln -s busybox "$root/bin/$applet"; done
    ln -s /bin/env "$root/usr/bin/env"
    cat >"$root/etc/passwd" <<'ROWS'
root:x:0:0:root:/root:/bin/sh
daemon:x:1:1:daemon:/usr/sbin:/bin/false
tester:x:1000:1000:A tester:/home/tester:/bin/sh
ROWS
    cat >"$root/etc/group" <<'ROWS'
root:x:0:
daemon:x:1:
wheel:x:10:tester
tester:x:1000:
extra:x:2000:tester
ROWS
    # A program with the set-user-id bit: no_new_privs and nosuid are seen by what it answers.
    gcc -nostdlib -static -Os -fno-stack-protector -fno-pie -no-pie -Wl,--build-id=none -s -o "$root/bin/euid" "$sources/euid.c"
    chmod 4755 "$root/bin/euid"
}

if [ ! -s "$out/busybox.tar" ] || [ ! -s "$out/config.tar" ] || [ ! -s "$out/plain.tar" ]; then
    root_file_system "$work/root"
    pack "$work/base.tar" "$work/root"
    cp "$work/base.tar" "$out/plain.tar.new"; mv "$out/plain.tar.new" "$out/plain.tar"
    path='"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"'
    archive "$out/busybox.tar" localhost/test/busybox:latest "{\"Env\":[$path],\"Cmd\":[\"/bin/sh\"]}" "$work/base.tar"
    mkdir -p "$work/second/srv/data"
    echo 'of the image' >"$work/second/srv/data/file"
    pack "$work/second.tar" "$work/second"
    archive "$out/config.tar" localhost/test/config:latest "{\"User\":\"tester\",\"Env\":[$path,\"COLOUR=blue\",\"EMPTY=\"],\
\"Entrypoint\":[\"/bin/echo\",\"entry\"],\"Cmd\":[\"of\",\"image\"],\"WorkingDir\":\"/srv/data\",\"StopSignal\":\"SIGUSR1\",\
\"Labels\":{\"maker\":\"test\",\"two words\":\"a b\"},\"ExposedPorts\":{\"8080/tcp\":{}},\"Volumes\":{\"/srv/data\":{}}}" \
        "$work/base.tar" "$work/second.tar"
fi

if [ ! -s "$out/layers.tar" ]; then
    [ -s "$work/base.tar" ] || { root_file_system "$work/root"; pack "$work/base.tar" "$work/root"; }
    mkdir -p "$work/l2"/{keep,opaque,gone} "$work/l3"/{opaque,tmp,linked}
    echo one >"$work/l2/keep/one"; echo two >"$work/l2/keep/two"; echo below >"$work/l2/opaque/below"; echo gone >"$work/l2/gone/file"
    echo mode >"$work/l2/mode"; chmod 0640 "$work/l2/mode"; mkdir -m 0710 "$work/l2/narrow"; echo in >"$work/l2/narrow/in"
    pack "$work/l2.tar" "$work/l2"
    : >"$work/l3/.wh.gone"; : >"$work/l3/opaque/.wh..wh..opq"; echo above >"$work/l3/opaque/above"
    echo mode >"$work/l3/mode"; chmod 0604 "$work/l3/mode"
    echo linked >"$work/l3/linked/a"; ln "$work/l3/linked/a" "$work/l3/linked/b"
    mkdir -p "$work/l3/narrow" "$work/l3/keep"; echo here >"$work/l3/tmp/here"; echo new >"$work/l3/narrow/new"; : >"$work/l3/keep/.wh.one"
    # Files only of tmp and narrow: the directories are implied, and keep the mode of the layers below.
    pack "$work/l3.tar" "$work/l3" .wh.gone keep/.wh.one opaque mode linked tmp/here narrow/new
    archive "$out/layers.tar" localhost/test/layers:latest "{\"Cmd\":[\"/bin/sh\"]}" "$work/base.tar" "$work/l2.tar" "$work/l3.tar"
fi
