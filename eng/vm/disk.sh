#!/usr/bin/env bash
# eng/vm/disk.sh FOLDER: the disk of the test machine, made of Debian's packages without any container engine.
#
#   FOLDER/disk.raw   ext4: systemd on pure cgroup v2, sshd, all that eng/setup.sh's groups run and test name, this host's .NET runtime
#   FOLDER/vmlinuz    Debian's cloud kernel         FOLDER/initrd   loads virtio's modules and hands over to systemd
#   FOLDER/key        the key that root of the machine lets in
#
# What is there is kept, unless this script is newer. Root only: owners and device nodes of the tree are the machine's own.
set -euo pipefail
[ $# = 1 ] || { echo "usage: eng/vm/disk.sh FOLDER" >&2; exit 2; }
[ "$(id -u)" = 0 ] || { echo "eng/vm/disk.sh: needs root" >&2; exit 1; }
sources=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "$1"; folder=$(cd "$1" && pwd)
[ "$folder/disk.raw" -ot "$sources/vm/disk.sh" ] || exit 0
root=$folder/root
umask 022
[ -f "$folder/key" ] || ssh-keygen -q -t ed25519 -N '' -C hull-vm -f "$folder/key"

base_system() {
    rm -rf "$root"
    local packages lists=()
    packages=$("$sources/setup.sh" --list run test | paste -sd,)
    # libsqlite3-dev: libsqlite3.so, by which name the tests look for the library that the executable has inside.
    packages+=,libsqlite3-dev,systemd,systemd-sysv,dbus,dbus-user-session,libpam-systemd,udev,kmod,openssh-server,linux-image-cloud-amd64,libstdc++6,aardvark-dns
    # The host's own mirror of Debian, where it says one.
    local list
    for list in /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list; do
        [ ! -s "$list" ] || { lists=("$list"); break; }
    done
    mmdebstrap --quiet --mode=root --variant=minbase --format=directory --include="$packages" \
        --aptopt='Apt::Install-Recommends "false"' \
        --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
        bookworm "$root" "${lists[@]}"
}

settings() {
    echo hull-vm >"$root/etc/hostname"
    echo '127.0.0.1 localhost hull-vm' >"$root/etc/hosts"
    echo '/dev/vda / ext4 noatime 0 1' >"$root/etc/fstab"
    : >"$root/etc/machine-id"
    install -d -m 0700 "$root/root/.ssh"
    install -m 0600 "$folder/key.pub" "$root/root/.ssh/authorized_keys"
    echo 'UseDNS no' >"$root/etc/ssh/sshd_config.d/hull.conf"
    # Users of the tests of systemd: one lingers, one does not.
    chroot "$root" useradd -m -s /bin/sh -u 1777 sailor
    chroot "$root" useradd -m -s /bin/sh -u 1778 guest
    install -d "$root/var/lib/systemd/linger"
    : >"$root/var/lib/systemd/linger/sailor"
    printf '%s\n' overlay fuse tun veth bridge nf_tables nft_nat nft_masq nft_fib_inet nft_ct nft_chain_nat >"$root/etc/modules-load.d/hull.conf"
    # The one network device that QEMU gives: an address by DHCP, nothing beyond the host; pasta wants a default route all the same.
    printf '[Match]\nName=en* eth*\n[Network]\nDHCP=ipv4\nLinkLocalAddressing=no\nIPv6AcceptRA=no\n[Route]\nGateway=10.0.2.2\n' >"$root/etc/systemd/network/hull.network"
    chroot "$root" systemctl --quiet enable systemd-networkd
    # Every controller is handed down from the root of the hierarchy; users get them, too.
    install -d "$root/etc/systemd/system/user.slice.d" "$root/etc/systemd/system/user@.service.d"
    printf '[Slice]\nCPUAccounting=yes\nIOAccounting=yes\nMemoryAccounting=yes\nTasksAccounting=yes\nAllowedCPUs=0-63\n' >"$root/etc/systemd/system/user.slice.d/hull.conf"
    printf '[Service]\nDelegate=cpu cpuset io memory pids\n' >"$root/etc/systemd/system/user@.service.d/hull.conf"
    local unit
    for unit in apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer fstrim.timer systemd-networkd-wait-online.service \
        docker-registry.service podman.socket podman-auto-update.timer podman-auto-update.service podman-restart.service; do
        ln -sf /dev/null "$root/etc/systemd/system/$unit"
    done
}

# The tests are built for the runtime that built them; the machine needs no SDK.
dotnet_runtime() {
    local from version
    from=$(dirname "$(readlink -f "$(command -v dotnet)")")
    version=$(ls "$from/shared/Microsoft.NETCore.App" | sort -V | tail -n 1)
    install -d "$root/usr/share/dotnet/shared/Microsoft.NETCore.App"
    cp -a "$from/dotnet" "$from/host" "$root/usr/share/dotnet/"
    cp -a "$from/shared/Microsoft.NETCore.App/$version" "$root/usr/share/dotnet/shared/Microsoft.NETCore.App/"
    ln -sfn ../share/dotnet/dotnet "$root/usr/bin/dotnet"
}

# Debian's kernel has its disk driver as a module: a busybox that loads it and goes on to the real root.
initial_ramdisk() {
    local tree kernel module
    tree=$(mktemp -d); kernel=$(basename "$root"/lib/modules/*)
    cp "$root/boot/vmlinuz-$kernel" "$folder/vmlinuz"
    mkdir -p "$tree"/{bin,dev,proc,sys,new,modules}
    cp /bin/busybox "$tree/bin/busybox"
    for module in virtio_ring virtio virtio_pci_modern_dev virtio_pci_legacy_dev virtio_pci virtio_blk; do
        find "$root/lib/modules/$kernel" -name "$module.ko" -exec cp {} "$tree/modules/" \;
    done
    cat >"$tree/init" <<'INIT'
#!/bin/busybox sh
busybox=/bin/busybox
$busybox mount -t devtmpfs dev /dev
$busybox mount -t proc proc /proc
$busybox mount -t sysfs sys /sys
for module in virtio_ring virtio virtio_pci_modern_dev virtio_pci_legacy_dev virtio_pci virtio_blk; do
    [ ! -e /modules/$module.ko ] || $busybox insmod /modules/$module.ko
done
tries=0
while [ ! -b /dev/vda ] && [ $tries -lt 200 ]; do $busybox sleep 0.1; tries=$((tries + 1)); done
$busybox mount -o noatime /dev/vda /new || { echo "no root on /dev/vda"; $busybox poweroff -f; }
$busybox mount --move /dev /new/dev
$busybox umount /proc /sys
exec $busybox switch_root /new /lib/systemd/systemd
INIT
    chmod +x "$tree/init"
    (cd "$tree" && find . | busybox cpio -o -H newc 2>/dev/null | gzip -1) >"$folder/initrd"
    rm -rf "$tree"
}

base_system
settings
dotnet_runtime
initial_ramdisk
rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/*
truncate -s 6G "$folder/disk.new"
mke2fs -q -F -t ext4 -m 0 -E lazy_itable_init=1,lazy_journal_init=1 -d "$root" "$folder/disk.new"
rm -rf "$root"
mv "$folder/disk.new" "$folder/disk.raw"
