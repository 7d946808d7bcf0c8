"""Write the HEIC photo on standard input to standard output as a JPEG; run as a script, without the portal.

What decodes a stranger's file runs here: a process with little memory and time and an empty environment.
"""

import io
import resource
import sys

from pi_heif import register_heif_opener
from PIL import Image, ImageFile

MAX_MEMORY = 2 * 1024**3
MAX_SECONDS = 25
TOO_MANY = 3
QUALITIES = (90, 75)


def main(max_bytes: int, max_pixels: int) -> int:
    """Convert one photo; return the exit code."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))
    register_heif_opener()
    photo: ImageFile.ImageFile = Image.open(sys.stdin.buffer, formats=["HEIF"])
    width, height = photo.size
    if width * height > max_pixels:
        return TOO_MANY
    held = io.BytesIO()
    for quality in QUALITIES:
        held = io.BytesIO()
        photo.convert("RGB").save(
            held,
            "JPEG",
            quality=quality,
            exif=photo.info.get("exif") or b"",
            icc_profile=photo.info.get("icc_profile"),
        )
        if held.tell() <= max_bytes:
            break
    sys.stdout.buffer.write(held.getvalue())
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
