"""Untrusted XML: read its elements one by one, without a document type, entities or trees."""

from collections.abc import Iterable, Iterator
from xml.parsers import expat

from foundation.files.errors import Damaged, Disguised

Element = tuple[str, dict[str, str]]


def elements(pieces: Iterable[bytes]) -> Iterator[Element]:
    """Yield each element's name, without its prefix, and its attributes.

    Arguments:
        pieces: the text as it is unpacked.

    Raises:
        Disguised: for a document type: entities can expand or load files, and no part needs one.
        Damaged: for invalid XML.
    """
    found: list[Element] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        found.append((name.rpartition(":")[2], attributes))

    def refuse(*_: object) -> None:
        raise Disguised

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = refuse
    try:
        for piece in pieces:
            parser.Parse(piece, False)  # noqa: FBT003 -- expat's signature
            yield from found
            found.clear()
        parser.Parse(b"", True)  # noqa: FBT003 -- as above
    except expat.ExpatError as error:
        raise Damaged from error
    yield from found
