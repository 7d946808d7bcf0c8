"""A fake clamd: it speaks INSTREAM on loopback and finds any content with the word ``virus``."""

import socket
import struct
import threading
from typing import Self


class Clamd:
    """A thread that answers one connection after the other."""

    def __init__(
        self, *, answer: bytes = b"", family: int = socket.AF_INET, path: str = ""
    ) -> None:
        self._listening = socket.socket(family, socket.SOCK_STREAM)
        self._listening.bind(path or ("127.0.0.1", 0))
        self._listening.listen()
        self.address = self._listening.getsockname()
        self._answer = answer
        self.scanned: list[bytes] = []
        self.largest = 0
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(5)

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._listening.accept()
            except OSError:
                return
            with line:
                self._talk(line)

    def _talk(self, line: socket.socket) -> None:
        with line.makefile("rb") as said:
            assert said.read(10) == b"zINSTREAM\0"
            content = b""
            while length := struct.unpack("!I", said.read(4))[0]:
                self.largest = max(self.largest, length)
                content += said.read(length)
        self.scanned.append(content)
        found = b"Test-Virus FOUND" if b"virus" in content else b"OK"
        line.sendall(self._answer or b"stream: " + found + b"\0")
