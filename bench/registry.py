#!/usr/bin/env python3
"""Measures pulls and pushes against podman, skopeo and docker on a registry of its own on loopback; writes docs/benchmarks.md.

    bench/registry.py --hull artifacts/hull [--write docs/benchmarks.md] [-n 15]

Each turn pulls into a store that is new, and deletes nothing: ext4 is slow to make files for minutes after many were deleted. skopeo copies
to a directory, so it does not unpack. Needs root, and some 60 GB for the whole run; `--rows pull,almost,push` leaves out the image of 1 GB.
"""
import argparse, concurrent.futures, gzip, hashlib, io, json, os, random, shutil, socket, statistics, subprocess, sys, tarfile, tempfile, time
from bench import Docker, Engine, Failed, replace_part, run, timed

PORT = 5987
REGISTRY = f"localhost:{PORT}"
GZIP = "application/vnd.oci.image.layer.v1.tar+gzip"


class Registry:
    """docker-registry with a storage of its own, ended by its pid."""

    def __init__(self, directory, name, port):
        with open(f"{directory}/{name}.yml", "w") as file:
            file.write(f"version: 0.1\nlog: {{level: error}}\nstorage: {{filesystem: {{rootdirectory: {directory}/{name}}}}}\nhttp: {{addr: '127.0.0.1:{port}'}}\n")
        self.process = subprocess.Popen(["docker-registry", "serve", f"{directory}/{name}.yml"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(0.05)
        raise Failed("docker-registry does not start")

    def stop(self):
        self.process.terminate()
        self.process.wait()


class Layout:
    """An OCI layout of generated layers: text that compresses to less than half, files of 2 kB to 3 MB."""

    def __init__(self, path):
        self.path = path
        os.makedirs(path + "/blobs/sha256")
        self.words = [os.urandom(random.Random(i).randint(3, 12)).hex().encode() for i in range(4000)]

    def put(self, content):
        digest = hashlib.sha256(content).hexdigest()
        with open(f"{self.path}/blobs/sha256/{digest}", "wb") as file:
            file.write(content)
        return {"digest": "sha256:" + digest, "size": len(content)}

    def layer(self, seed, size):
        rnd, raw = random.Random(seed), io.BytesIO()
        with tarfile.open(fileobj=raw, mode="w") as tar:
            written = number = 0
            while written < size:
                length = min(rnd.choice([2_000, 20_000, 200_000, 3_000_000]), size - written)
                body = b" ".join(rnd.choices(self.words, k=length // 20 + 1))[:length]
                entry = tarfile.TarInfo(f"layer{seed}/d{number // 50}/f{number}")
                entry.size = len(body)
                tar.addfile(entry, io.BytesIO(body))
                written, number = written + length + 512, number + 1
        return "sha256:" + hashlib.sha256(raw.getvalue()).hexdigest(), {"mediaType": GZIP, **self.put(gzip.compress(raw.getvalue(), 6))}

    def image(self, tag, layers):
        config = {"architecture": "amd64", "os": "linux", "config": {"Cmd": ["sh"]}, "rootfs": {"type": "layers", "diff_ids": [diff for diff, _ in layers]}}
        manifest = {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
                    "config": {"mediaType": "application/vnd.oci.image.config.v1+json", **self.put(json.dumps(config).encode())}, "layers": [layer for _, layer in layers]}
        pointer = {"mediaType": manifest["mediaType"], **self.put(json.dumps(manifest).encode()), "annotations": {"org.opencontainers.image.ref.name": tag}}
        with open(self.path + "/oci-layout", "w") as file:
            file.write('{"imageLayoutVersion":"1.0.0"}')
        with open(self.path + "/index.json", "w") as file:
            json.dump({"schemaVersion": 2, "manifests": [pointer]}, file)
        run(["skopeo", "copy", "-q", "--dest-tls-verify=false", f"oci:{self.path}:{tag}", f"docker://{REGISTRY}/bench/{tag}:1"])
        return sum(layer["size"] for _, layer in layers)


def made(layout, seeds, size):
    """Layers, made in another process: the peak of a command counts from its fork, and so counts what this process holds."""
    with concurrent.futures.ProcessPoolExecutor(1) as pool:
        return list(pool.map(layout.layer, seeds, [size] * len(seeds)))


class Bench:
    def __init__(self, options, directory):
        self.options, self.directory, self.docker, self.target, self.turn, self.rows, self.short = options, directory, None, None, 0, [], 0

    def engine(self, name):
        self.turn += 1
        program = self.options.hull if name == "hull" else shutil.which("podman")
        os.makedirs(f"{self.directory}/s/{self.turn}")
        return Engine(name, program, f"{self.directory}/s/{self.turn}", "runc")

    def pull(self, name, tag, engine=None):
        image = f"{REGISTRY}/bench/{tag}:1"
        if name == "skopeo":
            self.turn += 1
            return ["skopeo", "copy", "-q", "--src-tls-verify=false", f"docker://{image}", f"dir:{self.directory}/s/s{self.turn}"], dict(os.environ)
        if name == "docker":
            return self.docker.base + ["pull", "-q", image], self.docker.env
        return engine("pull", "-q", "--tls-verify=false", image), engine.env

    def measure(self, title, limit, peers, prepare):
        """prepare(name) makes a store ready and gives command and environment."""
        walls, peaks = {name: [] for name in peers}, {name: 0 for name in peers}
        for turn in range(self.options.n):
            for name in peers:
                command, env = prepare(name)
                run(["sync"])
                wall, peak = timed(command, env)
                walls[name].append(wall)
                peaks[name] = max(peaks[name], peak)
                if name == "docker":
                    run(self.docker.base + ["rmi", "-f"] + run(self.docker.base + ["images", "-q"], self.docker.env).stdout.decode().split(), self.docker.env)
        median = {name: statistics.median(times) for name, times in walls.items()}
        ratio = median["hull"] / median["podman"]
        self.short += ratio > limit or peaks["hull"] > 100 * 1024
        p90 = sorted(walls["hull"])[int(len(walls["hull"]) * 0.9)]
        cells = [title, str(self.options.n), f"{median['hull']:.2f} / {p90:.2f}"] + [f"{median[name]:.2f}" if name in median else "" for name in ("podman", "skopeo", "docker")]
        cells += [f"**{ratio:.2f}**", f"{limit:.2f}", "yes" if ratio <= limit else "no", f"{peaks['hull'] / 1024:.0f} / {peaks['podman'] / 1024:.0f}"]
        self.rows.append("| " + " | ".join(cells) + " |")
        print(self.rows[-1], flush=True)

    def everything(self):
        layout = Layout(self.directory + "/layout")
        layers = made(layout, range(8), 300_000_000 // 8)
        layout.image("small", layers)
        layout.image("next", layers[:7] + made(layout, [1000], 2_000_000))
        rows, everyone = self.options.rows.split(","), ["hull", "podman", "skopeo", "docker"]
        if "pull" in rows:
            self.measure("pull of 300 MB in 8 layers", 0.6, everyone, lambda name: self.pull(name, "small", self.engine(name) if name in ("hull", "podman") else None))
        if "almost" in rows:
            self.measure("pull when all but one small layer are there", 0.5, ["hull", "podman"], self.almost)
        if "push" in rows:
            self.measure("push of 300 MB in 8 layers", 0.5, ["hull", "podman"], self.push)
        if "large" in rows:
            layout.image("large", made(layout, range(2000, 2012), 1_000_000_000 // 12))
            self.measure("pull of 1 GB in 12 layers", 0.6, ["hull", "podman"], lambda name: self.pull(name, "large", self.engine(name)))

    def almost(self, name):
        engine = self.engine(name)
        run(*self.pull(name, "small", engine))
        return self.pull(name, "next", engine)

    def push(self, name):
        """Into a registry that is empty: one that has the blobs in another repository mounts them from there."""
        engine = self.engine(name)
        run(*self.pull(name, "small", engine))
        if self.target:
            self.target.stop()
        self.target = Registry(self.directory, f"target{self.turn}", PORT + 1)
        return engine("push", "-q", "--tls-verify=false", f"{REGISTRY}/bench/small:1", f"docker://localhost:{PORT + 1}/small:1"), engine.env


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--hull", default="artifacts/hull")
    parser.add_argument("--write")
    parser.add_argument("-n", type=int, default=15)
    parser.add_argument("--rows", default="pull,almost,push,large", help="which of them, separated by commas")
    options = parser.parse_args()
    options.hull = os.path.abspath(options.hull)
    directory = tempfile.mkdtemp(prefix="hb-")
    server = Registry(directory, "registry", PORT)
    bench = Bench(options, directory)
    try:
        bench.docker = Docker(directory, "runc")
        bench.everything()
    finally:
        if bench.docker:
            bench.docker.stop()
        for registry in (bench.target, server):
            if registry:
                registry.stop()
        shutil.rmtree(directory, ignore_errors=True)
    if options.write:
        head = ["| | n | hull: median / p90, s | podman, s | skopeo, s | docker, s | ratio to podman | limit | holds | peak MiB hull / podman |", "|---|---|---|---|---|---|---|---|---|---|"]
        replace_part(options.write, "registry", [time.strftime("%Y-%m-%d."), "", *head, *bench.rows])
    print(f"{bench.short} row(s) fall short")


if __name__ == "__main__":
    try:
        main()
    except Failed as failure:
        sys.exit(f"bench: {failure}")
