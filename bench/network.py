#!/usr/bin/env python3
"""Measures networks and rootless containers against podman, and writes docs/benchmarks.md.

    bench/network.py --hull artifacts/hull [--write docs/benchmarks.md] [-n 15] [--rows bridge,rootless,ports,storm,throughput]

Everything runs in mount and network namespaces of its own: the machine's addresses, rules and mounts are not touched. Hull and podman
take turns. The rootless rows run as a user of those namespaces. Needs root, iperf3 for the throughput rows, netavark for podman's bridge.
"""
import argparse, json, os, shutil, statistics, subprocess, sys, tempfile, time

from bench import IMAGE, Engine, Failed, Table, interleave, replace_part, run, seed, tables

USER, UID = "bench", 1001
ROWS = ("bridge", "rootless", "ports", "storm", "throughput")

# Namespaces of the run's own: a plain cgroup v1 view for crun, a way out for pasta and slirp4netns, and an ordinary user with what it needs.
BED = r"""
set -eu
state=$1; shift
if mountpoint -q /sys/fs/cgroup/unified; then umount /sys/fs/cgroup/unified; fi
mount -t tmpfs -o mode=755 run /run; mkdir -p /run/lock /run/netns
ip link set lo up
ip link add out0 type veth peer name out1
ip address add 192.0.2.2/24 dev out0; ip link set out0 up; ip link set out1 up; ip route add default via 192.0.2.1
mkdir -p "$state/etc" "$state/dev"
printf 'root:x:0:0:root:/root:/bin/sh\nbench:x:1001:1001::/run/home:/bin/sh\n' >"$state/etc/passwd"
printf 'root:x:0:\nbench:x:1001:\n' >"$state/etc/group"
for file in subuid subgid; do printf 'bench:200000:65536\n' >"$state/etc/$file"; done
for file in passwd group subuid subgid; do [ ! -e /etc/$file ] || mount --bind "$state/etc/$file" /etc/$file; done
mkdir -p /run/home /run/user/1001; chmod 0700 /run/user/1001; chown 1001:1001 /run/home /run/user/1001
touch /run/hull; mount --bind "$HULL" /run/hull
mount -t tmpfs -o mode=755 dev "$state/dev"; mkdir -p "$state/dev/net" "$state/dev/pts" "$state/dev/shm" "$state/dev/mqueue"
for device in null:1:3 zero:1:5 full:1:7 random:1:8 urandom:1:9 tty:5:0 fuse:10:229 net/tun:10:200; do
    IFS=: read -r node major minor <<<"$device"; mknod -m 666 "$state/dev/$node" c "$major" "$minor"
done
ln -s /proc/self/fd "$state/dev/fd"; ln -s pts/ptmx "$state/dev/ptmx"
mount --rbind /dev/pts "$state/dev/pts"; mount -t tmpfs -o mode=1777 shm "$state/dev/shm"; mount -t mqueue mqueue "$state/dev/mqueue"
mount --move "$state/dev" /dev
mount --make-rshared /
exec "$@"
"""


class Rootless(Engine):
    """The same engine as an ordinary user."""
    def __init__(self, name, program, directory, runtime):
        super().__init__(name, program, directory, runtime)
        os.makedirs(self.root, exist_ok=True)
        subprocess.run(["chown", "-R", f"{UID}:{UID}", self.root], check=True)
        self.base = ["setpriv", "--reuid", str(UID), "--regid", str(UID), "--init-groups", "--", *self.base]
        self.env = {"PATH": "/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/run/home", "XDG_RUNTIME_DIR": f"/run/user/{UID}",
                    "TMPDIR": "/tmp", **({"CONTAINERS_CONF": self.env["CONTAINERS_CONF"]} if name == "podman" else {})}


def pair(options, runtime, kind=Engine):
    engines = {name: kind(name, program, options.directory + ("" if kind is Engine else "/user"), runtime)
               for name, program in (("hull", "/run/hull"), ("podman", shutil.which("podman")))}
    for engine in engines.values():
        run(engine("load", "-i", options.archive), engine.env)
    return engines


def turns(options, engines, arguments):
    rows = [(name, engine(*(arguments.get(name) or arguments[None])), engine.env) for name, engine in engines.items()]
    return interleave(options.n, 0, rows)


def bridge(options, table):
    for runtime in ("crun", "runc"):
        engines = pair(options, runtime)
        table.add(f"run --rm on the bridge, {runtime}", turns(options, engines, {None: ("run", "--rm", IMAGE, "true")}), 0.25)
        table.add(f"run --rm -p, {runtime}", turns(options, engines, {None: ("run", "--rm", "-p", "18080:80", IMAGE, "true")}), 0.25)


def rootless(options, table):
    for runtime in ("crun", "runc"):
        engines = pair(options, runtime, Rootless)
        once = {None: ("run", "--rm", "--network", "none", IMAGE, "true")}
        table.add(f"rootless run --rm --network none, {runtime}", turns(options, engines, once), 0.35)
        tunnels = {"hull": ("run", "--rm", "--network", "pasta", IMAGE, "true"), "podman": ("run", "--rm", "--network", "slirp4netns", IMAGE, "true")}
        table.add(f"rootless run --rm, pasta against podman's slirp4netns, {runtime}", turns(options, engines, tunnels), 1.00)
        both = {None: ("run", "--rm", "--network", "slirp4netns", IMAGE, "true")}
        table.add(f"rootless run --rm, slirp4netns, {runtime}", turns(options, engines, both), 1.00)


def storm(options, table):
    for runtime in ("crun", "runc"):
        engines, results = pair(options, runtime), {"hull": ([], 0), "podman": ([], 0)}
        for _ in range(options.storms):
            for name, engine in engines.items():
                started = time.perf_counter()
                processes = [subprocess.Popen(engine("run", "--rm", IMAGE, "true"), env=engine.env, stdin=subprocess.DEVNULL,
                                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _ in range(32)]
                for process in processes:
                    error = process.stderr.read()
                    if process.wait() != 0:
                        raise Failed(f"{name}: one of 32 runs failed: {error.decode(errors='replace').strip()}")
                results[name][0].append(time.perf_counter() - started)
        table.add(f"32 run --rm on the bridge at once, {runtime}", results, 0.35)


def ports(options, rows):
    """One more container with a published port, when none and when 200 are there."""
    hull = pair(options, "crun")["hull"]

    def one_more():
        results = interleave(options.n, 0, [("hull", hull("run", "--rm", "-p", "19999:80", IMAGE, "true"), hull.env)])
        return statistics.median(results["hull"][0]) * 1000

    before = one_more()
    for i in range(200):
        run(hull("run", "-d", "--name", f"held{i}", "-p", f"{20000 + i}:80", IMAGE, "sleep", "100000"), hull.env)
    after = one_more()
    run(hull("rm", "-f", "-a", "-t", "0"), hull.env)
    ratio = after / before
    rows.append(f"| one more with a published port when 200 are there, crun | {options.n} | {after:.1f} ms | {before:.1f} ms when it is the first | "
                f"**{ratio:.2f}** | at most 1.30 | {'yes' if ratio <= 1.3 else 'no'} |")
    print(rows[-1], flush=True)
    return ratio > 1.3


def gigabits(client, port, where=(), host="127.0.0.1", seconds=3):
    report = json.loads(run([*where, "iperf3", "--json", "-c", host, "-p", str(port), "-t", str(seconds)]).stdout)
    return report["end"]["sum_received"]["bits_per_second"] / 1e9


def throughput(options, rows):
    """TCP through a published port beside a bare veth pair with the same two ends."""
    hull = pair(options, "crun")["hull"]
    run(["ip", "netns", "add", "bare"])
    run(["ip", "link", "add", "b0", "type", "veth", "peer", "name", "b1", "netns", "bare"])
    run(["ip", "address", "add", "198.51.100.1/24", "dev", "b0"]); run(["ip", "link", "set", "b0", "up"])
    run(["ip", "-n", "bare", "address", "add", "198.51.100.2/24", "dev", "b1"]); run(["ip", "-n", "bare", "link", "set", "b1", "up"])
    run(["ip", "-n", "bare", "link", "set", "lo", "up"])
    servers = [subprocess.Popen(["ip", "netns", "exec", "bare", "iperf3", "-s", "-p", "5201"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)]
    short = 0
    try:
        for name in ("web", "other"):
            run(hull("run", "-d", "--name", name, *(["-p", "15201:5201"] if name == "web" else []), IMAGE, "sleep", "100000"), hull.env)
        pid = {name: run(hull("inspect", "--format", "{{.State.Pid}}", name), hull.env).stdout.decode().strip() for name in ("web", "other")}
        address = run(hull("inspect", "--format", "{{.NetworkSettings.IPAddress}}", "web"), hull.env).stdout.decode().strip()
        # The host's iperf3 in the container's network: what is measured is the network, not a busybox.
        servers.append(subprocess.Popen(["nsenter", "-t", pid["web"], "-n", "iperf3", "-s", "-p", "5201"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL))
        time.sleep(0.5)
        samples = {"bare": [], "port": [], "between": []}
        for _ in range(options.throughputs):
            samples["bare"].append(gigabits("bare", 5201, host="198.51.100.2"))
            samples["port"].append(gigabits("port", 15201, host="192.0.2.2"))
            samples["between"].append(gigabits("between", 5201, ("nsenter", "-t", pid["other"], "-n"), address))
        bare = statistics.median(samples["bare"])
        for name, title in (("port", "TCP to a published port"), ("between", "TCP between two containers")):
            got = statistics.median(samples[name])
            holds = got >= 0.95 * bare
            short += not holds
            rows.append(f"| {title} | {len(samples[name])} | {got:.1f} Gbit/s | {bare:.1f} Gbit/s over a bare veth pair | **{got / bare:.2f}** | at least 0.95 | "
                        f"{'yes' if holds else 'no'} |")
            print(rows[-1], flush=True)
    finally:
        for server in servers:
            server.terminate()
            server.wait()
        run(hull("rm", "-f", "-a", "-t", "0"), hull.env)
    return short


def inside(options):
    table, rows = Table(), []
    wanted = options.rows.split(",")
    for name, action in (("bridge", bridge), ("storm", storm), ("rootless", rootless)):
        if name in wanted:
            action(options, table)
    short = table.short
    for name, action in (("ports", ports), ("throughput", throughput)):
        if name in wanted:
            short += action(options, rows)
    with open(f"{options.directory}/rows.json", "w") as file:
        json.dump([table.rows, rows, short], file)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--hull", default="artifacts/hull")
    parser.add_argument("--write")
    parser.add_argument("-n", type=int, default=15)
    parser.add_argument("--storms", type=int, default=15)
    parser.add_argument("--throughputs", type=int, default=15)
    parser.add_argument("--rows", default=",".join(ROWS))
    for hidden in ("--directory", "--archive"):
        parser.add_argument(hidden, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if os.geteuid() != 0:
        sys.exit("bench: needs root")
    if options.directory:
        inside(options)
        return
    directory = tempfile.mkdtemp(prefix="hull-bench-")
    try:
        # The user walks through it.
        os.chmod(directory, 0o755)
        hull = os.path.abspath(options.hull)
        _, archive = seed(hull, directory)
        os.chmod(archive, 0o644)
        again = [sys.executable, os.path.abspath(__file__), "-n", str(options.n), "--storms", str(options.storms), "--throughputs", str(options.throughputs),
                 "--rows", options.rows, "--directory", directory, "--archive", archive]
        subprocess.run(["unshare", "--mount", "--net", "--pid", "--fork", "--mount-proc", "--propagation", "private", "bash", "-c", BED, "bash", directory, *again],
                       env={**os.environ, "HULL": hull}, check=True)
        with open(f"{directory}/rows.json") as file:
            engine_rows, rows, short = json.load(file)
        if options.write:
            replace_part(options.write, "network", [time.strftime("%Y-%m-%d."), "", *tables(engine_rows, rows)])
        print(f"{short} row(s) fall short")
    finally:
        shutil.rmtree(directory, ignore_errors=True)


if __name__ == "__main__":
    try:
        main()
    except Failed as failure:
        sys.exit(f"bench: {failure}")
