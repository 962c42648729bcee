#!/usr/bin/env python3
"""token-server.py PORT KEY CERTIFICATE USER:PASSWORD

The token server of a registry (distribution's "Token Authentication Specification"). The user may pull and push everywhere; who gives
no name may pull from public/. A wrong password is refused. Tokens are signed by openssl, so that Python's own library is enough.
"""
import base64
import json
import subprocess
import sys
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlparse

port, key, certificate, account = int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4]
user = account.split(":", 1)[0]


def encoded(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def x5c():
    return "".join(line for line in open(certificate).read().splitlines() if not line.startswith("-----"))


def token(subject, service, access):
    now = int(time.time())
    header = {"typ": "JWT", "alg": "RS256", "x5c": [x5c()]}
    claims = {"iss": "test-issuer", "sub": subject, "aud": service, "iat": now, "nbf": now - 60, "exp": now + 300, "jti": uuid.uuid4().hex, "access": access}
    signed = ".".join(encoded(json.dumps(part).encode()) for part in (header, claims))
    signature = subprocess.run(["openssl", "dgst", "-sha256", "-sign", key], input=signed.encode(), capture_output=True, check=True).stdout
    return signed + "." + encoded(signature)


def granted(scope, known):
    kind, name, actions = scope.split(":", 2)
    wanted = actions.split(",")
    allowed = wanted if known else [action for action in wanted if action == "pull" and name.startswith("public/")]
    return {"type": kind, "name": name, "actions": allowed}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        query = parse_qs(urlparse(self.path).query)
        given = self.headers.get("Authorization", "")
        known = given == "Basic " + base64.b64encode(account.encode()).decode()
        if given and not known:
            return self.answer(401, {"errors": [{"code": "UNAUTHORIZED", "message": "incorrect username or password"}]})
        scopes = [scope for text in query.get("scope", []) for scope in text.split()]
        access = [granted(scope, known) for scope in scopes]
        made = token(user if known else "", query.get("service", [""])[0], access)
        self.answer(200, {"token": made, "access_token": made, "expires_in": 300})

    def answer(self, status, body):
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()
