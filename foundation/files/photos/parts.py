"""A file as the parts that are written again: ranges of the original, and bytes that replace others."""

from dataclasses import dataclass, field
from typing import BinaryIO

from foundation.files import store
from foundation.files.enums import PhotoChange
from foundation.files.recognize.chunks import CHUNK, at


@dataclass(slots=True)
class Parts:
    """The parts of a file in order.

    Attributes:
        pieces: a range of the original's bytes, or other bytes.
        changed: whether they differ from the original.
        found: what was taken out that people are told of.
    """

    pieces: list[range | bytes] = field(default_factory=list)
    changed: bool = False
    found: set[PhotoChange] = field(default_factory=set)

    def keep(self, start: int, stop: int) -> None:
        """Go on with a range of the original."""
        last = self.pieces[-1] if self.pieces else b""
        if isinstance(last, range) and last.stop == start:
            self.pieces[-1] = range(last.start, stop)
        else:
            self.pieces.append(range(start, stop))

    def replace(self, content: bytes) -> None:
        """Go on with other bytes; none drops a part."""
        self.changed = True
        if content:
            self.pieces.append(content)

    def tell(self, change: PhotoChange) -> None:
        """Note something that was taken out."""
        self.found.add(change)

    @property
    def changes(self) -> tuple[PhotoChange, ...]:
        """What was taken out, in a fixed order."""
        return tuple(change for change in PhotoChange if change in self.found)

    @property
    def size(self) -> int:
        """How many bytes they have."""
        return sum(len(piece) for piece in self.pieces)


def written(file: BinaryIO, parts: Parts) -> BinaryIO:
    """Write the parts to a temporary file, which is deleted when closed.

    Raises:
        NoRoom: when the disk is full.
    """
    with store.writing():
        to = store.receiving()
        for piece in parts.pieces:
            if isinstance(piece, bytes):
                to.write(piece)
                continue
            for start in range(piece.start, piece.stop, CHUNK):
                to.write(at(file, start, min(CHUNK, piece.stop - start)))
        to.flush()
    return to  # type: ignore[return-value]  # -- a wrapper that hands everything on
