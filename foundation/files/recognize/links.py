"""External references of an Office document: refuse what loads by itself, allow clickable links."""

import re
import zipfile
from typing import BinaryIO
from urllib.parse import unquote

from foundation.files.errors import Programmed, Reaching, Swollen
from foundation.files.recognize.archive import unpacked
from foundation.files.recognize.markup import elements

ENDING = ".rels"
MAX_BYTES = 8 * 1024 * 1024
# No program writes clickable links into these; a template is named here.
NEVER_CLICKED = ("settings.xml.rels",)
# A document made elsewhere that is inserted into this one each time it is opened.
POURED_IN = "/afchunk"
HYPERLINK = "/hyperlink"
SCHEME = re.compile(r"[a-z][a-z0-9+.\-]+:", re.IGNORECASE)
DRIVE = re.compile(r"[a-z][:|]", re.IGNORECASE)
# A live connection to another program's data, in a workbook's list of links.
LIVE = "ddeLink"


def check(file: BinaryIO, parts: list[zipfile.ZipInfo]) -> None:
    """Check every list of relationships, whichever part it belongs to.

    Raises:
        Reaching: when a part is loaded from another machine as the document is opened.
        Programmed: when it is connected to another program.
        Swollen: when a list is longer than any document needs.
    """
    for info in parts:
        name = info.filename.lower()
        if name.endswith(ENDING):
            _check_relations(file, info)
        elif "externallink" in name and name.endswith(".xml"):
            _check_connections(file, info)


def is_elsewhere(target: str) -> bool:
    """Return whether a target is on another machine, not on a drive or in the document itself."""
    plain = unquote(target).strip().replace("\\", "/")
    if plain.lower().startswith("file:"):
        rest = plain[5:]
        if DRIVE.match(rest.lstrip("/")):
            return False
        return re.match(r"/?[^/]|///[^/]", rest) is None
    return plain.startswith("//") or SCHEME.match(plain) is not None


def _check_relations(file: BinaryIO, info: zipfile.ZipInfo) -> None:
    if info.file_size > MAX_BYTES:
        raise Swollen
    clicked = not info.filename.lower().endswith(NEVER_CLICKED)
    for name, attributes in elements(unpacked(file, info)):
        if name != "Relationship":
            continue
        kind = attributes.get("Type", "").lower()
        if clicked and kind.endswith(HYPERLINK):
            continue
        if kind.endswith(POURED_IN) or is_elsewhere(attributes.get("Target", "")):
            raise Reaching


def _check_connections(file: BinaryIO, info: zipfile.ZipInfo) -> None:
    for name, _ in elements(unpacked(file, info)):
        if name == LIVE:
            raise Programmed
