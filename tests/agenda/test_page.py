"""The calendar page: a month as a table, its days as a list, by what the reader may see."""

import re
from datetime import UTC, date, datetime

import pytest

from engagements.models import Commitment
from foundation.agenda.reading import entries_of
from foundation.agenda.registry import Kind, Source, Span, declare, sources
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from sites.models import Membership, Site
from tests.factories.engagements import EngagementFactory
from tests.factories.liaisons import EngagementUpdateFactory
from tta_requests.models import Clock, TTARequest

pytestmark = pytest.mark.django_db
CHICAGO = "America/Chicago"
DECEMBER = date(2026, 12, 1), date(2026, 12, 31)


@pytest.fixture
def seen(act):
    """(kind, day) of what a person sees in December."""

    def read(user, site_ids=None):
        span = Span.of(*DECEMBER, CHICAGO, site_ids)
        with act(user) as by:
            found = entries_of(by, span, CHICAGO)
        return {(each.kind.slug, each.day_in(CHICAGO).day) for each in found}

    return read


ALL = {
    ("clock", 9),
    ("needed-by", 18),
    ("commitment", 10),
    ("site-commitment", 18),
    ("delivery-start", 7),
    ("delivery-end", 21),
    ("milestone", 2),
    ("engagement-end", 30),
    ("next-contact", 4),
    ("planned-contact", 16),
    ("seat-end", 31),
    ("recommendation-due", 14),
    ("recommendation-check", 15),
    ("sustained-check", 16),
    ("plan-goal", 17),
    ("plan-action", 8),
}


def test_a_coordinator_sees_every_kind(full, cora_coordinator, seen):
    assert seen(cora_coordinator) == ALL | {("offer", 3)}
    of_managers = {"quarterly-report-due", "semiannual-report-due", "application-deadline"}
    of_managers |= {"application-scores"}
    of_summits = {"summit", "session", "summit-gate"}
    of_peers = {"community-meeting", "exchange-visit", "grant-closes", "grant-meeting"}
    of_peers |= {"resource-review"}
    assert {slug for slug, _ in ALL} | {"offer"} | of_managers | of_summits | of_peers == {
        kind.slug for source in sources() for kind in source.kinds
    }


def test_a_point_of_contact_sees_their_sites_dates(full, dana_of_riverton, seen):
    assert seen(dana_of_riverton) == ALL


def test_a_month_plan_shows_contacts_commitments_and_milestones(
    full, riverton, lee_liaison, client_of
):
    """Of a site's updates only the newest that was submitted plans a contact."""
    of_lee = {"site": riverton, "author": lee_liaison}
    with acting_atomic("system:demo"):
        EngagementUpdateFactory(
            **of_lee, occurred_on=date(2026, 11, 10), next_contact_on=date(2026, 12, 5)
        )
        EngagementUpdateFactory(**of_lee, occurred_on=date(2026, 11, 30), draft=True)
    answer = client_of(lee_liaison).get("/caseload/month/?month=2026-12")
    [site] = answer.context["shown"].sites
    shown = [site.contacts, site.commitments, site.milestones]
    assert [[each.on.day for each in column] for column in shown] == [[4, 16], [10, 18], [2, 30]]


def test_a_provider_sees_its_offers_and_its_work_alone(full, pat_provider, seen):
    assert seen(pat_provider) == {
        ("offer", 3),
        ("needed-by", 18),
        ("commitment", 10),
        ("delivery-start", 7),
        ("delivery-end", 21),
    }


@pytest.mark.parametrize(
    ("today", "state"), [(date(2026, 11, 20), "open"), (date(2027, 1, 2), "done")]
)
def test_an_end_that_was_published_is_done_once_it_has_come(
    riverton, act, mona_manager, today, state
):
    """The day after an imported engagement's last is known from the start."""
    with acting_atomic("system:demo"):
        EngagementFactory(
            site=riverton,
            origin="imported",
            starts_on=date(2024, 1, 1),
            ends_on=date(2026, 12, 30),
            graduated_on=date(2026, 12, 31),
        )
    span = Span.of(*DECEMBER, CHICAGO, [riverton.pk])
    with (
        clock.frozen(datetime(today.year, today.month, today.day, 18, tzinfo=UTC)),
        act(mona_manager) as by,
    ):
        [end] = entries_of(by, span, CHICAGO)
    assert (end.kind.slug, end.row.state) == ("engagement-end", state)


def test_another_site_sees_nothing(full, omar_of_lakeside, seen):
    assert seen(omar_of_lakeside) == set()


def test_a_federal_item_is_on_the_calendar_of_the_cleared_alone(
    full, dana_of_riverton, ula_of_riverton, seen
):
    with acting_atomic("system:demo"):
        TTARequest.objects.update(handling="federal", federal_agencies=["ATF"])
    of_requests = {"clock", "needed-by", "commitment", "delivery-start", "delivery-end"}
    assert {slug for slug, _ in seen(dana_of_riverton)} & of_requests == set()
    assert {slug for slug, _ in seen(ula_of_riverton)} >= of_requests


def test_one_site_alone(full, lakeside, cora_coordinator, seen):
    assert seen(cora_coordinator, [lakeside.pk]) == set()


@pytest.mark.parametrize(("tz", "day"), [("America/Chicago", 9), ("Pacific/Guam", 10)])
def test_a_time_has_its_day_in_the_readers_zone_and_a_day_its_own(full, act, mona_manager, tz, day):
    with act(mona_manager) as by:
        entries = entries_of(by, Span.of(*DECEMBER, tz), tz)
    found = {each.kind.slug: each.day_in(tz).day for each in entries}
    assert (found["clock"], found["commitment"]) == (day, 10)


def test_a_seat_ends_on_its_last_day_at_the_site(full, riverton, act, mona_manager):
    """Midnight in Guam after Dec 31 is still Dec 31 in UTC."""
    with acting_atomic("system:demo"):
        Site.objects.filter(pk=riverton.pk).update(time_zone="Pacific/Guam")
        ends = datetime(2026, 12, 31, 14, tzinfo=UTC)
        Membership.objects.exclude(ends_at=None).update(ends_at=ends)
    with act(mona_manager) as by:
        entries = entries_of(by, Span.of(*DECEMBER, CHICAGO), CHICAGO)
    days = [each.row.day for each in entries if each.kind.slug == "seat-end"]
    assert days == [date(2026, 12, 31)]


def test_what_is_done_or_dropped_says_so(full, client_of, dana_of_riverton):
    with acting_atomic("system:demo"):
        Commitment.objects.update(dropped_reason="The request was withdrawn.")
    text = client_of(dana_of_riverton).get("/calendar/?month=2026-12&view=agenda").content.decode()
    assert "Commitment due</a>" in text
    assert re.search(r"Commitment due</a>\s*<b>Canceled</b>", text)


def test_a_paused_clock_says_so(full, client_of, dana_of_riverton):
    with acting_atomic("system:demo"):
        Clock.objects.update(state="paused", paused_at=clock.now())
    text = client_of(dana_of_riverton).get("/calendar/").content.decode()
    assert "Triage decision due (paused)" in text


def test_the_month_is_a_table_of_weeks_from_sunday(full, client_of, dana_of_riverton):
    text = client_of(dana_of_riverton).get("/calendar/?month=2026-12").content.decode()
    days = re.findall(
        r'<time datetime="(2026-1[12]-\d\d|2027-01-\d\d)"><span class="psp-month', text
    )
    assert (days[0], days[-1], len(days)) == ("2026-11-29", "2027-01-02", 35)
    assert text.count('aria-current="date"') == 1
    assert "Calendar, December 2026" in text
    assert "month=2026-11" in text
    assert "month=2027-01" in text


def test_an_empty_month_says_what_would_be_there(client_of, dana_of_riverton):
    text = client_of(dana_of_riverton).get("/calendar/?month=2030-02").content.decode()
    assert "Nothing has a date this month." in text


@pytest.mark.parametrize(
    "bad", ["month=2026-13", "month=x", "month=0001-01", "site=nowhere", "view=x"]
)
def test_bad_input_is_said(client_of, cora_coordinator, bad):
    answer = client_of(cora_coordinator).get(f"/calendar/?{bad}")
    assert answer.status_code == 422


def test_staff_choose_a_site_and_months_keep_it(full, lakeside, client_of, cora_coordinator):
    text = (
        client_of(cora_coordinator)
        .get("/calendar/?month=2026-12&site=lakeside-ex")
        .content.decode()
    )
    assert "Nothing has a date this month." in text
    assert "month=2027-01&amp;site=lakeside-ex" in text


def test_a_visitor_signs_in_first(client):
    assert client.get("/calendar/").status_code == 302


def test_the_page_takes_few_statements(
    full, client_of, cora_coordinator, django_assert_max_num_queries
):
    browser = client_of(cora_coordinator)
    browser.get("/calendar/")
    with django_assert_max_num_queries(7):
        browser.get("/calendar/?month=2026-12")


def test_the_calendar_is_in_the_navigation(client_of, dana_of_riverton):
    assert 'href="/calendar/"' in client_of(dana_of_riverton).get("/help/").content.decode()


def test_two_nouns_do_not_share_a_kind():
    taken = Kind(slug="clock", what="Due", href=str)
    with pytest.raises(ValueError, match="already declared"):
        declare(Source(name="another", rows=lambda *_: [], kinds=(taken,)))
