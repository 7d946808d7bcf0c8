"""The one-page summary and the PDFs: their tags as a screen reader finds them, and what is never on paper."""

import io
import socket
from datetime import date, timedelta

import pytest
from django.urls import reverse
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from dashboards.enums import Period, ReportKind
from dashboards.models import Report
from engagements.models import Engagement
from foundation.calendars import clock
from foundation.tenancy.context import acting, acting_atomic
from foundation.ui import pdf
from outcomes.actions import trends
from outcomes.models import Agency, Figure, Source
from tests.factories.engagements import EngagementFactory
from tests.pages import words
from tests.tta_requests.states import put
from tta_requests.models import Entry, HoursEntry, TTARequest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday", "standards")]
PAGE = "/sites/riverton-ex/one-page/"
BY_API = f"/api/v1{PAGE}"


class Tag:
    """One element of a PDF's structure tree."""

    def __init__(self, found: DictionaryObject) -> None:
        self.kind = str(found["/S"]).removeprefix("/")
        self.alt = found.get("/Alt")
        inside = found.get("/K", ArrayObject())
        inside = inside.get_object() if hasattr(inside, "get_object") else inside
        parts = inside if isinstance(inside, ArrayObject) else [inside]
        found_parts = [part.get_object() for part in parts]
        self.parts = [
            Tag(part) for part in found_parts if isinstance(part, DictionaryObject) and "/S" in part
        ]

    def all(self, *kinds: str) -> list["Tag"]:
        return [
            found
            for part in self.parts
            for found in ([part] if part.kind in kinds else []) + part.all(*kinds)
        ]


class Paper:
    """A PDF as its reader's software finds it."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.reader = PdfReader(io.BytesIO(content))
        self.root = self.reader.trailer["/Root"]
        top = self.root["/StructTreeRoot"]["/K"].get_object()
        self.tree = Tag(top[0].get_object() if isinstance(top, ArrayObject) else top)
        self.text = " ".join(" ".join(page.extract_text().split()) for page in self.reader.pages)


def read(client, path: str) -> Paper:
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert "no-store" in response["Cache-Control"]
    return Paper(b"".join(response) if response.streaming else response.content)


@pytest.fixture
def asked(riverton, gun_violence, dana_of_riverton, best_provider):
    """Plant an open request, a delivered one, and a federal one that is on no paper."""
    with acting("system:demo"):
        EngagementFactory(site=riverton, active=True)

    def make(status):
        return put(
            status,
            site=riverton,
            area=gun_violence,
            requester=dana_of_riverton,
            provider=best_provider,
        )

    made = [make("triage"), make("closed"), make("triage")]
    with acting_atomic("system:demo"):
        TTARequest.objects.filter(pk=made[0].pk).update(title="Review shootings weekly")
        TTARequest.objects.filter(pk=made[2].pk).update(
            title="A federal secret", handling="federal", federal_agencies=["ATF"]
        )
        Entry.objects.create(
            site=riverton,
            request=made[1],
            kind="confirm-delivery",
            text="confirmed",
            author_label="Dana",
            created_at=clock.now(),
        )
    return made


def checked(paper: Paper, title: str) -> None:
    """Assert what every PDF of the portal has."""
    assert paper.reader.metadata.title == title
    assert paper.root["/Lang"] == "en-US"
    assert paper.root["/MarkInfo"]["/Marked"]
    assert paper.root["/ViewerPreferences"]["/DisplayDocTitle"]
    fonts = paper.reader.pages[0]["/Resources"]["/Font"].values()
    assert any("Public-Sans" in font.get_object()["/BaseFont"] for font in fonts)
    headings = [tag.kind for tag in paper.tree.all("H1", "H2", "H3")]
    assert headings[0] == "H1"
    assert headings.count("H1") == 1
    assert all(figure.alt for figure in paper.tree.all("Figure"))
    for table in paper.tree.all("Table"):
        for row in table.all("TR"):
            assert row.parts[0].kind == "TH"
    assert all(tag.kind == "TH" for head in paper.tree.all("THead") for tag in head.all("TH", "TD"))


def test_the_page_says_what_was_asked_and_what_comes_next(asked, mayor_of_riverton, client_of):
    shown = words(client_of(mayor_of_riverton).get(PAGE))
    assert "Review shootings weekly" in shown
    assert "Requests sent 2" in shown
    assert "Delivered 1 Hours of help" in shown
    assert "Next steps" in shown
    assert "Name a person for Point of Contact: U.S. Attorney" in shown
    assert "Name a person for Executive Leadership" not in shown
    assert "Active: month 26 of 36" in shown


def test_the_page_says_how_many_people_were_trained_with_what_was_delivered(
    asked, mayor_of_riverton, client_of
):
    with acting_atomic("system:demo"):
        TTARequest.objects.update(people_trained=22)  # of an open and a federal one, too
    assert "Delivered 1 People trained 22" in words(client_of(mayor_of_riverton).get(PAGE))


def test_a_site_whose_engagement_is_over_is_said_to_be_that_once(
    asked, riverton, mayor_of_riverton, client_of
):
    with acting_atomic("system:demo"):
        Engagement.objects.filter(site=riverton).update(
            graduated_on=date(2026, 10, 1), alumni_from=date(2026, 10, 2)
        )
    shown = words(client_of(mayor_of_riverton).get(PAGE))
    assert shown.count("Alumni") == 1


def test_the_summary_costs_few_statements(asked, mayor_of_riverton, statements_of):
    assert statements_of(mayor_of_riverton, PAGE) <= 7


def test_no_federal_item_is_on_paper(asked, mona_manager, client_of):
    client = client_of(mona_manager)
    assert "A federal secret" not in words(client.get(PAGE))
    told = client.get(BY_API).json()
    open_, _ = told["parts"]
    assert [row["what"] for row in open_["rows"]] == ["Review shootings weekly"]
    assert "federal secret" not in str(told)
    assert {"label": "Delivered", "value": "1"} in told["numbers"]
    assert "federal secret" not in read(client, f"{PAGE}pdf/").text


def test_the_handover_brief_is_drawn_for_its_reader_without_federal_items(
    asked, ula_of_riverton, client_of
):
    paper = read(client_of(ula_of_riverton), "/sites/riverton-ex/handover/pdf/")
    checked(paper, "Handover brief, Riverton, EX")
    assert "For Ula of Riverton" in paper.text
    assert "Review shootings weekly" in paper.text
    assert "federal secret" not in paper.text


def test_the_pdf_is_one_page_with_tags(asked, mayor_of_riverton, client_of):
    paper = read(client_of(mayor_of_riverton), f"{PAGE}pdf/")
    checked(paper, "One-page summary, Riverton, EX")
    assert len(paper.reader.pages) == 1
    [figure] = paper.tree.all("Figure")
    assert figure.alt.startswith("Today: month 26 of 36")
    assert "Published crime figures" not in paper.text
    assert [tag.kind for tag in paper.tree.all("Table")] == ["Table"]  # the open requests


def test_a_busy_site_still_fits_on_one_page_with_its_charts(
    asked, many_requests, measured, riverton, mayor_of_riverton, client_of
):
    many_requests(riverton, mayor_of_riverton, 12)
    with acting_atomic("system:outbox"):
        source = Source.objects.create(slug="counts", name="Counts", publisher="A publisher")
        police = Agency.objects.create(
            ori="EX0000001", name="Riverton Police", key="riverton", serves=riverton
        )
        figures = [
            Figure(
                source=source, agency=police, line=1, status="reported", measure=measure,
                year=year, month=month, value=40 - year % 8 - 9 * (month % 2),
            )
            for measure in ("homicide", "aggravated_assault", "rape")
            for year in range(2020, 2027)
            for month in range(1, 13)
        ]  # fmt: skip
        Figure.objects.bulk_create(figures)
        trends.compute()
    with acting_atomic("system:demo"):
        TTARequest.objects.filter(site=riverton).update(
            title="A long title of a request " * 5, people_trained=1200
        )
        TTARequest.objects.filter(pk=asked[2].pk).update(title="Secret")
    paper = read(client_of(mayor_of_riverton), f"{PAGE}pdf/")
    assert "There are more in the portal." in paper.text
    assert len(paper.reader.pages) == 1
    charts = [figure.alt for figure in paper.tree.all("Figure")[1:]]
    assert len(charts) == 4
    changed = "Up to 55% in July to September 2026, from 31% in April to June 2026."
    assert charts[2:] == [changed, changed]
    shown = words(client_of(mayor_of_riverton).get(PAGE))
    assert "Riverton Police by month: Counts" in shown
    assert shown.index("Reviewed in a week") < shown.index("Entered in a day")
    assert "Unverified" not in shown
    assert all(sentence in shown for sentence in charts)
    assert "See the numbers behind the charts" in shown


def test_hours_that_were_corrected_are_counted_once(
    asked, best_provider, pat_provider, mayor_of_riverton, client_of
):
    shared = {
        "site": asked[1].site,
        "request": asked[1],
        "organization": best_provider.organization,
        "worked_on": clock.today("America/Chicago"),
        "what": "Met the chief",
        "entered_by": pat_provider,
        "entered_at": clock.now(),
    }
    with acting_atomic("system:demo"):
        wrong = HoursEntry.objects.create(**shared, spent=timedelta(hours=9))
        HoursEntry.objects.create(
            **shared,
            spent=timedelta(hours=2),
            corrects=wrong,
            corrected_by=pat_provider,
            reason="Typed wrong.",
        )
    assert "Hours of help 2 " in words(client_of(mayor_of_riverton).get(PAGE))


def test_what_was_measured_once_is_said_without_a_chart(
    asked, measure, mayor_of_riverton, client_of
):
    measure("Reviewed in a week", 1)
    measure("Entered in a day", 2, quarters=1)
    client = client_of(mayor_of_riverton)
    shown = words(client.get(PAGE))
    assert "Entered in a day 55%, July to September 2026" in shown
    assert "Reviewed in a week 55%" not in shown  # its chart says it
    assert "Entered in a day 55%" in read(client, f"{PAGE}pdf/").text


def test_a_table_over_pages_repeats_its_header(mona_manager, client_of, drain):
    rows = [
        {
            "slug": f"site-{n}",
            "name": f"Example Site {n}, EX",
            "figures": {
                "updates": n,
                "visits": 0,
                "delivered": 0,
                "hours": 0,
                "commitments": 0,
            },
        }
        for n in range(120)
    ]
    with acting_atomic("system:demo"):
        Report.objects.create(
            period="2026-q3",
            figures={"areas": [], "states": [], "sites": rows},
            frozen_at=clock.now(),
            frozen_by=mona_manager,
        )
    client = client_of(mona_manager)
    assert client.post("/reports/2026-q3/pdf/").status_code == 303
    drain()
    paper = read(client, "/reports/2026-q3/pdf/file/")
    checked(paper, "Quarterly highlights, July to September 2026")
    pieces = paper.tree.all("Table")
    assert len(paper.reader.pages) > 1
    assert len(pieces) > 1
    assert all(len(piece.all("THead")) == 1 for piece in pieces)
    assert all(len(piece.all("THead")[0].all("TH")) == 6 for piece in pieces)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/a.png",
        "http://169.254.169.254/latest/",
        "file:///etc/passwd",
        "https://portal.invalid/static/../manage.py",
        "https://portal.invalid/static/%2e%2e/manage.py",
        "https://portal.invalid/account/",
        "ftp://portal.invalid/static/css/paper.css",
    ],
)
def test_nothing_is_fetched_but_our_static_files(url):
    with pytest.raises(pdf.Forbidden):
        pdf.static_file(url)


def test_a_document_opens_no_connection(monkeypatch):
    def refuse(*arguments: object, **named: object) -> None:
        raise AssertionError(arguments)

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    drawn = pdf.draw(
        '<html lang="en"><title>T</title><link rel="stylesheet" href="https://example.com/a.css">'
        '<img src="http://127.0.0.1/a.png" alt="A"><img src="file:///etc/passwd" alt="B"></html>'
    )
    assert drawn.startswith(b"%PDF")


def test_without_pango_the_page_says_to_print(monkeypatch, asked, mayor_of_riverton, client_of):
    monkeypatch.setattr(pdf, "is_available", lambda: False)
    client = client_of(mayor_of_riverton)
    shown = client.get(PAGE)
    assert "PDF isn't available on this server" in words(shown)
    assert reverse("sites:one-page-pdf", args=["riverton-ex"]) not in shown.content.decode()
    refused = client.get(f"{PAGE}pdf/")
    assert refused.status_code == 503
    assert "print the page instead" in words(refused)


def test_people_of_other_sites_find_no_summary(asked, omar_of_lakeside, client_of):
    for path in (PAGE, BY_API, f"{PAGE}pdf/", "/sites/riverton-ex/handover/pdf/"):
        assert client_of(omar_of_lakeside).get(path).status_code == 404


def test_the_half_year_begins_and_ends_on_its_days():
    half = Period(2026, 2, ReportKind.SEMIANNUAL)
    assert (half.first, half.last) == (date(2026, 7, 1), date(2026, 12, 31))
