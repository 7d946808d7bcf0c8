"""Staff's list of sites: who sees it, what each row says, how it is sorted, and where its counts lead."""

import csv
import re
from datetime import date, timedelta
from io import BytesIO, StringIO
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from engagements.models import Engagement
from foundation.calendars import clock
from foundation.exports.models import Export
from foundation.tenancy.context import acting_atomic
from tests.factories.sites import SiteFactory
from tests.pages import markup, words
from tta_requests.enums import ClockKind, Status
from tta_requests.models import Clock, TTARequest

pytestmark = pytest.mark.django_db


def names(response):
    return [row.name for row in response.context["shown"].rows]


@pytest.fixture
def due(sent_by, dana_of_riverton, riverton, omar_of_lakeside, lakeside):
    """A request of Riverton and one of Lakeside: each with a clock due so many days from now."""

    def make(riverton_days, lakeside_days):
        made = []
        for person, site, days in (
            (dana_of_riverton, riverton, riverton_days),
            (omar_of_lakeside, lakeside, lakeside_days),
        ):
            sent = sent_by(person, site, urgency="routine")
            with acting_atomic("system:demo"):
                now = clock.now()
                at = now + timedelta(days=days)
                early = min(at, now) - timedelta(days=9)
                running = Clock.objects.of_request(sent.pk).running()
                running.update(starts_at=early, warn_at=early, due_at=at + timedelta(hours=1))
                running.of_kind(ClockKind.ACKNOWLEDGE).update(due_at=at)
            made.append(sent)
        return made

    return make


def test_staff_read_who_works_where_and_which_stage_is_late(
    client_of, cora_coordinator, due, lee_liaison, riverton
):
    late, _ = due(-7, 3)  # some of these days are business days, whenever this runs
    page = client_of(cora_coordinator).get("/sites/")
    assert names(page) == ["Riverton, EX", "Lakeside, EX"]
    said = words(page)
    assert "Not in the sources" not in said
    row = page.context["shown"].rows[0]
    assert row.clock.stage == ClockKind.ACKNOWLEDGE.label
    assert row.clock.figure.endswith("over")
    assert row.clock_of.label == late.number
    assert (row.liaison, row.requests) == (lee_liaison.name, "1")
    assert "None logged" in row.contact


def test_a_paused_request_is_not_the_sites_first_clock(client_of, cora_coordinator, due):
    paused, _ = due(-2, 3)
    with acting_atomic("system:demo"):
        TTARequest.objects.filter(pk=paused.pk).update(status=Status.TRIAGE)
        TTARequest.objects.filter(pk=paused.pk).update(
            status=Status.ON_HOLD, returns_to=Status.TRIAGE, status_since=clock.now()
        )
    page = client_of(cora_coordinator).get("/sites/")
    assert names(page) == ["Lakeside, EX", "Riverton, EX"]
    assert page.context["shown"].rows[1].clock is None


def test_each_count_leads_to_exactly_its_rows(
    client_of, cora_coordinator, due, lee_liaison, real_site
):
    due(-2, 3)
    reno = real_site("reno-nv", 2015)
    with acting_atomic("system:reference"):
        Engagement.objects.of_site(reno.pk).update(graduated_on=date(2018, 10, 1))
    client = client_of(cora_coordinator)
    page = client.get("/sites/")
    counts = {}
    for label, href, _ in page.context["shown"].groups:
        name, _, count = label.rpartition(" ")
        counts[name] = len(names(client.get(href)))
        assert counts[name] == int(count), label
    assert counts == {"Current": 2, "Clock past due": 1, "No liaison": 1, "Past": 1, "All": 3}
    for row in page.context["shown"].rows:
        listed = re.findall(r'/requests/(PSP-\d+-\d+)/["?]', markup(client.get(row.requests_href)))
        assert len(listed) == int(row.requests)


@pytest.mark.parametrize(
    ("sort", "first"),
    [
        ("", "Riverton, EX"),
        ("due-last", "Lakeside, EX"),
        ("site", "Lakeside, EX"),
        ("site-last", "Riverton, EX"),
        ("requests", "Riverton, EX"),
        ("nonsense", "Lakeside, EX"),
    ],
)
def test_every_heading_sorts(
    client_of, cora_coordinator, due, sort, first, sent_by, dana_of_riverton, riverton
):
    due(-2, 3)
    sent_by(dana_of_riverton, riverton, urgency="routine")
    assert names(client_of(cora_coordinator).get("/sites/", {"sort": sort}))[0] == first


def test_a_heading_says_how_it_sorts_and_turns_around(client_of, cora_coordinator, due):
    due(-2, 3)
    client = client_of(cora_coordinator)
    assert re.search(
        r'aria-sort="ascending"><a href="/sites/\?sort=due-last">Clock due first',
        markup(client.get("/sites/")),
    )
    assert re.search(
        r'aria-sort="descending"><a href="/sites/\?q=ex&amp;sort=due">Clock due first',
        markup(client.get("/sites/?q=ex&sort=due-last")).replace(
            "sort=due&amp;q=ex", "q=ex&amp;sort=due"
        ),
    )


def test_a_name_finds_a_site_however_typed(client_of, cora_coordinator, due):
    due(-2, 3)
    client = client_of(cora_coordinator)
    assert names(client.get("/sites/?q=lake")) == ["Lakeside, EX"]
    assert names(client.get("/sites/?q=nowhere")) == []
    assert "No sites match" in words(client.get("/sites/?q=nowhere"))


def test_a_federal_items_clock_is_shown_to_nobody_without_clearance(
    client_of, ana_analyst, cora_coordinator, due
):
    marked, _ = due(-2, 3)
    with acting_atomic("system:demo"):
        TTARequest.objects.filter(pk=marked.pk).update(handling="federal", federal_agencies=["ATF"])
    assert marked.number in words(client_of(cora_coordinator).get("/sites/"))
    assert marked.number not in words(client_of(ana_analyst).get("/sites/?show=all"))


@pytest.mark.parametrize("person", ["lee_liaison", "dana_of_riverton", "adam_admin", None])
def test_everyone_else_has_the_public_directory(request, client, client_of, person):
    who = client_of(request.getfixturevalue(person)) if person else client
    assert "Lead agency" in words(who.get("/sites/")) or "No sites match" in words(
        who.get("/sites/")
    )


def test_staff_still_read_the_public_directory(client_of, cora_coordinator, real_site):
    real_site("reno-nv", 2024)
    client = client_of(cora_coordinator)
    assert "Public directory" in words(client.get("/sites/"))
    page = client.get("/sites/?as=directory")
    assert "Lead agency" in words(page)
    assert '<input type="hidden" name="as" value="directory">' in page.content.decode()


def test_the_list_costs_the_same_at_any_number_of_sites(client_of, cora_coordinator, due):
    client = client_of(cora_coordinator)

    def cost():
        client.get("/sites/")
        with CaptureQueriesContext(connection) as seen:
            client.get("/sites/")
        return len(seen)

    due(-2, 3)
    few = cost()
    with acting_atomic("system:demo"):
        for number in range(9):
            SiteFactory(name=f"Site {number}")
    assert cost() == few


def test_the_list_of_sites_could_be_neither_saved_nor_taken_home(
    client_of, cora_coordinator, due, riverton, lakeside, drain
):
    late, _ = due(-2, 3)
    cora = client_of(cora_coordinator)
    page = markup(cora.get("/sites/?show=past-due"))
    assert "/views/new/?path=/sites/&amp;query=show%3Dpast-due" in page
    form = {"what": "sites", "query": "show=past-due", "format": "csv"}
    assert cora.post("/exports/new/", form).status_code == 303
    drain()
    with acting_atomic("system:demo"):
        export = Export.objects.of(cora_coordinator.pk).get()
    answer = cora.get(f"/exports/{export.pk}/download/")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    head, *rows = csv.reader(StringIO(text))
    assert head[:5] == ["Site", "State", "Clock due first", "Due (site time)", "Request"]
    with acting_atomic("system:demo"):
        due_at = Clock.objects.of_request(late.pk).of_kind(ClockKind.ACKNOWLEDGE).get().due_at
    shown = f"{due_at.astimezone(ZoneInfo(riverton.time_zone)):%Y-%m-%d %H:%M}"
    assert [(row[0], row[2], row[3], row[4]) for row in rows] == [
        ("Riverton, EX", ClockKind.ACKNOWLEDGE.label, shown, late.number)
    ]
    assert cora.post("/exports/new/", form | {"format": "xlsx"}).status_code == 303
    drain()
    with acting_atomic("system:demo"):
        export = Export.objects.of(cora_coordinator.pk).get(format="xlsx")
    answer = cora.get(f"/exports/{export.pk}/download/")
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    assert f"{book.active['D2'].value:%Y-%m-%d %H:%M}" == shown
    view = {"name": "Late sites", "path": "/sites/", "query": "show=past-due"}
    assert cora.post("/views/new/", view).status_code == 303
    assert "Late sites" in words(cora.get("/sites/"))


def test_the_team_page_of_ones_own_site_is_under_our_site(client_of, dana_of_riverton):
    page = client_of(dana_of_riverton).get("/sites/riverton-ex/team/")
    current = [link.label for link in page.context["shell"].nav if link.current]
    assert current == ["Our site"]
