"""PDFs of reports: drawn in the background, once for each version, and what the page says until then."""

from datetime import UTC, datetime, timedelta

import pytest

from dashboards.actions import report_pdfs
from dashboards.models import Report, ReportPdf
from foundation.calendars import clock
from foundation.files import store
from foundation.files.errors import NoRoom
from foundation.tenancy.context import acting_atomic
from foundation.ui import pdf
from tests.pages import words

pytestmark = pytest.mark.django_db
OCTOBER = datetime(2026, 10, 7, 15, 0, tzinfo=UTC)
PATH = "/reports/2026-q3/"
ROW = {"slug": "gun-violence", "name": "Gun Violence", "figures": {"received": 2}}


@pytest.fixture
def october():
    with clock.frozen(OCTOBER):
        yield


@pytest.fixture
def frozen(october, mona_manager):
    with acting_atomic("system:demo"):
        return Report.objects.create(
            period="2026-q3",
            figures={"areas": [ROW], "states": [], "sites": [], "demo-areas": []},
            frozen_at=clock.now(),
            frozen_by=mona_manager,
        )


def sent_to(client) -> bytes:
    sent = client.get(f"{PATH}pdf/file/")
    assert sent.status_code == 200
    return b"".join(sent)


def kept() -> list[ReportPdf]:
    with acting_atomic("system:demo"):
        return list(ReportPdf.objects.all())


def test_a_version_is_drawn_once_and_kept_for_every_reader(
    frozen, mona_manager, ana_analyst, client_of, drain
):
    manager, analyst = client_of(mona_manager), client_of(ana_analyst)
    assert analyst.get(f"{PATH}pdf/file/").status_code == 404
    assert manager.post(f"{PATH}pdf/").status_code == 303
    assert analyst.post(f"{PATH}pdf/").status_code == 303
    drain()
    [made] = kept()
    assert made.html == ""
    for client in (manager, analyst):
        assert "Download PDF" in words(client.get(PATH))
        assert "Make PDF" not in words(client.get(PATH))
        sent = client.get(f"{PATH}pdf/file/")
        assert b"".join(sent).startswith(b"%PDF")
        assert "psp-report-2026-q3-version-1.pdf" in sent["Content-Disposition"]
    values = {
        "figure": "areas/gun-violence/received",
        "new": "3",
        "reason": "Late.",
        "version": "1",
    }
    manager.post(f"{PATH}restate/", values)
    assert "Make PDF" in words(manager.get(PATH))
    assert manager.get(f"{PATH}pdf/file/").status_code == 404
    manager.post(f"{PATH}pdf/")
    drain()
    assert {each.version for each in kept()} == {1, 2}


def test_the_pdf_of_a_preview_is_its_requesters_and_goes_after_three_days(
    october, mona_manager, ana_analyst, client_of, drain
):
    client = client_of(mona_manager)
    for _ in range(2):
        client.post(f"{PATH}pdf/")
        drain()
    [made] = kept()
    shown = words(client.get(PATH))
    assert "Make PDF" in shown
    assert "Preview counted Wed Oct 7" in shown
    assert sent_to(client).startswith(b"%PDF")
    assert client_of(ana_analyst).get(f"{PATH}pdf/file/").status_code == 404
    with clock.frozen(OCTOBER + timedelta(days=3, minutes=1)):
        with acting_atomic("system:outbox"):
            assert report_pdfs.tidy() == 1
        drain()
    assert not store.path_of(made.content).exists()


def test_while_nothing_draws_the_page_says_to_print(frozen, mona_manager, client_of):
    client = client_of(mona_manager)
    client.post(f"{PATH}pdf/")
    assert "We're making the PDF." in words(client.get(f"{PATH}pdf/"))
    with clock.frozen(OCTOBER + timedelta(minutes=2)):
        shown = words(client.get(f"{PATH}pdf/"))
        assert "open the report and print it" in shown
        assert "Make PDF" in shown
        assert "Print" in words(client.get(PATH))


def test_a_full_disk_is_said_and_the_pdf_can_be_asked_for_again(
    frozen, mona_manager, client_of, drain, monkeypatch
):
    def refuse(source):
        raise NoRoom

    client = client_of(mona_manager)
    with monkeypatch.context() as full:
        full.setattr(store, "write", refuse)
        client.post(f"{PATH}pdf/")
        drain()
    assert "enough room" in words(client.get(f"{PATH}pdf/"))
    with clock.frozen(OCTOBER + timedelta(seconds=5)):
        client.post(f"{PATH}pdf/")
        drain()
        assert sent_to(client).startswith(b"%PDF")


def test_a_server_without_pango_makes_none(frozen, mona_manager, client_of, monkeypatch):
    monkeypatch.setattr(pdf, "is_available", lambda: False)
    client = client_of(mona_manager)
    assert "PDF isn't available on this server" in words(client.get(PATH))
    assert client.post(f"{PATH}pdf/").status_code == 503
    assert kept() == []


def test_only_readers_of_reports_get_their_pdfs(frozen, dana_of_riverton, client_of):
    client = client_of(dana_of_riverton)
    assert client.post(f"{PATH}pdf/").status_code == 403
    assert client.get(f"{PATH}pdf/file/").status_code == 403


def test_waiting_for_a_pdf_costs_a_fixed_number_of_statements(october, mona_manager, statements_of):
    assert statements_of(mona_manager, f"{PATH}pdf/") <= 6
