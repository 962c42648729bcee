#!/usr/bin/env python3
"""Makes table.json: what docker and podman print for the templates of cases.json.

    tests/Hull.Templates.Tests/Peers/regenerate.py        needs root, docker (the client), podman, crun or runc, busybox-static

The docker client gets its objects from a small API server in this process, whose answers are those of docker-objects.json; podman works
on a store of its own in a temporary folder. Neither touches the machine's containers. Ctrl-C or SIGTERM ends the run; the folder, the
server's socket and what podman mounted go with it. table.json is written only when everything has run.
"""
import http.server
import json
import os
import shutil
import signal
import socketserver
import subprocess
import sys
import tarfile
import tempfile
import threading

HERE = os.path.dirname(os.path.abspath(__file__))
ENVIRONMENT = {**os.environ, "TZ": "UTC", "LC_ALL": "C.UTF-8", "LOGNAME": "root"}


def read(name):
    with open(os.path.join(HERE, name), encoding="utf-8") as file:
        return json.load(file)


class Api(http.server.BaseHTTPRequestHandler):
    """As much of the Docker API as the client asks for."""

    protocol_version = "HTTP/1.1"
    objects = {}

    def log_message(self, *_):
        pass

    def address_string(self):
        return ""

    def do_HEAD(self):
        self.answer(b"")

    def do_GET(self):
        path = self.path.split("?")[0]
        if path.endswith("/_ping"):
            return self.answer(b"OK")
        for end, name in (("/version", "version"), ("/info", "info"), ("/containers/json", "list"), ("/containers/c1/json", "container")):
            if path.endswith(end):
                return self.answer(json.dumps(self.objects[name]).encode())
        return self.answer(b'{"message":"not found"}', 404)

    def answer(self, body, status=200):
        self.send_response(status)
        for key, value in (("Api-Version", "1.50"), ("Ostype", "linux"), ("Content-Type", "application/json"), ("Content-Length", str(len(body)))):
            self.send_header(key, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


class Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True


def run(command, template=None, check=False, **options):
    done = subprocess.run(command, capture_output=True, env=ENVIRONMENT, timeout=120, **options)
    output, error = done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")
    if check and done.returncode != 0:
        raise SystemExit(f"{' '.join(command)}: {error}")
    return {"template": template, "output": output, "error": error, "exit": done.returncode}


class Docker:
    def __init__(self, folder):
        self.objects = Api.objects = read("docker-objects.json")
        self.socket = os.path.join(folder, "docker.sock")
        self.server = Server(self.socket, Api)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        ENVIRONMENT["DOCKER_CONFIG"] = os.path.join(folder, "docker-config")
        self.client = ["docker", "-H", "unix://" + self.socket]
        self.commands = {
            "docker-inspect": ["inspect", "--type", "container", "c1", "--format"],
            "docker-version": ["version", "--format"],
            "docker-info": ["info", "--format"],
            "docker-ps": ["ps", "--format"],
        }

    def version(self):
        return run(["docker", "--version"], check=True)["output"].strip()

    def object(self, view):
        if view == "docker-ps":
            # Each column as the client makes it; what it makes of a row is not the business of templates.
            lines = run(self.client + ["ps", "--format", "{{json .}}"], check=True)["output"].splitlines()
            return [{k: v for k, v in json.loads(line).items() if k not in ("RunningFor", "CreatedAt")} for line in lines]
        return self.objects[view.removeprefix("docker-").replace("inspect", "container")]

    def rows(self, view, template):
        return run(self.client + self.commands[view] + [template], template)

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Podman:
    LISTS = {"podman-ps": ["ps", "-a"], "podman-images": ["images", "-a"], "podman-volumes": ["volume", "ls"]}

    HOST = ("arch", "os", "cpus", "cgroupManager", "cgroupControllers", "serviceIsRemote", "security", "distribution", "slirp4netns", "idMappings")

    def __init__(self, folder):
        self.folder = os.path.join(folder, "podman")
        os.mkdir(self.folder)
        configuration = os.path.join(self.folder, "containers.conf")
        with open(configuration, "w", encoding="utf-8") as file:
            file.write(f'[engine]\nlock_type = "file"\nevents_logger = "none"\ncgroup_manager = "cgroupfs"\n[network]\nnetwork_config_dir = "{self.folder}/net"\n')
        ENVIRONMENT["CONTAINERS_CONF"] = configuration
        self.command = ["podman", "--root", f"{self.folder}/root", "--runroot", f"{self.folder}/run", "--tmpdir", f"{self.folder}/tmp", "--storage-driver", "vfs"]
        self.commands = {
            "podman-container": ["inspect", "--type", "container", "c1", "--format"],
            "podman-image": ["inspect", "--type", "image", "localhost/peer:latest", "--format"],
            "podman-version": ["version", "--format"],
            "podman-info": ["info", "--format"],
            **{view: command + ["--format"] for view, command in self.LISTS.items()},
        }
        self.prepare()

    def podman(self, *arguments, **options):
        return run(self.command + list(arguments), check=True, **options)["output"]

    def prepare(self):
        archive = os.path.join(self.folder, "rootfs.tar")
        with tarfile.open(archive, "w") as tar:
            tar.add("/bin/busybox", "bin/busybox")
        self.podman("import", "--change", 'CMD ["/bin/busybox","true"]', "--change", "ENV PEER=yes", "--change", "LABEL maker=peer", archive, "localhost/peer:latest")
        self.podman("tag", "localhost/peer:latest", "localhost/other/name:v2")
        create = ["create", "--network", "none", "--name"]
        self.podman(*create, "c1", "--label", "a=b", "--label", "com.example.kind=test", "-e", "GREETING=hello world", "-v", "data:/data", "--tmpfs", "/scratch",
                    "--health-cmd", "true", "--health-interval", "90s", "--cap-add", "SYS_PTRACE", "localhost/peer:latest", "/bin/busybox", "sh", "-c", "echo <&>")
        self.podman(*create, "another-container", "localhost/peer:latest", "/bin/busybox", "sleep", "1000")
        self.podman("volume", "create", "--label", "x=y", "labelled")

    def version(self):
        return self.podman("--version").strip()

    def object(self, view):
        if view in self.LISTS:
            return self.columns(view)
        if view in ("podman-version", "podman-info"):
            found = json.loads(self.podman(*self.commands[view], "json"))
            # What describes the machine of the day has no place in the table.
            if "host" in found:
                found["host"] = {key: value for key, value in found["host"].items() if key in self.HOST}
            return found
        return json.loads(self.podman(*self.commands[view][:-1]))

    def columns(self, view):
        """Each column of each row, as podman makes it."""
        fields = read("cases.json")["columns"][view]
        columns = [self.podman(*self.commands[view], "{{json ." + field + "}}").splitlines() for field in fields]
        return [dict(zip(fields, map(json.loads, row))) for row in zip(*columns)]

    def rows(self, view, template):
        return run(self.command + self.commands[view] + [template], template)

    def close(self):
        subprocess.run(self.command + ["rm", "-a", "-f", "-t", "0"], capture_output=True, env=ENVIRONMENT, check=False)
        subprocess.run(["umount", f"{self.folder}/root/vfs"], capture_output=True, check=False)


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    cases = read("cases.json")["views"]
    folder = tempfile.mkdtemp(prefix="peer-templates.")
    peers = []
    try:
        table = {"peers": [], "views": {}}
        for peer in (Docker, Podman):
            peers.append(peer(folder))
            table["peers"].append(peers[-1].version())
            for view in (view for view in cases if view in peers[-1].commands):
                print(f"{view}: {len(cases[view])} templates", file=sys.stderr)
                rows = [peers[-1].rows(view, template) for template in cases[view]]
                table["views"][view] = {"object": peers[-1].object(view), "rows": rows}
        text = json.dumps(table, indent=1, ensure_ascii=False).replace(folder, "/peer")
        with open(os.path.join(HERE, "table.json"), "w", encoding="utf-8") as file:
            file.write(text + "\n")
    finally:
        for peer in peers:
            peer.close()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
