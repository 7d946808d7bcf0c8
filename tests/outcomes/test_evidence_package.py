"""The evidence of an accomplishment as a ZIP file: what is in it for whom, and the list that says what, by whom, and when."""

import csv
import io
from datetime import UTC, datetime, timedelta
from zipfile import ZipFile

import pytest

from engagements.models import Evidence, EvidenceFile
from foundation.calendars import clock
from foundation.exports.models import Export
from foundation.files import store
from foundation.tenancy.context import acting_atomic
from outcomes.actions import evidence
from tests.factories.engagements import AssessmentFactory, RecommendationFactory
from tests.pages import words
from tta_requests.models import Attachment, TTARequest

# 11 am in Riverton.
NOON = datetime(2026, 3, 10, 16, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)


def file_of(model, name, *, text=None, **more):
    """Keep a file that came with a thing."""
    content = (text or name).encode()
    written = store.write(io.BytesIO(content))
    facts = {"media_type": "text/plain", "scan": "clean", "uploaded_at": NOON} | more
    return model.objects.create(
        name=name, content=written.name, size=written.size, sha256=written.sha256, **facts
    )


@pytest.fixture
def rested(draft, riverton, act, dana_of_riverton, sent_by):
    """Let the draft rest on a recommendation, a request, and a request that became federal, each with files."""
    with acting_atomic("system:demo"):
        advised = RecommendationFactory(
            site=riverton,
            headline="Add detectives",
            assessment=AssessmentFactory(site=riverton, title="Homicide review"),
        )
        made = {"made_by": dana_of_riverton, "made_at": NOON, "text": "Order"}
        shown = Evidence.objects.create(site=riverton, recommendation=advised, **made)
        common = {"site": riverton, "uploaded_by": dana_of_riverton}
        proof = common | {"evidence": shown}
        file_of(EvidenceFile, "order.txt", text="Order 26-04", **proof)
        file_of(
            EvidenceFile,
            "virus.txt",
            scan="infected",
            finding="Eicar",
            **proof | {"uploaded_at": LATER},
        )
        gone = {"removed_at": NOON, "removed_by": dana_of_riverton, "removal_reason": "A name."}
        file_of(EvidenceFile, "removed.txt", **proof, **gone)
    asked, federal = (
        sent_by(dana_of_riverton, riverton, title=title) for title in ("Case files", "A secret")
    )
    with act(dana_of_riverton) as by, clock.frozen(NOON):
        evidence.add(draft, [advised, asked, federal], version=draft.version, by=by)
    with acting_atomic("system:demo"):
        file_of(Attachment, "order.txt", text="Of the request", request=asked, **common)
        file_of(Attachment, "staff.txt", request=asked, audience="internal", **common)
        file_of(Attachment, "secret.txt", request=federal, **common)
        rows = TTARequest.objects.filter(pk=federal.pk)
        rows.update(handling="federal", federal_agencies=["FBI"])
    return draft


@pytest.fixture
def export(rested, client_of, drain):
    """Return the rows of the list and the other files that somebody exports."""

    def run(who):
        client = client_of(who)
        form = {"what": "accomplishment-evidence", "query": f"accomplishment={rested.pk}"}
        assert client.post("/exports/new/", form | {"format": "zip"}).status_code == 303
        drain()
        with acting_atomic("system:demo"):
            made = Export.objects.of(who.pk).first()
        answer = client.get(f"/exports/{made.pk}/download/")
        assert answer["Content-Type"] == "application/zip"
        with ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as package:
            assert package.testzip() is None
            files = {name: package.read(name).decode("utf-8-sig") for name in package.namelist()}
        return list(csv.DictReader(io.StringIO(files.pop("list.csv")))), files

    return run


def test_the_package_has_what_its_reader_can_download_and_says_what_is_left_out(
    rested, export, client_of, dana_of_riverton, mona_manager
):
    page = words(client_of(dana_of_riverton).get(rested.get_absolute_url()))
    assert "Export evidence (ZIP) 2 files (1 KB), and the list of what it rests on. You get" in page
    rows, files = export(dana_of_riverton)
    named = {row["What"]: row for row in rows}
    advised = int(named["Add detectives (Homicide review)"]["Number"])
    asked = next(int(row["Number"]) for row in rows if row["What"].endswith("Case files"))
    assert files == {
        f"{advised:02}-recommendation/01-order.txt": "Order 26-04",
        f"{asked:02}-tta-request/01-order.txt": "Of the request",
    }
    assert {row["File"] for row in rows if row["File"]} == set(files)
    assert named["virus.txt"]["Note"] == "Left out: a virus was found in it."
    notes = [row["Note"] for row in rows if row["Kind"] == "Request" and not row["What"]]
    # Dana's seat isn't cleared for what became federal; Mona's is, and still can't export it.
    assert notes == ["Left out: you don't have access to it."]
    assert (named["order.txt"]["Added by"], named["order.txt"]["Added at"]) == (
        dana_of_riverton.name,
        "2026-03-10 11:00",
    )
    assert "secret" not in str(rows + list(files))
    assert "staff.txt" not in str(rows + list(files))
    rows, files = export(mona_manager)
    notes = [row["Note"] for row in rows if row["Kind"] == "Request" and not row["What"]]
    assert notes == ["Left out: it's about a federal request, which isn't exported."]
    assert "secret" not in str(rows + list(files)).lower()
    assert any(name.endswith("staff.txt") for name in files)


def test_a_package_of_another_site_or_of_nothing_is_not_found(rested, client_of, omar_of_lakeside):
    client = client_of(omar_of_lakeside)
    form = {"what": "accomplishment-evidence", "format": "zip"}
    for query in (f"accomplishment={rested.pk}", "accomplishment=x", ""):
        assert client.post("/exports/new/", form | {"query": query}).status_code == 404
    refused = client.post("/exports/new/", form | {"format": "csv"})
    assert refused.status_code == 422 or "Choose an answer from the list." in words(refused)
