"""Word, Excel and PowerPoint since 2007: a zip file whose list of types names the main part."""

import zipfile
from typing import BinaryIO

from foundation.files.enums import MediaType
from foundation.files.errors import FileRefused, Programmed, Swollen
from foundation.files.recognize import links
from foundation.files.recognize.archive import entries, unpacked
from foundation.files.recognize.markup import elements

TYPES = "[Content_Types].xml"
MAX_TYPES = 1024 * 1024
MAIN = "application/vnd.openxmlformats-officedocument.{}.main+xml"
MAINS = {
    MAIN.format("wordprocessingml.document"): MediaType.WORD,
    MAIN.format("spreadsheetml.sheet"): MediaType.EXCEL,
    MAIN.format("presentationml.presentation"): MediaType.POWERPOINT,
}
# Words in a part's name or type that mean the document can run something.
PROGRAMS = ("vbaproject", "macroenabled", "vbadata", "activex", "oleobject")


def recognize(file: BinaryIO) -> MediaType:
    """Return which of the three it is; every part is unpacked once in chunks to check it.

    Raises:
        FileRefused: when it is another kind of archive, or anything is wrong with it.
    """
    parts = entries(file)
    named = {info.filename: info for info in parts}
    if TYPES not in named:
        raise FileRefused
    types = _types(file, named[TYPES])
    told = " ".join([*named, *types.values(), *types]).lower()
    if any(word in told for word in PROGRAMS):
        raise Programmed
    mains = [(MAINS[kind], part.removeprefix("/")) for part, kind in types.items() if kind in MAINS]
    if len(mains) != 1 or mains[0][1] not in named:
        raise FileRefused
    for info in parts:
        for _ in unpacked(file, info):
            pass
    links.check(file, parts)
    return mains[0][0]


def _types(file: BinaryIO, info: zipfile.ZipInfo) -> dict[str, str]:
    """Return the type of each part or extension in the list; refuse a document type declaration."""
    if info.file_size > MAX_TYPES:
        raise Swollen
    found: dict[str, str] = {}
    for name, attributes in elements(unpacked(file, info)):
        key = attributes.get("PartName") or f"*.{attributes.get('Extension', '')}"
        if name in {"Override", "Default"}:
            found[key] = attributes.get("ContentType", "")
    return found
