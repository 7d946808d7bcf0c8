#!/usr/bin/env bash
# Finding: the usual way to keep a photo's Exif data fails for a phone photo that has none.
#
# A detective photographs an evidence room; the phone writes HEIC, and a gallery that strips
# metadata leaves no Exif at all. Whoever turns it into JPEG writes
# save(..., exif=photo.info.get("exif", b"")), which Pillow's own readers (JPEG, WebP, AVIF) allow:
# without Exif they set no key.
#
# Versions: pi-heif 1.4.0 (reads), pillow-heif 1.4.0 (writes the sample), Pillow 13.0.0.
# Guess:    a HEIC photo without Exif has no "exif" either, and one with Exif says how the camera
#           was held (Orientation 6), as in the file.
# Seen:     Nov 28, 2026 (Python 3.11). The key is there and holds None, so saving raises TypeError.
#           With Exif the picture is already turned, its sides are exchanged, and Orientation says 1:
#           only the first idiom breaks, but code that turns by Orientation does nothing.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv v
v/bin/pip install -qq --disable-pip-version-check pi-heif==1.4.0 pillow-heif==1.4.0 pillow==13.0.0

cat >photos.py <<'PY'
from io import BytesIO

import pi_heif
import pillow_heif
from PIL import ExifTags, Image

pi_heif.register_heif_opener()


def phone(**more):
    out = BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (64, 48), "gray")).save(out, **more)
    return out


def plain(kind):
    out = BytesIO()
    Image.new("RGB", (64, 48), "gray").save(out, kind)
    return out


held = Image.Exif()
held[ExifTags.Base.Orientation] = 6
photos = {
    "JPEG without Exif": plain("JPEG"),
    "WebP without Exif": plain("WEBP"),
    "AVIF without Exif": plain("AVIF"),
    "HEIC without Exif": phone(),
    "HEIC, camera held upright": phone(exif=held.tobytes()),
}
for name, file in photos.items():
    photo = Image.open(file)
    kept = photo.info.get("exif", b"")
    try:
        photo.save(BytesIO(), "JPEG", exif=kept)
        said = "saved"
    except TypeError as error:
        said = f"TypeError: {error}"
    turned = photo.getexif().get(ExifTags.Base.Orientation)
    print(f"{name}: {photo.size}, key {'exif' in photo.info}, Orientation {turned}, {said}")
PY

v/bin/python photos.py | tee seen.txt

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
JPEG without Exif: (64, 48), key False, Orientation None, saved
WebP without Exif: (64, 48), key False, Orientation None, saved
AVIF without Exif: (64, 48), key False, Orientation None, saved
HEIC without Exif: (64, 48), key True, Orientation None, TypeError: object of type 'NoneType' has no len()
HEIC, camera held upright: (48, 64), key True, Orientation 1, saved
EXPECTED
