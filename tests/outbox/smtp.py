"""A mail server on loopback that answers as set: for each mail, or not at all."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_string

# Its reply to each step; a step that is not set is accepted.
FINE = {"helo": "250 here", "mail": "250 ok", "rcpt": "250 ok", "data": "354 go on", "end": "250 kept", "quit": "221 bye"}  # fmt: skip
SILENT = ""


@dataclass
class MailServer:
    """Stores each complete mail, even if its answer is silence."""

    port: int = 0
    says: dict[str, str] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    asked: int = 0
    now: int = 0
    most: int = 0
    arrived: Callable[[], object] = lambda: None

    def ids(self) -> list[str]:
        """Return the Message-ID of each complete mail."""
        # A long one stands on a line of its own, below the header's name.
        found = (message_from_string(text)["Message-ID"] for text in self.kept)
        return [" ".join(each.split()) for each in found]


@contextlib.contextmanager
def mail_server(**says: str) -> Iterator[MailServer]:
    """Serve while the block runs. ``banner``, ``helo``, ``mail``, ``rcpt``, ``data``, ``end``, ``quit``."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = MailServer(listening.getsockname()[1], dict(says))
        listening.settimeout(0.1)
        over = threading.Event()
        threads = [threading.Thread(target=_accept, args=(listening, server, over), daemon=True)]
        threads[0].start()
        try:
            yield server
        finally:
            over.set()
            threads[0].join(5)


def _accept(listening: socket.socket, server: MailServer, over: threading.Event) -> None:
    open_lines: list[socket.socket] = []
    while not over.is_set():
        with contextlib.suppress(TimeoutError):
            line, _ = listening.accept()
            open_lines.append(line)
            threading.Thread(target=_talk, args=(line, server, over), daemon=True).start()
    for line in open_lines:
        line.close()


def _talk(line: socket.socket, server: MailServer, over: threading.Event) -> None:
    server.asked += 1
    server.now += 1
    server.most = max(server.most, server.now)
    line.settimeout(30)
    with contextlib.suppress(OSError, ValueError), line, line.makefile("rb") as reading:

        def say(step: str, usual: str) -> None:
            text = server.says.get(step, usual)
            if text == SILENT:
                # Until the client gives up, or the test is over.
                while not over.wait(0.05) and reading.read1(1):  # type: ignore[attr-defined]
                    pass
                raise ValueError
            line.sendall(f"{text}\r\n".encode())

        say("banner", "220 here")
        for raw in reading:
            step = raw.decode().strip()[:4].lower().replace("ehlo", "helo")
            say(step, FINE.get(step, "250 ok"))
            if step == "data" and server.says.get("data", "354").startswith("354"):
                text = b""
                while not text.endswith(b"\r\n.\r\n"):
                    text += reading.readline()
                server.kept.append(text.decode())
                server.arrived()
                say("end", FINE["end"])
            if step == "quit":
                break
    server.now -= 1
