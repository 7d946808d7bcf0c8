"""Photos as phones make them, generated: with a place, an appended film, or as HEIC."""

import base64
import io
import struct

from PIL import Image

# 48 by 32 pixels, red and blue, turned by its orientation, with coordinates in Exif and XMP.
HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAhJtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAA"
    "AEZpbG9jAAAAAERAAAMAAQAAAAACNgABAAAAAAAAACkAAgAAAAACXwABAAAAAAAAAMgAAwAAAAADJwABAAAAAAAAANQAAABiaWlu"
    "ZgAAAAAAAwAAABVpbmZlAgAAAAABAABodmMxAAAAABVpbmZlAgAAAQACAABFeGlmAAAAACppbmZlAgAAAQADAABtaW1lAGFwcGxp"
    "Y2F0aW9uL3JkZit4bWwAAAAAAA5waXRtAAAAAAABAAABB2lwcnAAAADmaXBjbwAAAHZodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAA"
    "DwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQAqQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbq5Ka5uAhoMCAAAAMDIAAA"
    "AwAhYgABAAZEAcFzwIkAAAATY29scm5jbHgAAQANAAaAAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAoY2xhcAAAADAAAAABAAAAIAAA"
    "AAH////wAAAAAv///+AAAAACAAAAEHBpeGkAAAAAAwgICAAAAAlpcm90AwAAABlpcG1hAAAAAAAAAAEAAQaBAgMFhIYAAAAoaXJl"
    "ZgAAAAAAAAAOY2RzYwACAAEAAQAAAA5jZHNjAAMAAQABAAABzW1kYXQAAAAlKAGvE4DlMff/vjU/2+0/xJksEs/sPPue4v5i7v4S"
    "w+soo9pz8AAAAAZFeGlmAABNTQAqAAAACAAEAQ8AAgAAAAYAAAA+ARIAAwAAAAEABgAAiCUABAAAAAEAAABEkAMAAgAAABQAAACq"
    "AAAAAFBob25lAAAEAAEAAgAAAAJOAAAAAAIABQAAAAMAAAB6AAMAAgAAAAJXAAAAAAQABQAAAAMAAACSAAAAAAAAACYAAAABAAAA"
    "NQAAAAEAAAAXAAAAAQAAAE0AAAABAAAAAAAAAAEAAAAgAAAAATIwMjY6MTE6MjAgMTA6MDA6MDAAPHg6eG1wbWV0YSB4bWxuczp4"
    "PSJhZG9iZTpuczptZXRhLyI+PHJkZjpSREYgeG1sbnM6cmRmPSJodHRwOi8vd3d3LnczLm9yZy8xOTk5LzAyLzIyLXJkZi1zeW50"
    "YXgtbnMjIj48cmRmOkRlc2NyaXB0aW9uIHhtbG5zOmV4aWY9Imh0dHA6Ly9ucy5hZG9iZS5jb20vZXhpZi8xLjAvIiBleGlmOkdQ"
    "U0xhdGl0dWRlPSIzOCw1My40TiIvPjwvcmRmOlJERj48L3g6eG1wbWV0YT4="
)
PLACE = b"exif:GPSLatitude"
XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="38,53.4N"/>'
    b"</rdf:RDF></x:xmpmeta>"
)
RATED = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description xmp:Rating="5"/></x:xmpmeta>'
FILM = (
    b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00isommp42"
    + struct.pack(">I", 40)
    + b"mdat"
    + b"a frame " * 4
)


def exif(*, place: bool = True) -> Image.Exif:
    """Return Exif of a phone turned on its side, with or without where it was."""
    made = Image.Exif()
    made[0x010F] = "Example Phone"
    made[0x0112] = 6
    made.get_ifd(0x8769)[0x9003] = "2026:11:20 10:00:00"
    if place:
        made.get_ifd(0x8825).update({1: "N", 2: (38.0, 53.0, 23.0), 3: "W", 4: (77.0, 0.0, 32.0)})
    return made


def photo(kind: str = "JPEG", *, place: bool = True, **more: object) -> bytes:
    """Return a photo of a kind."""
    image = Image.new("RGB", (48, 32), (200, 30, 30))
    image.paste((30, 30, 200), (24, 0, 48, 32))
    held = io.BytesIO()
    image.save(held, kind, exif=exif(place=place), **more)
    return held.getvalue()


def with_iptc(jpeg: bytes, record: bytes) -> bytes:
    """Return a JPEG with one IPTC record, such as a city."""
    block = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + struct.pack(">I", len(record)) + record
    return jpeg[:2] + b"\xff\xed" + struct.pack(">H", len(block) + 2) + block + jpeg[2:]
