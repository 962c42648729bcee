#!/usr/bin/env python3
"""Measures hull against podman, docker and the bare runtime, in one run, and writes docs/benchmarks.md.

    bench/bench.py --hull artifacts/hull [--write docs/benchmarks.md] [-n 15]

Each row runs its commands in turns (hull, podman, bare runtime, hull, …; docker behind them), so that a machine that gets slower does so for all. Wall time
includes complete clean-up: after each hull or podman run no mount below its root and no container is left, or the row fails. With crun
everything runs in a private mount namespace without the hybrid cgroup hierarchy, which crun refuses. Needs root.
"""
import argparse, json, os, platform, resource, shutil, statistics, subprocess, sys, tempfile, time

CRUN_VIEW = ["unshare", "-m", "--propagation", "private", "sh", "-c",
             "mountpoint -q /sys/fs/cgroup/unified && umount /sys/fs/cgroup/unified; exec \"$@\"", "sh"]
IMAGE = "localhost/bench/busybox:latest"


class Failed(Exception):
    pass


def run(command, env=None, check=True):
    done = subprocess.run(command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if check and done.returncode != 0:
        raise Failed(f"{' '.join(command)}: exit code {done.returncode}: {done.stderr.decode(errors='replace').strip()}")
    return done


def timed(command, env):
    """Wall seconds, and the largest resident set in KiB of the command's own process."""
    started = time.perf_counter()
    process = subprocess.Popen(command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    error = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise Failed(f"{' '.join(command)}: exit code {process.returncode}: {error.decode(errors='replace').strip()}")
    return wall, usage.ru_maxrss


class Docker:
    """docker with a daemon of its own, which the instance ends by its pid."""
    name = "docker"

    def __init__(self, directory, runtime):
        self.runtime, self.root, self.env = runtime, f"{directory}/docker-{runtime}", dict(os.environ)
        os.makedirs(self.root, exist_ok=True)
        self.base = ["docker", "-H", f"unix://{self.root}/docker.sock"]
        self.log = open(f"{self.root}/log", "w")
        self.daemon = subprocess.Popen(
            ["dockerd", "--data-root", self.root + "/data", "--exec-root", self.root + "/exec", "-H", f"unix://{self.root}/docker.sock",
             "--pidfile", self.root + "/pid", "--bridge", "none", "--iptables=false", "--ip-masq=false",
             "--add-runtime", f"crun={shutil.which('crun')}"], stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        for _ in range(200):
            if subprocess.run(self.base + ["version"], env=self.env, capture_output=True, check=False).returncode == 0:
                return
            if self.daemon.poll() is not None:
                break
            time.sleep(0.1)
        with open(f"{self.root}/log") as file:
            raise Failed("dockerd does not start: " + file.read()[-500:])

    def __call__(self, verb, *arguments):
        return self.base + [verb] + (["--runtime", self.runtime] if verb in ("run", "create") else []) + list(arguments)

    def stop(self):
        self.daemon.terminate()
        self.daemon.wait()
        self.log.close()


class Engine:
    def __init__(self, name, program, directory, runtime):
        self.name, self.root = name, os.path.join(directory, name, runtime)
        options = ["--root", self.root + "/root", "--runroot", self.root + "/run", "--runtime", runtime, "--cgroup-manager", "cgroupfs"]
        self.program, self.base = program, [program] + options
        self.env = dict(os.environ)
        if name == "podman":
            # This machine may lack CAP_SYS_RESOURCE; podman's default limits would be refused.
            conf = os.path.join(directory, "containers.conf")
            with open(conf, "w") as file:
                file.write('[containers]\ndefault_ulimits=["nofile=20000:20000","nproc=4096:4096"]\n[network]\nnetwork_backend="netavark"\n')
            self.env["CONTAINERS_CONF"] = conf
        os.makedirs(self.root, exist_ok=True)

    def __call__(self, *arguments):
        return self.base + list(arguments)

    def check_clean(self):
        with open("/proc/self/mountinfo") as file:
            left = [line for line in file if self.root + "/" in line and "/merged" in line]
        if left:
            raise Failed(f"{self.name} left a mount: {left[0].strip()}")


def interleave(n, pause, commands, after=None):
    """n turns of all commands; name → (walls, peak KiB)."""
    results = {name: ([], 0) for name, _, _ in commands}
    for turn in range(n + 1):
        for name, command, env in commands:
            if pause:
                time.sleep(pause)
            wall, peak = timed(command, env)
            if after:
                after(name)
            if turn:  # the first turn warms up
                results[name] = (results[name][0] + [wall], max(results[name][1], peak))
    return results


class Table:
    def __init__(self):
        self.rows, self.short = [], 0

    def add(self, title, results, limit):
        hull, podman = statistics.median(results["hull"][0]), statistics.median(results["podman"][0])
        ratio = hull / podman
        holds = ratio <= limit
        self.short += not holds
        bare, docker = results.get("bare"), results.get("docker")
        cells = [title, str(len(results["hull"][0]))]
        for name in ("hull", "podman"):
            walls = sorted(results[name][0])
            cells.append(f"{statistics.median(walls) * 1000:.1f} / {walls[int(len(walls) * 0.9)] * 1000:.1f}")
        cells += [f"{statistics.median(other[0]) * 1000:.1f}" if other else "" for other in (docker, bare)]
        cells += [f"**{ratio:.2f}**", f"{limit:.2f}", "yes" if holds else "no"]
        peaks = [results[name][1] for name in ("hull", "podman")]
        self.short += peaks[0] > peaks[1]
        cells.append(" / ".join(f"{peak / 1024:.0f}" for peak in peaks) if all(peaks) else "")
        self.rows.append(cells)
        print("  ".join(cells), flush=True)


def bundle(directory, rootfs, runtime, hull):
    """A bundle for the bare runtime, with hull's own seccomp profile, masked paths and mounts: the floor for both engines."""
    path = os.path.join(directory, "bundle-" + runtime)
    os.makedirs(path, exist_ok=True)
    run(hull("run", "-d", "--name", "model", "--network", "none", IMAGE, "sleep", "1000"), hull.env)
    model = json.loads(run(hull("inspect", "model"), hull.env).stdout)[0]
    with open(model["OCIConfigPath"]) as file:
        spec = json.load(file)
    run(hull("rm", "-f", "-t", "0", "model"), hull.env)
    spec["process"].update(terminal=False, args=["true"])
    spec["root"]["path"] = rootfs
    spec["linux"]["cgroupsPath"] = "/hull-bench-bare"
    spec["mounts"] = [mount for mount in spec["mounts"] if mount.get("type") != "bind"]
    with open(f"{path}/config.json", "w") as file:
        json.dump(spec, file)
    return path


def measure(options, directory, runtime, table):
    docker = Docker(directory, runtime)
    try:
        compare(options, directory, runtime, table, docker)
    finally:
        docker.stop()


def compare(options, directory, runtime, table, docker):
    hull = Engine("hull", options.hull, directory, runtime)
    podman = Engine("podman", shutil.which("podman"), directory, runtime)
    engines = {"hull": hull, "podman": podman, "docker": docker}
    for engine in engines.values():
        run(engine("load", "-i", options.archive), engine.env)
    bare = bundle(directory, options.rootfs, runtime, hull)
    limit = 0.30 if runtime == "crun" else 0.40

    def turns(title, limit, arguments, pause=0, others=(), after=None):
        """hull, podman and the others take turns; docker comes behind them, for its daemon goes on working when a command has ended."""
        rows = [(name, engine(*arguments), engine.env) for name, engine in engines.items()]
        results = interleave(options.n, pause, rows[:2] + list(others), after)
        results |= interleave(options.n, pause, rows[2:])
        table.add(title, results, limit)

    def clean(name):
        if name in ("hull", "podman"):
            engines[name].check_clean()

    def everywhere(*arguments):
        for engine in engines.values():
            run(engine(*arguments), engine.env)

    once = ("run", "--rm", "--network", "none", IMAGE, "true")
    floor = [("bare", [runtime, "--root", directory + "/bare", "run", "--bundle", bare, "bench"], None)]
    turns(f"run --rm, {runtime}, tight loop", limit, once, 0, floor, clean)
    turns(f"run --rm, {runtime}, 100 ms pauses", limit, once, 0.1, floor, clean)
    everywhere("run", "-d", "--name", "box", "--network", "none", IMAGE, "sleep", "1000")
    turns(f"exec true, {runtime}", 0.40, ("exec", "box", "true"))
    for engine in engines.values():
        run(engine("kill", "box"), engine.env)
    everywhere("rm", "-f", "box")

    def storm(engine):
        started = time.perf_counter()
        processes = [subprocess.Popen(engine("run", "--rm", "--network", "none", IMAGE, "true"), env=engine.env, stdin=subprocess.DEVNULL,
                                      stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _ in range(32)]
        for process in processes:
            error = process.stderr.read()
            if process.wait() != 0:
                raise Failed(f"{engine.name}: one of 32 runs failed: {error.decode(errors='replace').strip()}")
        clean(engine.name)
        return time.perf_counter() - started

    storms = {name: ([], 0) for name in engines}
    for _ in range(options.storms):
        for engine in engines.values():
            storms[engine.name][0].append(storm(engine))
    table.add(f"32 run --rm at once, {runtime}", storms, 0.35)

    if runtime == "runc":
        versions = [("hull", [hull.program, "--version"], hull.env), ("podman", [podman.program, "--version"], podman.env),
                    ("docker", ["docker", "--version"], docker.env)]
        table.add("--version", interleave(options.n, 0, versions), 0.40)
        for _ in range(100):
            everywhere("create", "--network", "none", IMAGE, "true")
        turns("ps -a, 100 containers", 0.40, ("ps", "-a"))
    for engine in (hull, podman):
        run(engine("rm", "-f", "-a"), engine.env)


def unpack(options, directory, rows):
    """50,000 small files: `hull import` (which stores, hashes and unpacks) beside `tar x && sync -f`."""
    tree, archive = os.path.join(directory, "many"), os.path.join(directory, "many.tar")
    for i in range(50_000):
        folder = f"{tree}/{i // 500:03d}"
        if i % 500 == 0:
            os.makedirs(folder)
        with open(f"{folder}/{i}", "w") as file:
            file.write(f"{i}\n" * 20)
    run(["tar", "-C", tree, "-cf", archive, "."])
    shutil.rmtree(tree)
    # Nothing is deleted between the turns: ext4 is slow to make files for minutes after many were deleted, and whoever comes next would pay.
    walls = {"hull": [], "tar": []}
    for turn in range(options.unpacks):
        target = f"{directory}/unpacked/{turn}"
        os.makedirs(target)
        run(["sync"])
        walls["tar"].append(timed(["sh", "-c", f"tar -C {target} -xf {archive} && sync -f {target}"], None)[0])
        hull = Engine("hull", options.hull, f"{directory}/imported/{turn}", "runc")
        run(hull("images"), hull.env)
        run(["sync"])
        walls["hull"].append(timed(hull("import", archive, "localhost/many:latest"), hull.env)[0])
    a, b = statistics.median(walls["hull"]), statistics.median(walls["tar"])
    rows.append(f"| import of 50,000 small files | {len(walls['hull'])} | {a:.2f} s | {b:.2f} s | **{a / b:.2f}** | 1.00 | {'yes' if a <= b else 'no'} |")
    print(rows[-1], flush=True)
    return a > b


def prepare(directory):
    rootfs = os.path.join(directory, "rootfs")
    os.makedirs(rootfs + "/bin")
    shutil.copy("/bin/busybox", rootfs + "/bin/busybox")
    for name in ("sh", "true", "sleep"):
        os.symlink("busybox", f"{rootfs}/bin/{name}")
    for name in ("proc", "sys", "dev", "tmp"):
        os.makedirs(f"{rootfs}/{name}")
    return rootfs


def seed(hull, directory):
    """An archive of the busybox image, for the engines to load; the folder of the image's files beside it."""
    rootfs, archive = prepare(directory), f"{directory}/busybox.tar"
    engine = Engine("hull", hull, directory, "seed")
    run(["tar", "-C", rootfs, "-cf", f"{directory}/rootfs.tar", "."])
    run(engine("import", f"{directory}/rootfs.tar", IMAGE), engine.env)
    run(engine("save", "--format", "docker-archive", "-o", archive, IMAGE), engine.env)
    return rootfs, archive


def replace_part(path, part, lines):
    """Puts lines between the marks of a part of a document."""
    with open(path) as file:
        before, rest = file.read().split(f"<!-- {part} -->", 1)
    after = rest.split(f"<!-- /{part} -->", 1)[1]
    with open(path, "w") as file:
        file.write(f"{before}<!-- {part} -->\n" + "\n".join(lines) + f"\n<!-- /{part} -->{after}")


def tables(engine_rows, rows):
    """Rows of a Table without docker and the bare runtime, and rows beside something other than podman."""
    lines = ["| | n | hull: median / p90, ms | podman: median / p90, ms | ratio to podman | limit | holds | peak MiB hull / podman |", "|---|---|---|---|---|---|---|---|"]
    lines += ["| " + " | ".join(row[:4] + row[6:]) + " |" for row in engine_rows]
    return lines + (["", "| | n | hull | beside it | ratio | limit | holds |", "|---|---|---|---|---|---|---|", *rows] if rows else [])


def version(*command):
    return run(list(command), check=False).stdout.decode().split("\n")[0].strip()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--hull", default="artifacts/hull")
    parser.add_argument("--write")
    parser.add_argument("-n", type=int, default=15)
    parser.add_argument("--storms", type=int, default=15)
    parser.add_argument("--unpacks", type=int, default=15)
    parser.add_argument("--only", help=argparse.SUPPRESS)
    parser.add_argument("--directory", help=argparse.SUPPRESS)
    parser.add_argument("--archive", help=argparse.SUPPRESS)
    parser.add_argument("--rootfs", help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.hull = os.path.abspath(options.hull)
    if os.geteuid() != 0:
        sys.exit("bench: needs root")
    if options.only:  # the half that runs inside the private mount namespace
        table = Table()
        measure(options, options.directory, options.only, table)
        with open(f"{options.directory}/{options.only}.json", "w") as file:
            json.dump([table.rows, table.short], file)
        return
    directory = tempfile.mkdtemp(prefix="hull-bench-")
    try:
        finish(options, directory)
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def finish(options, directory):
    options.rootfs, options.archive = seed(options.hull, directory)
    rows, short = [], 0
    for runtime, view in (("crun", CRUN_VIEW), ("runc", CRUN_VIEW)):
        subprocess.run(view + [sys.executable, os.path.abspath(__file__), "--hull", options.hull, "-n", str(options.n), "--storms", str(options.storms),
                               "--only", runtime, "--directory", directory, "--archive", options.archive, "--rootfs", options.rootfs], check=True)
        with open(f"{directory}/{runtime}.json") as file:
            part, missed = json.load(file)
        rows, short = rows + part, short + missed
    unpacked = []
    short += unpack(options, directory, unpacked)
    if len(rows) != 10 or len(unpacked) != 1:
        raise Failed(f"{len(rows)} of 10 rows")
    if options.write:
        write(options, rows, unpacked)
    print(f"{short} row(s) fall short")


def write(options, rows, unpacked):
    lines = [f"hull {version(options.hull, '--version').split()[-1]}, {version('podman', '--version')}, {version('crun', '--version')}, "
             f"{version('runc', '--version')}, {version('conmon', '--version')}, {version('dockerd', '--version')}, Linux {platform.release()}, {os.cpu_count()} processors, "
             f"{time.strftime('%Y-%m-%d')}.", "",
             "| | n | hull: median / p90, ms | podman: median / p90, ms | docker, ms | bare runtime, ms | ratio to podman | limit | holds | peak MiB hull / podman |",
             "|---|---|---|---|---|---|---|---|---|---|"]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    lines += ["", "| | n | hull | tar x && sync -f | ratio | limit | holds |", "|---|---|---|---|---|---|---|"] + unpacked
    replace_part(options.write, "measured", lines)


if __name__ == "__main__":
    try:
        main()
    except Failed as failure:
        sys.exit(f"bench: {failure}")
