"""Small files of every accepted kind, and ways to damage them."""

import io
import struct
import zipfile
import zlib

from foundation.files.enums import MediaType

PDF = (
    b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack("!I", len(data)) + kind + data + struct.pack("!I", zlib.crc32(kind + data))


PNG = (
    b"\x89PNG\r\n\x1a\n"
    + chunk(b"IHDR", struct.pack("!2I5B", 1, 1, 8, 0, 0, 0, 0))
    + chunk(b"IDAT", zlib.compress(b"\x00\x00"))
    + chunk(b"IEND", b"")
)
JPEG = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    b"\xff\xc0\x00\x0b\x08\x00\x01\x00\x01\x01\x01\x11\x00"
    b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x7f\xff\xd9"
)
WEBP = b"RIFF" + struct.pack("<I", 20) + b"WEBPVP8L" + struct.pack("<I", 8) + b"\x2f" + b"\x00" * 7

MAINS = {
    "docx": ("word/document.xml", "wordprocessingml.document"),
    "xlsx": ("xl/workbook.xml", "spreadsheetml.sheet"),
    "pptx": ("ppt/presentation.xml", "presentationml.presentation"),
}
TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>{}</Types>'
)
OVERRIDE = '<Override PartName="/{}" ContentType="application/vnd.openxmlformats-officedocument.{}.main+xml"/>'


def office(kind: str = "docx", *, types: str = "", more: dict[str, bytes] | None = None) -> bytes:
    """Return a document with its list of types and its main part, and any extra parts."""
    part, name = MAINS[kind]
    parts: dict[str, bytes] = {
        "[Content_Types].xml": (types or TYPES.format(OVERRIDE.format(part, name))).encode(),
        "_rels/.rels": b"<Relationships/>",
        part: b"<main>" + b"A weekly review. " * 50 + b"</main>",
    }
    return zipped(parts | (more or {}))


def zipped(parts: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", packing) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


GOOD: dict[str, tuple[bytes, MediaType]] = {
    "plan.pdf": (PDF, MediaType.PDF),
    "Plan.PDF": (PDF, MediaType.PDF),
    "map.png": (PNG, MediaType.PNG),
    "photo.jpg": (JPEG, MediaType.JPEG),
    "photo.jpeg": (JPEG, MediaType.JPEG),
    "screen.webp": (WEBP, MediaType.WEBP),
    "plan.docx": (office("docx"), MediaType.WORD),
    "cases.xlsx": (office("xlsx"), MediaType.EXCEL),
    "slides.pptx": (office("pptx"), MediaType.POWERPOINT),
    "notes.txt": ("Señor Núñez \u2013 12 cases\r\n".encode(), MediaType.TEXT),
    "bom.txt": ("\ufeffWith a mark".encode(), MediaType.TEXT),
    "old.txt": ("Señor Núñez \u2013 12 cases\r\n".encode("cp1252"), MediaType.TEXT),
    "cases.csv": (b"case,days\n1,12\n", MediaType.CSV),
}


def pdf(*objects: bytes, trailer: bytes = b"<</Root 1 0 R>>") -> bytes:
    """Return a document with additional objects, given without their numbers."""
    written = b"".join(
        b"%d 0 obj%s\nendobj\n" % (number, each) for number, each in enumerate(objects, start=3)
    )
    head, _, _ = PDF.partition(b"trailer")
    return head + written + b"trailer" + trailer + b"\nstartxref\n9\n%%EOF\n"


def stream(content: bytes, more: bytes = b"/Filter/FlateDecode", *, packed: bool = True) -> bytes:
    """Return an object that is a stream."""
    held = zlib.compress(content) if packed else content
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (more, len(held), held)


def object_stream(held: bytes, more: bytes = b"/Filter/FlateDecode") -> bytes:
    """Return a stream that contains one object."""
    return stream(b"9 0 " + held, b"/Type/ObjStm/N 1/First 4" + more)


def related(*relations: tuple[str, str, str], part: str = "word/_rels/document.xml.rels") -> bytes:
    """Return a document with references from a part: kind of relation, target, mode."""
    namespace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    told = "".join(
        f'<Relationship Id="r{number}" Type="{namespace}/{kind}" Target="{target}"'
        + (f' TargetMode="{mode}"/>' if mode else "/>")
        for number, (kind, target, mode) in enumerate(relations)
    )
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    return office(more={part: f'<Relationships xmlns="{package}">{told}</Relationships>'.encode()})
