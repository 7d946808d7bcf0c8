"""The portal as in production: its own server and settings, behind a proxy that ends TLS.

No setting is loosened for the tests; only their browser is told to accept the proxy's certificate.
"""

import secrets
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from psp_portal.local import run
from psp_portal.local.environment import ROOT, Machine
from tests.faults.harness import wait_for

# Headers of one hop only: the proxy sets its own on both sides.
HOP = {"connection", "keep-alive", "transfer-encoding", "te", "trailer", "upgrade", "proxy-connection"}  # fmt: skip


def make_certificate(folder: Path) -> Path:
    """Create a self-signed certificate for ``localhost``, valid for a day, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)  # noqa: TID251 -- Chromium compares it with the machine's own time
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName(
                [x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
            ),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    file = folder / "localhost.pem"
    file.touch(mode=0o600)
    file.write_bytes(private + signed.public_bytes(serialization.Encoding.PEM))
    return file


class Forward(BaseHTTPRequestHandler):
    """Forwards one request, with headers on how and from where it came."""

    protocol_version = "HTTP/1.1"
    timeout = 30
    portal = 0

    def do_GET(self) -> None:
        """Send the request to the portal and return its response."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {
            name: value
            for name, value in self.headers.items()
            if name.lower() not in HOP and not name.lower().startswith("x-forwarded-")
        }
        headers |= {"X-Forwarded-Proto": "https", "X-Forwarded-For": self.client_address[0]}
        with closing(HTTPConnection("127.0.0.1", self.portal, timeout=60)) as portal:
            portal.request(self.command, self.path, body=body or None, headers=headers)
            answer = portal.getresponse()
            content = answer.read()
        self.send_response_only(answer.status, answer.reason)
        for name, value in answer.getheaders():
            if name.lower() not in HOP | {"content-length"}:
                self.send_header(name, value)
        if self.command != "HEAD":
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_POST = do_GET  # noqa: N815 -- the library's name
    do_HEAD = do_GET  # noqa: N815 -- as above

    def handle(self) -> None:
        """Serve a connection; one that a browser opened and never used ends silently."""
        with suppress(OSError):
            super().handle()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the library's name
        """Log nothing."""


class Proxy(ThreadingHTTPServer):
    """Ends TLS; the handshake happens in each connection's own thread."""

    daemon_threads = True

    def __init__(self, certificate: Path, portal: int) -> None:
        handler = type("To", (Forward,), {"portal": portal})
        super().__init__(("127.0.0.1", 0), handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        self.socket = context.wrap_socket(
            self.socket, server_side=True, do_handshake_on_connect=False
        )

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore a broken connection, as the browser reports what it misses."""


@dataclass(frozen=True)
class Production:
    """A running portal.

    Attributes:
        address: the public URL, over TLS.
        inside: the URL for its proxy.
        home: its PSP_HOME.
        variables: its environment, also for administrators' commands.
    """

    address: str
    inside: str
    home: Path
    variables: dict[str, str]

    def manage(self, *arguments: str) -> str:
        """Run a management command as an administrator does on the server."""
        return run_manage(self.variables, *arguments)

    def letters(self, to: str) -> list[str]:
        """Drain the outbox; return the text of each mail to that address, oldest first."""
        self.manage("drain_outbox")
        found = []
        for file in sorted((self.home / "mail").iterdir()):
            for part in file.read_bytes().split(b"-" * 79 + b"\n"):
                letter = message_from_bytes(part.strip(), policy=policy.default)
                body = letter.get_body(("plain",))
                if letter["To"] == to and body is not None:
                    found.append(body.get_content())
        return found


def run_manage(variables: dict[str, str], *arguments: str) -> str:
    """Run ``manage.py`` with this environment and no other variables."""
    done = subprocess.run(  # noqa: S603 -- the test's own commands
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=variables,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def variables_of(home: Path, database: str, kept: dict[str, str]) -> dict[str, str]:
    """Return the environment of a production server, except its public URL."""
    return kept | {
        "PSP_ENV": "production",
        "PSP_HOME": str(home),
        "SECRET_KEY": secrets.token_urlsafe(64),
        "ALLOWED_HOSTS": "localhost",
        "DATABASE_URL": database,
        "REDIS_URL": "redis://127.0.0.1:1/0",  # pages publish nothing
        "EMAIL_URL": f"filemail:///{home / 'mail'}",
        "PSP_TRUSTED_PROXIES": "1",
        "PYTHONWARNINGS": "ignore",
    }


@contextmanager
def served(variables: dict[str, str], certificate: Path) -> Iterator[Production]:
    """Start the server as `make run` does, and the proxy in front of it."""
    home = Path(variables["PSP_HOME"])
    (home / "mail").mkdir(exist_ok=True)
    inside = free_port()
    proxy = Proxy(certificate, inside)
    address = f"https://localhost:{proxy.server_address[1]}"
    variables = variables | {"PUBLIC_BASE_URL": address, "PORT": str(inside)}
    log = home / "web.log"
    with ExitStack() as running:
        running.callback(proxy.server_close)
        server = running.enter_context(_server(home, inside, variables, log))
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        running.callback(proxy.shutdown)
        assert wait_for(lambda: answers(inside) or server.poll() is not None, seconds=120)
        assert server.poll() is None, log.read_text()
        yield Production(address, f"http://127.0.0.1:{inside}", home, variables)
    assert "Traceback" not in log.read_text(), log.read_text()


@contextmanager
def _server(
    home: Path, port: int, variables: dict[str, str], log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    machine = Machine(home, port, variables)
    web = run.portal(machine, variables, [f"127.0.0.1:{port}"])[0]
    with log.open("wb") as said:
        server = subprocess.Popen(  # noqa: S603 -- the portal's own command
            list(web.command),
            cwd=ROOT,
            env=dict(web.variables),
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield server
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def answers(port: int) -> bool:
    """Return whether the server's process answers yet."""
    try:
        with closing(HTTPConnection("127.0.0.1", port, timeout=5)) as asked:
            asked.request("GET", "/healthz", headers={"Host": "localhost"})
            return asked.getresponse().status == 200
    except OSError:
        time.sleep(0.1)
        return False


def free_port() -> int:
    """Return a port that no program uses now."""
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
