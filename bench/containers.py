#!/usr/bin/env python3
"""Measures the verbs on containers against podman, and writes the part "containers" of docs/benchmarks.md.

    bench/containers.py --hull artifacts/hull [--write docs/benchmarks.md] [-n 15] [--rows many,stats,logs,copy,starts,idle]

Hull and podman take turns, with crun in a private mount namespace without the hybrid cgroup hierarchy, which crun refuses. Needs root.
  many    ps -a, inspect and start by name with 1,000 containers, beside hull's own time with 10, and beside podman's with 1,000
  stats   stats --no-stream of 50 running containers
  logs    logs of 1,000,000 lines
  copy    cp of 1 GB out of a container and into it, beside tar c | tar x
  starts  200 containers started, 8 at a time: all succeed
  idle    what is left running beside an idle container: conmon alone
"""
import argparse, concurrent.futures, json, os, shutil, statistics, subprocess, sys, tempfile, time

from bench import CRUN_VIEW, IMAGE, Engine, Failed, Table, interleave, replace_part, run, seed, tables, timed

ROWS = ("many", "stats", "logs", "copy", "starts", "idle")
RUNTIME = "crun"
FEW, MANY = 10, 1000
RUNNING = 50
LINES = 1_000_000
GIGABYTE = 1 << 30
STARTS, AT_ONCE = 200, 8


def pair(options, part):
    engines = {name: Engine(name, program, f"{options.directory}/{part}", RUNTIME) for name, program in (("hull", options.hull), ("podman", shutil.which("podman")))}
    for engine in engines.values():
        run(engine("load", "-i", options.archive), engine.env)
    return engines


def everywhere(engines, *arguments):
    for engine in engines.values():
        run(engine(*arguments), engine.env)


def turns(options, engines, *arguments):
    return interleave(options.n, 0, [(name, engine(*arguments), engine.env) for name, engine in engines.items()])


def beside(options, title, got, other, what, limit, at_least=False, unit="ms"):
    """A row beside something other than podman; seconds for ms, else numbers in that unit."""
    ratio = got / other
    holds = ratio >= limit if at_least else ratio <= limit
    options.others.append(f"| {title} | {options.n} | {shown(got, unit)} | {shown(other, unit)} {what} | **{ratio:.2f}** | "
                          f"{'at least' if at_least else 'at most'} {limit:.2f} | {'yes' if holds else 'no'} |")
    print(options.others[-1], flush=True)
    return not holds


def shown(value, unit):
    return f"{value * 1000:.1f} ms" if unit == "ms" else f"{value:.2f} {unit}"


def create(engine, first, last):
    """Containers that have ended: b0, b1, …"""
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda i: run(engine("create", "--network", "none", "--name", f"b{i}", IMAGE, "true"), engine.env), range(first, last)))


def start(engine):
    """Wall seconds of `start b5`; its end is waited for outside the clock."""
    wall, peak = timed(engine("start", "b5"), engine.env)
    run(engine("wait", "b5"), engine.env)
    return wall, peak


def many(options, table):
    engines = pair(options, "many")
    hull, short, walls = engines["hull"], 0, {}
    verbs = {"ps -a": ("ps", "-a"), "inspect by name": ("inspect", "b5")}
    for count in (FEW, MANY):
        for engine in engines.values():
            create(engine, 0 if count == FEW else FEW, count)
        for title, arguments in verbs.items():
            results = turns(options, engines, *arguments)
            walls[title, count] = statistics.median(results["hull"][0])
            if title == "ps -a" and count == MANY:
                table.add(f"ps -a, {MANY} containers", results, 0.30)
        walls["start by name", count] = statistics.median([start(hull)[0] for _ in range(options.n + 1)][1:])
    for title in (*verbs, "start by name"):
        short += beside(options, f"{title}, {MANY} containers", walls[title, MANY], walls[title, FEW], f"with {FEW}", 1.50)
    everywhere(engines, "rm", "-f", "-a")
    return short


def stats(options, table):
    engines = pair(options, "stats")
    for engine in engines.values():
        for i in range(RUNNING):
            run(engine("run", "-d", "--network", "none", "--name", f"s{i}", IMAGE, "sleep", "100000"), engine.env)
    table.add(f"stats --no-stream, {RUNNING} containers", turns(options, engines, "stats", "--no-stream"), 0.50)
    everywhere(engines, "rm", "-f", "-a", "-t", "0")
    return 0


def logs(options, table):
    engines = pair(options, "logs")
    everywhere(engines, "run", "--network", "none", "--log-driver", "k8s-file", "--name", "long", "-d", IMAGE, "busybox", "seq", "1", str(LINES))
    everywhere(engines, "wait", "long")
    for engine in engines.values():
        # Counted outside: the peak of a command counts from its fork, and so counts what this process holds.
        count = int(run(["sh", "-c", "\"$@\" | wc -l", "sh", *engine("logs", "long")], engine.env).stdout)
        if count != LINES:
            raise Failed(f"{engine.name}: {count} of {LINES} lines in the log")
    table.add(f"logs, {LINES:,} lines", turns(options, engines, "logs", "long"), 0.50)
    table.add(f"logs --tail 10 of {LINES:,} lines", turns(options, engines, "logs", "--tail", "10", "long"), 0.50)
    everywhere(engines, "rm", "-f", "long")
    return 0


def copy(options, table):
    """1 GB in 1,024 files; what tar does between two directories of the same file system is the measure."""
    hull, short = pair(options, "copy")["hull"], 0
    tree, target = f"{options.directory}/tree", f"{options.directory}/target"
    os.makedirs(tree)
    for i in range(1024):
        with open(f"{tree}/{i}", "wb") as file:
            file.write(os.urandom(GIGABYTE // 1024))
    run(hull("create", "--network", "none", "--name", "box", IMAGE, "true"), hull.env)
    run(hull("cp", tree, "box:/kept"), hull.env)
    walls = {"out": [], "in": [], "tar": []}
    for turn in range(options.n + 1):
        for name, command, after in (
                ("tar", ["sh", "-c", f"mkdir {target} && tar -C {tree} -c . | tar -C {target} -x"], lambda: shutil.rmtree(target)),
                ("out", hull("cp", "box:/kept", target), lambda: shutil.rmtree(target)),
                ("in", hull("cp", tree, f"box:/new{turn}"), lambda: None)):
            run(["sync"])
            wall, _ = timed(command, hull.env)
            after()
            if turn:
                walls[name].append(wall)
    tar = statistics.median(walls["tar"])
    for name, title in (("out", "cp of 1 GB out of a container"), ("in", "cp of 1 GB into a container")):
        short += beside(options, title, 1 / statistics.median(walls[name]), 1 / tar, "of tar c \\| tar x", 0.90, at_least=True, unit="GB/s")
    run(hull("rm", "-f", "box"), hull.env)
    return short


def starts(options, table):
    hull = pair(options, "starts")["hull"]
    started = time.perf_counter()
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        results = list(pool.map(lambda i: run(hull("run", "-d", "--network", "none", "--name", f"p{i}", IMAGE, "sleep", "100000"), hull.env, check=False), range(STARTS)))
    wall = time.perf_counter() - started
    failed = [result.stderr.decode(errors="replace").strip() for result in results if result.returncode != 0]
    running = len(run(hull("ps", "-q"), hull.env).stdout.split())
    holds = not failed and running == STARTS
    options.others.append(f"| {STARTS} containers started, {AT_ONCE} at a time | 1 | {STARTS - len(failed)} succeed, {running} run | in {wall:.1f} s |  | all | {'yes' if holds else 'no'} |")
    print(options.others[-1], *failed[:3], sep="\n", flush=True)
    run(hull("rm", "-f", "-a", "-t", "0"), hull.env)
    return not holds


def idle(options, table):
    hull = pair(options, "idle")["hull"]
    run(hull("run", "-d", "--network", "none", "--name", "box", IMAGE, "sleep", "100000"), hull.env)
    left, kib = [], 0
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/cmdline", "rb") as file:
                words = file.read().split(b"\0")
            with open(f"/proc/{pid}/status") as file:
                resident = next((int(line.split()[1]) for line in file if line.startswith("VmRSS")), 0)
        except OSError:
            continue
        if any(hull.root.encode() in word for word in words):
            left.append(os.path.basename(words[0].decode()))
            kib += resident
    holds = left == ["conmon"]
    options.others.append(f"| beside an idle container | 1 | {', '.join(sorted(left))}: {kib / 1024:.1f} MiB | conmon's only |  |  | {'yes' if holds else 'no'} |")
    print(options.others[-1], flush=True)
    run(hull("rm", "-f", "-a", "-t", "0"), hull.env)
    return not holds


def inside(options):
    table, options.others, short = Table(), [], 0
    for name in options.rows.split(","):
        short += {"many": many, "stats": stats, "logs": logs, "copy": copy, "starts": starts, "idle": idle}[name](options, table)
    with open(f"{options.directory}/rows.json", "w") as file:
        json.dump([table.rows, options.others, table.short + short], file)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--hull", default="artifacts/hull")
    parser.add_argument("--write")
    parser.add_argument("-n", type=int, default=15)
    parser.add_argument("--rows", default=",".join(ROWS))
    for hidden in ("--directory", "--archive"):
        parser.add_argument(hidden, help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.hull = os.path.abspath(options.hull)
    if os.geteuid() != 0:
        sys.exit("bench: needs root")
    if not set(options.rows.split(",")) <= set(ROWS):
        sys.exit(f"bench: rows are {','.join(ROWS)}")
    if options.directory:
        inside(options)
        return
    directory = tempfile.mkdtemp(prefix="hull-bench-")
    try:
        _, archive = seed(options.hull, directory)
        subprocess.run([*CRUN_VIEW, sys.executable, os.path.abspath(__file__), "--hull", options.hull, "-n", str(options.n), "--rows", options.rows,
                        "--directory", directory, "--archive", archive], check=True)
        with open(f"{directory}/rows.json") as file:
            engine_rows, rows, short = json.load(file)
        if options.write:
            replace_part(options.write, "containers", [time.strftime("With crun, %Y-%m-%d."), "", *tables(engine_rows, rows)])
        print(f"{short} row(s) fall short")
    finally:
        shutil.rmtree(directory, ignore_errors=True)


if __name__ == "__main__":
    try:
        main()
    except Failed as failure:
        sys.exit(f"bench: {failure}")
