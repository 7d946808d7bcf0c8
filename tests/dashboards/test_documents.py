"""A site's documents: each file of its requests for who may read it, with where it came from."""

from datetime import timedelta
from uuid import uuid4

import pytest

from engagements.models import Evidence, EvidenceFile
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from liaisons.models import UpdateFile
from tests.factories.engagements import RecommendationFactory
from tests.factories.liaisons import EngagementUpdateFactory
from tests.pages import words
from tta_requests.models import Attachment, TTARequest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]
PATH = "/sites/riverton-ex/documents/"
TITLE = "Start a weekly review of nonfatal shootings"
MAX_STATEMENTS = 7


@pytest.fixture
def filed(riverton, dana_of_riverton, sent_by):
    """A request of Riverton with a file: ``filed("list.pdf")``; further files are of the same request."""
    sent: list[TTARequest] = []

    def make(name: str, **values) -> Attachment:
        if not sent:
            sent.append(sent_by(dana_of_riverton, riverton, title=TITLE))
        with acting_atomic("system:demo"):
            number = Attachment.objects.count()
            return Attachment.objects.create(
                site=riverton,
                request=sent[0],
                name=name,
                content=f"{number:032d}",
                media_type="application/pdf",
                size=2048,
                sha256="0" * 64,
                scan="clean",
                uploaded_by=dana_of_riverton,
                uploaded_at=clock.now() - timedelta(minutes=number),
                **values,
            )

    return make


@pytest.fixture
def shown_to(client_of):
    def read(user, query="") -> str:
        response = client_of(user).get(f"{PATH}{query}")
        assert response.status_code == 200
        return words(response)

    return read


def test_a_file_is_listed_with_its_origin_person_day_and_size(
    filed, client_of, shown_to, ula_of_riverton
):
    kept = filed("shootings.pdf", description="Since January")
    text = shown_to(ula_of_riverton)
    for told in ("shootings.pdf", "Since January", TITLE, "Dana of Riverton", "Wed Nov 25", "2 KB"):
        assert told in text
    page = client_of(ula_of_riverton).get(PATH).content.decode()
    assert f'href="{kept.get_absolute_url()}"' in page
    assert f'href="/requests/{kept.request.number}/"' in page


def test_files_are_found_by_name_or_description(filed, shown_to, dana_of_riverton):
    filed("shootings.pdf", description="Since January")
    filed("budget.pdf")
    assert "budget.pdf" not in shown_to(dana_of_riverton, "?q=Shoot")
    assert "shootings.pdf" in shown_to(dana_of_riverton, "?q=january")
    assert "No documents match your search." in shown_to(dana_of_riverton, "?q=nothing")


def test_a_federal_items_files_are_for_who_may_read_it(
    filed, shown_to, dana_of_riverton, fbi_of_riverton, atf_of_riverton, cora_coordinator
):
    kept = filed("wire.pdf")
    with acting_atomic("system:demo"):
        TTARequest.objects.filter(pk=kept.request_id).update(
            handling="federal", federal_agencies=["ATF"]
        )
    for reader, sees in (
        (dana_of_riverton, False), (fbi_of_riverton, False), (atf_of_riverton, True), (cora_coordinator, True),
    ):  # fmt: skip
        assert ("wire.pdf" in shown_to(reader)) is sees


def test_internal_files_are_for_staff(filed, shown_to, dana_of_riverton, cora_coordinator):
    filed("memo.pdf", audience="internal")
    assert "No documents yet." in shown_to(dana_of_riverton)
    assert "DOJ staff only" in shown_to(cora_coordinator)


def test_what_was_not_scanned_is_no_link(filed, client_of, dana_of_riverton):
    kept = filed("fresh.pdf")
    with acting_atomic("system:demo"):
        Attachment.objects.filter(pk=kept.pk).update(scan="infected", finding="EICAR")
    page = client_of(dana_of_riverton).get(PATH).content.decode()
    assert "fresh.pdf" in page
    assert kept.get_absolute_url() not in page


def test_the_people_of_another_site_find_nothing(filed, client_of, omar_of_lakeside):
    filed("list.pdf")
    assert client_of(omar_of_lakeside).get(PATH).status_code == 404


def test_pages_follow_each_other_in_the_same_number_of_statements(
    filed, client_of, statements_of, dana_of_riverton
):
    filed("file 0.pdf")
    before = statements_of(dana_of_riverton, PATH)
    for n in range(1, 60):
        filed(f"file {n}.pdf")
    browser, href, seen = client_of(dana_of_riverton), PATH, []
    while href:
        shown = browser.get(href).context["shown"]
        seen += [row.name for row in shown.rows]
        href = shown.links.next
    assert seen == [f"file {n}.pdf" for n in range(60)]
    assert statements_of(dana_of_riverton, PATH) == before <= MAX_STATEMENTS


def test_a_file_of_evidence_is_a_document_with_its_recommendation(
    filed,
    riverton,
    gun_violence,
    lee_liaison,
    client_of,
    shown_to,
    ula_of_riverton,
    omar_of_lakeside,
):
    filed("shootings.pdf")
    with acting_atomic("system:demo"):
        recommendation = RecommendationFactory(
            site=riverton, core_area=gun_violence, headline="Review cases each week"
        )
        line = Evidence.objects.create(
            site=riverton, recommendation=recommendation, text="The minutes", made_at=clock.now()
        )
        kept = EvidenceFile.objects.create(
            site=riverton,
            evidence=line,
            name="minutes.pdf",
            content="f" * 32,
            media_type="application/pdf",
            size=1024,
            sha256="0" * 64,
            scan="clean",
            uploaded_by=lee_liaison,
            uploaded_at=clock.now() - timedelta(hours=1),
        )
    text = shown_to(ula_of_riverton)
    assert "minutes.pdf The minutes Recommendation: Review cases each week" in text
    assert text.index("minutes.pdf") > text.index("shootings.pdf")
    page = client_of(ula_of_riverton).get(PATH).text
    assert kept.get_absolute_url() in page
    assert f"/recommendations/{recommendation.pk}/" in page
    assert "minutes.pdf" in shown_to(ula_of_riverton, "?q=minutes")
    assert "shootings.pdf" not in shown_to(ula_of_riverton, "?q=minutes")
    assert client_of(omar_of_lakeside).get(PATH).status_code == 404
    with acting_atomic("system:demo"):
        EvidenceFile.objects.filter(pk=kept.pk).update(
            removed_at=clock.now(), removed_by=lee_liaison, removal_reason="A copy."
        )
    assert "minutes.pdf" not in shown_to(ula_of_riverton)


def test_files_of_updates_are_among_them_in_order(
    filed, shown_to, riverton, lee_liaison, ula_of_riverton
):
    filed("newest.pdf")
    with acting_atomic("system:demo"):
        visit = EngagementUpdateFactory(site=riverton, author=lee_liaison)
        for name, minutes in (("agenda.pdf", 0.5), ("old agenda.pdf", 90)):
            UpdateFile.objects.create(
                site=riverton,
                update=visit,
                name=name,
                content=uuid4().hex,
                media_type="application/pdf",
                size=2048,
                sha256="0" * 64,
                scan="clean",
                uploaded_by=lee_liaison,
                uploaded_at=clock.now() - timedelta(minutes=minutes),
            )
    filed("older.pdf")
    text = shown_to(ula_of_riverton)
    names = ("newest.pdf", "agenda.pdf", "older.pdf", "old agenda.pdf")
    assert sorted(names, key=text.index) == list(names)
    assert "Visit on Nov 20, 2026" in text
    assert "newest.pdf" not in shown_to(ula_of_riverton, "?q=agenda")
