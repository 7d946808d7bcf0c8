"""A client of clamd, the ClamAV daemon: one command, INSTREAM, over TCP or a Unix socket."""

import socket
import struct
from pathlib import Path
from typing import BinaryIO

CHUNK = 64 * 1024
CONNECT_SECONDS = 5.0
# clamd answers once it has scanned everything; a large archive takes a while.
ANSWER_SECONDS = 60.0
MAX_ANSWER = 4096

Address = tuple[str, int] | Path


class ScannerAway(Exception):
    """The scanner did not answer, or could not scan: nothing is known about the file."""


def scan(file: BinaryIO, address: Address) -> str:
    """Scan a file and return the name of the virus found; empty when it is clean.

    Arguments:
        file: read from its current position, in chunks.
        address: host and port, or the path of a socket.

    Raises:
        ScannerAway: when there was no answer, or an error.
    """
    try:
        with _connected(address) as line:
            line.settimeout(ANSWER_SECONDS)
            _send(line, file)
            answer = _answer(line)
    except OSError as error:
        raise ScannerAway(type(error).__name__) from error
    return _found(answer)


def _connected(address: Address) -> socket.socket:
    if not isinstance(address, Path):
        return socket.create_connection(address, timeout=CONNECT_SECONDS)
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        line.settimeout(CONNECT_SECONDS)
        line.connect(str(address))
    except OSError:
        line.close()
        raise
    return line


def _send(line: socket.socket, file: BinaryIO) -> None:
    """Send the command, each chunk after its length, and a length of zero at the end."""
    line.sendall(b"zINSTREAM\0")
    while piece := file.read(CHUNK):
        line.sendall(struct.pack("!I", len(piece)) + piece)
    line.sendall(struct.pack("!I", 0))


def _answer(line: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < MAX_ANSWER:
        more = line.recv(1024)
        if not more:
            break
        said += more
    return said.rstrip(b"\0\n").decode("utf-8", "replace")


def _found(answer: str) -> str:
    """Return the virus in an answer: "stream: X FOUND" is X, "stream: OK" is empty, others fail."""
    said = answer.removeprefix("stream:").strip()
    if said == "OK":
        return ""
    finding, found, rest = said.rpartition(" FOUND")
    if found and not rest and finding:
        return finding
    raise ScannerAway(answer or "no answer")
