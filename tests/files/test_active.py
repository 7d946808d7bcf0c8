"""What would run or load something when it is opened: harmless samples, each refused with a sentence."""

import io
import os
import zlib

import pytest

from foundation.files.enums import MediaType
from foundation.files.errors import (
    Damaged,
    Disguised,
    FileRefused,
    Programmed,
    Protected,
    Reaching,
    Scripted,
    Swollen,
)
from foundation.files.recognize import recognize, scripts
from foundation.files.recognize.links import is_elsewhere
from tests.files.samples import PDF, object_stream, office, pdf, related, stream

SETTINGS = "word/_rels/settings.xml.rels"
# It would run if it were anything: a word that no reader knows.
IDLE = b"/JS(nothing)"


def judged(content: bytes, name: str) -> MediaType:
    return recognize(io.BytesIO(content), name)


@pytest.mark.parametrize(
    ("relation", "part"),
    [
        (("attachedTemplate", "https://t.example.org/a.dotx", "External"), SETTINGS),
        (("attachedTemplate", "\\\\t.example.org\\share\\a.dotx", "External"), SETTINGS),
        (("attachedTemplate", "//t.example.org/share/a.dotx", "External"), SETTINGS),
        (("attachedTemplate", "file://t.example.org/share/a.dotx", "External"), SETTINGS),
        (("attachedTemplate", "file:///\\\\t.example.org\\a.dotx", "External"), SETTINGS),
        (("attachedTemplate", "file:////t.example.org/a.dotx", "External"), SETTINGS),
        (("attachedTemplate", " HTTPS://t.example.org/a.dotx", ""), SETTINGS),
        (("attachedTemplate", "http%3a//t.example.org/a.dotx", "External"), SETTINGS),
        (("hyperlink", "https://t.example.org/a.dotx", "External"), SETTINGS),
        (("attachedTemplate", "https://t.example.org/a.dotx", "External"), SETTINGS.upper()),
        (("image", "https://t.example.org/a.png", "External"), "word/_rels/document.xml.rels"),
        (("oleObject", "mhtml:https://t.example.org/a", "External"), "word/_rels/a.xml.rels"),
        (("frame", "https://t.example.org/a.html", "External"), "word/_rels/webSettings.xml.rels"),
        (("subDocument", "https://t.example.org/a.docx", "External"), "word/_rels/a.xml.rels"),
        (("externalLinkPath", "https://t.example.org/a.xlsx", "External"), "xl/_rels/a.xml.rels"),
        (("video", "https://t.example.org/a.mp4", "External"), "ppt/slides/_rels/a.xml.rels"),
        (("aFChunk", "afchunk.mht", ""), "word/_rels/document.xml.rels"),
        (("officeDocument", "https://t.example.org/a.xml", "External"), "docProps/_rels/x.rels"),
    ],
)
def test_a_document_that_loads_something_from_elsewhere_is_refused(relation, part):
    with pytest.raises(Reaching, match="loads content from somewhere else"):
        judged(related(relation, part=part), "plan.docx")


def test_links_to_click_on_and_local_paths_are_taken():
    relations = [
        ("hyperlink", "https://www.justice.gov/", "External"),
        ("hyperlink", "mailto:dana@example.org", "External"),
        ("attachedTemplate", "file:///C:\\Users\\dana\\Templates\\Report.dotx", "External"),
        ("attachedTemplate", "file:///Users/dana/Report.dotx", "External"),
        ("externalLinkPath", "Cases 2026.xlsx", "External"),
        ("image", "media/image1.png", ""),
        ("image", "/word/media/image1.png", "Internal"),
    ]
    assert judged(related(*relations), "plan.docx") == MediaType.WORD


@pytest.mark.parametrize("target", ["C:/a", "file:C:/a", "file:///C|/a", "a.png", "../a", "", "#b"])
def test_what_is_near_is_near(target):
    assert not is_elsewhere(target)


def test_a_list_of_relations_in_another_encoding_is_read():
    text = '<?xml version="1.0" encoding="UTF-16"?><Relationships><Relationship Type="x/image" Target="//a/b"/></Relationships>'
    with pytest.raises(Reaching):
        judged(office(more={SETTINGS: text.encode("utf-16")}), "plan.docx")


def test_a_list_of_relations_with_a_document_type_or_damage_is_refused():
    with pytest.raises(Disguised):
        judged(office(more={SETTINGS: b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}), "plan.docx")
    with pytest.raises(Damaged):
        judged(office(more={SETTINGS: b"<Relationships>"}), "plan.docx")


@pytest.mark.parametrize(
    "more",
    [
        {"word/embeddings/oleObject1.bin": b"object"},
        {
            "xl/externalLinks/externalLink1.xml": b"<a:x xmlns:a='b'><a:ddeLink ddeService='none'/></a:x>"
        },
    ],
)
def test_embedded_objects_and_live_connections_are_refused(more):
    with pytest.raises(Programmed, match="macros, controls, or embedded objects"):
        judged(office(more=more), "plan.docx")


RUNS = [
    b"<</S/JavaScript" + IDLE + b">>",
    b"<</Type/Action /S /JavaScript >>",
    b"<</S/J#61va#53cript>>",
    b"<</S%a remark\n/JavaScript>>",
    b"<</JS(nothing)>>",
    b"<</#4aS 4 0 R>>",
    b"<</JS\n<6e6f>>>",
    b"<</OpenAction<</S/Launch/F(none)>>>>",
    b"<</#53/Launch>>",
    b"<</AA<</O<</S /Rendition>>>>>>",
    b"<</Subtype/RichMedia>>",
    b"<</AcroForm<</XFA[(a) 4 0 R]>>>>",
    b"/JavaScript",
    b"<</Names[(a)<</S/JavaScript>>]>>",
]


@pytest.mark.parametrize("runs", RUNS)
@pytest.mark.parametrize("place", ["plain", "packed", "stored", "untyped"])
def test_a_pdf_that_runs_something_is_refused(runs, place):
    written = {
        "plain": runs,
        "packed": object_stream(b" " + runs),
        "stored": stream(b"9 0 " + runs, b"/Type/ObjStm/N 1/First 4", packed=False),
        "untyped": stream(b"9 0 " + runs, b""),
    }[place]
    with pytest.raises(Scripted, match="Print it to a new PDF"):
        judged(pdf(written), "plan.pdf")


def test_a_pdf_on_the_disk_is_searched_there(tmp_path):
    path = tmp_path / "plan.pdf"
    for content, runs in ((pdf(RUNS[0]), True), (PDF, False)):
        path.write_bytes(content)
        with path.open("rb") as file:
            if runs:
                with pytest.raises(Scripted):
                    recognize(file, path.name)
            else:
                assert recognize(file, path.name) == MediaType.PDF


def test_a_stream_that_says_it_ends_in_the_middle_is_read_to_its_end():
    packer = zlib.compressobj(0)
    held = packer.compress(b"9 0 (endstream endobj) <</S/JavaScript>>") + packer.flush()
    packer = zlib.compressobj(9)
    twice = packer.compress(b"9 0 (\nendstream\n) " + os.urandom(3000) + b" <</S/JavaScript>>")
    twice += packer.flush()
    for content in (held, twice):
        with pytest.raises(Scripted):
            judged(pdf(stream(content, b"/Filter/FlateDecode", packed=False)), "plan.pdf")


def test_a_stream_of_objects_that_breaks_off_is_read_as_far_as_it_goes():
    held = zlib.compress(b"9 0 <</S/JavaScript>>" + os.urandom(3000))[:-200]
    with pytest.raises(Scripted):
        judged(pdf(stream(held, b"/Type/ObjStm/Filter/FlateDecode", packed=False)), "plan.pdf")


@pytest.mark.parametrize(
    "packing", [b"[/ASCIIHexDecode/FlateDecode]", b"/LZWDecode", b"/LZ#57Decode"]
)
def test_objects_packed_as_no_program_packs_them_are_refused(packing):
    with pytest.raises(Damaged):
        judged(pdf(object_stream(b"<<>>", b"/Filter" + packing)), "plan.pdf")


def test_objects_behind_a_predictor_are_refused():
    more = b"/Filter/FlateDecode/DecodeParms<</Predictor 12>>"
    with pytest.raises(Damaged):
        judged(pdf(object_stream(b"<<>>", more)), "plan.pdf")


def test_encrypted_objects_are_refused_and_encryption_alone_is_not():
    trailer = b"<</Root 1 0 R/Encrypt 3 0 R>>"
    with pytest.raises(Protected, match="without a password"):
        judged(pdf(b"<<>>", object_stream(b"<<>>"), trailer=trailer), "plan.pdf")
    assert judged(pdf(b"<<>>", trailer=trailer), "plan.pdf") == MediaType.PDF


@pytest.mark.parametrize(
    "harmless",
    [
        b"<</Type/Catalog/OpenAction[2 0 R/Fit]/Names<<>>>>",
        b"<</S/URI/URI(https://example.org/Web/JavaScript)>>",
        b"<</Title(Rollout/Launch of the HTML/JS and JavaScript course)>>",
        b"<</AcroForm<</Fields[]>>>>",
        stream(b"1 0 0 1 72 720 cm (A weekly review) Tj\n" * 500),
        object_stream(b"<</Title(Rollout/Launch)/A<</S/GoTo/D[2 0 R/Fit]>>>>"),
        stream(os.urandom(200_000) + b"/JS(", b"/Subtype/Image/Filter/DCTDecode", packed=False),
    ],
)
def test_what_documents_hold_is_taken(harmless):
    assert judged(pdf(harmless), "plan.pdf") == MediaType.PDF


def test_work_is_bounded(monkeypatch):
    bomb = stream(b"9 0 " + b" " * (scripts.MAX_INFLATED + 1024))
    with pytest.raises(Swollen):
        judged(pdf(bomb), "plan.pdf")
    monkeypatch.setattr(scripts, "MAX_STREAMS", 50)
    with pytest.raises(Swollen):
        judged(pdf(*[stream(b"x")] * 51), "plan.pdf")
    monkeypatch.setattr(scripts, "MAX_NAMES", 50)
    with pytest.raises(Swollen):
        judged(pdf(b"(a/Launch )" * 52), "plan.pdf")


def test_each_refusal_has_its_own_sentence():
    refusals = [Reaching, Programmed, Scripted, Protected]
    assert all(issubclass(each, FileRefused) for each in refusals)
    assert len({each.message for each in refusals}) == len(refusals)
