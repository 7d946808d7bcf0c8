"""Photos as phones make them are accepted, and say nothing about where they were taken."""

import io
import struct

import pytest
from PIL import Image

from foundation.files import intake
from foundation.files.enums import MediaType
from foundation.files.errors import Disguised, FileRefused, Mail
from foundation.files.photos import heic
from tests.files.photos import FILM, HEIC, PLACE, RATED, XMP, photo, with_iptc
from tests.files.samples import PDF, PNG, zipped

GPS, ORIENTATION, TAKEN = 0x8825, 0x0112, 0x9003


def taken_in(content: bytes, name: str) -> tuple[intake.Checked, bytes]:
    checked = intake.check(io.BytesIO(content), name)
    checked.file.seek(0)
    return checked, checked.file.read()


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


@pytest.fixture(autouse=True)
def _stored_here(store_root):
    """Keep temporary files in the test's folder."""


@pytest.mark.parametrize(
    ("kind", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp")]
)
def test_where_a_photo_was_taken_is_removed_and_the_rest_stays(kind, name):
    content = photo(kind)
    assert opened(content).getexif().get_ifd(GPS)[2] == (38.0, 53.0, 23.0)
    checked, kept = taken_in(content, name)
    image = opened(kept)
    assert checked.changed == "location removed"
    assert dict(image.getexif().get_ifd(GPS)) == {}
    assert GPS not in image.getexif()
    assert struct.pack("<2I", 53, 1) not in kept
    assert struct.pack(">2I", 53, 1) not in kept
    assert image.getexif()[ORIENTATION] == 6
    assert image.getexif().get_ifd(0x8769)[TAKEN] == "2026:11:20 10:00:00"
    assert image.tobytes() == opened(content).tobytes()


@pytest.mark.parametrize(
    ("kind", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp")]
)
def test_a_photo_without_a_place_is_kept_as_it_is(kind, name):
    content = photo(kind, place=False, **({} if kind == "PNG" else {"xmp": RATED}))
    checked, kept = taken_in(content, name)
    assert (checked.changed, kept) == ("", content)


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "a.jpg"), ("WEBP", "a.webp")])
def test_a_place_in_xmp_is_removed(kind, name):
    checked, kept = taken_in(photo(kind, place=False, xmp=XMP), name)
    assert checked.changed == "location removed"
    assert PLACE not in kept
    assert opened(kept).getexif()[ORIENTATION] == 6


def test_a_place_in_a_pngs_texts_is_removed():
    from PIL.PngImagePlugin import PngInfo

    said = PngInfo()
    said.add_itxt("XML:com.adobe.xmp", XMP.decode())
    said.add_text("GPSLatitude", "38.8897")
    said.add_text("Author", "An officer")
    checked, kept = taken_in(photo("PNG", place=False, pnginfo=said), "a.png")
    assert checked.changed == "location removed"
    assert b"GPSLatitude" not in kept
    assert b"An officer" in kept
    opened(kept)


def test_a_city_in_iptc_is_removed_and_a_headline_stays():
    city, headline = b"\x1c\x02\x5a\x00\x05Paris", b"\x1c\x02\x69\x00\x04Gang"
    checked, kept = taken_in(with_iptc(photo(place=False), city), "a.jpg")
    assert (checked.changed, b"Paris" in kept) == ("location removed", False)
    content = with_iptc(photo(place=False), headline)
    assert taken_in(content, "a.jpg")[1] == content


def test_a_motion_photo_is_kept_as_the_photo():
    checked, kept = taken_in(photo(place=False, xmp=RATED) + FILM, "PXL_2026.MP.jpg")
    assert (checked.media_type, checked.changed) == (MediaType.JPEG, "video part removed")
    assert b"ftyp" not in kept
    assert kept.endswith(b"\xff\xd9")
    assert opened(kept).getexif()[ORIENTATION] == 6


def test_a_motion_photo_behind_a_second_picture_and_samsungs_are_too():
    second = photo(place=True)
    for film in (
        second + FILM,
        b"\x00\x00\x30\x0a\x10\x00\x00\x00MotionPhoto_Data" + FILM + b"SEFH\x00SEFT",
    ):
        checked, kept = taken_in(photo(place=False) + film, "a.jpg")
        assert checked.changed == "video part removed"
        assert b"ftyp" not in kept
        assert kept.count(b"\xff\xd8\xff") == 1


def test_a_progressive_photo_with_several_scans_is_read_to_its_end():
    content = photo(place=False, progressive=True)
    assert taken_in(content + FILM, "a.jpg")[1] == content


def test_what_is_no_film_is_still_refused_behind_a_photo():
    with pytest.raises(Disguised):
        taken_in(photo() + zipped({"run.bat": b"del"}), "a.jpg")
    with pytest.raises(Disguised):
        taken_in(photo() + b"MZ\x90\x00 a program", "a.jpg")


@pytest.mark.parametrize("name", ["IMG_0042.HEIC", "IMG_0042.heif", "IMG_0042.jpg"])
def test_a_heic_photo_becomes_a_jpeg_without_its_place(name):
    checked, kept = taken_in(HEIC, name)
    image = opened(kept)
    assert (checked.name, checked.media_type) == ("IMG_0042.jpg", MediaType.JPEG)
    assert checked.changed == "converted from HEIC to JPEG, location removed"
    assert (image.format, image.size) == ("JPEG", (32, 48)), "turned as the phone was held, once"
    assert image.getexif().get(ORIENTATION, 1) == 1
    assert dict(image.getexif().get_ifd(GPS)) == {}
    red, _, blue = image.getpixel((16, 4))
    assert red > blue + 100


def test_a_heic_photo_without_exif_becomes_a_jpeg():
    """Its item is renamed to a kind that nobody reads."""
    checked, kept = taken_in(HEIC.replace(b"Exif", b"none", 1), "shared.heic")
    assert checked.changed == "converted from HEIC to JPEG"
    assert dict(opened(kept).getexif()) == {}


def test_a_jpeg_that_a_phone_named_heic_gets_its_ending():
    assert taken_in(photo(place=False), "IMG_0042.HEIC")[0].name == "IMG_0042.jpg"


@pytest.mark.parametrize("content", [HEIC[:300], HEIC[:700] + b"\xff" * 300, PDF, b"just text"])
def test_a_heic_photo_that_cannot_be_converted_is_refused_with_what_to_do(content):
    with pytest.raises(FileRefused, match="Export it as JPEG"):
        taken_in(content, "IMG_0042.heic")


def test_a_heic_photo_of_too_many_pixels_is_not_decoded(monkeypatch):
    monkeypatch.setattr(heic, "MAX_PIXELS", 48 * 32 - 1)
    with pytest.raises(FileRefused, match="too many pixels"):
        taken_in(HEIC, "IMG_0042.heic")


def test_a_conversion_that_takes_too_long_is_ended(monkeypatch, tmp_path):
    slow = tmp_path / "slow.py"
    slow.write_text("import time; time.sleep(60)")
    monkeypatch.setattr(heic, "SCRIPT", slow)
    monkeypatch.setattr(heic, "SECONDS", 0.2)
    with pytest.raises(FileRefused, match="takes too long"):
        taken_in(HEIC, "IMG_0042.heic")


def test_a_place_with_offsets_that_lead_nowhere_does_no_harm():
    content = photo()
    for at in range(content.index(b"Exif"), content.index(b"Exif") + 300):
        broken = content[:at] + b"\xff" + content[at + 1 :]
        try:
            _, kept = taken_in(broken, "a.jpg")
        except FileRefused:
            continue
        assert len(kept) <= len(broken)


def test_a_png_is_named_as_what_it_is():
    assert taken_in(PNG, "screen.heic")[0].name == "screen.png"


@pytest.mark.parametrize("name", ["Re plan.msg", "Re plan.eml", "form.oft"])
def test_a_saved_message_is_refused_with_what_to_do(name):
    with pytest.raises(Mail, match="Print the message to a PDF file"):
        taken_in(b"From: dana@riverton.example\r\n\r\nHello", name)


def test_a_saved_message_is_known_whatever_its_name():
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    content += "__properties_version1.0".encode("utf-16-le").ljust(512, b"\x00")
    with pytest.raises(Mail):
        taken_in(content, "Re plan.docx")
