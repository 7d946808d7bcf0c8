"""My day: what needs each reader, by when; nothing of anybody else's."""

import re
from datetime import date, timedelta

import pytest

from dashboards.presenters import day
from dashboards.presenters.day import MAX_WAITING
from dashboards.querysets.day import surroundings_of
from foundation.accounts.actors import resolve
from foundation.calendars import clock
from foundation.calendars.days import end_of
from foundation.tenancy.context import acting, acting_atomic
from sites.models import Membership, Site
from tests.factories.liaisons import EngagementUpdateFactory
from tests.factories.sites import MembershipFactory, SiteFactory
from tests.pages import markup, words
from tta_requests.actions import offers, scopes, triage
from tta_requests.enums import Side
from tta_requests.models import Clock, Offer, TTARequest
from tta_requests.querysets import choices
from tta_requests.querysets.offers import answerable_by

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]
TITLE = "Start a weekly review of nonfatal shootings"


@pytest.fixture
def day_of(client_of):
    def read(user) -> str:
        response = client_of(user).get("/my-day/")
        assert response.status_code == 200
        return words(response)

    return read


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get("/my-day/").status_code == 302


def test_the_day_is_named_and_tomorrows_holiday_too(day_of, cora_coordinator, standards):
    said = day_of(cora_coordinator)
    assert "Wednesday, November 25" in said
    assert "Tomorrow is Thanksgiving: all clocks are paused until Friday, 9 am site time." in said


def test_a_coordinator_acknowledges(day_of, cora_coordinator, sent_by, dana_of_riverton, riverton):
    sent_by(dana_of_riverton, riverton, urgency="routine")
    said = day_of(cora_coordinator)
    assert "1 thing needs you." in said
    assert TITLE in said
    assert "not acknowledged. Routine." in said


def test_a_coordinator_signs_the_scopes_that_wait_for_doj(
    day_of,
    client_of,
    act,
    cora_coordinator,
    dana_of_riverton,
    pat_provider,
    sent_by,
    riverton,
    drain,
):
    tta_request = sent_by(dana_of_riverton, riverton)
    drain()
    with act(pat_provider) as by:
        offer = answerable_by(by).open()[0]
        offers.accept(offer, lead_name="Lead", no_conflict=True, by=by)
    with act(cora_coordinator) as by:
        triage.confirm(TTARequest.objects.get(pk=tta_request.pk), by=by)
    assert "DOJ's signature" not in day_of(cora_coordinator)
    day = clock.today("America/Chicago")
    values = {
        "objectives": "One list.",
        "activities": "Meet.",
        "site_provides": "",
        "effort": timedelta(hours=9),
        "starts_on": day,
        "ends_on": day,
        "delivery_mode": "either",
    }
    with act(pat_provider) as by:
        scopes.write(tta_request, values=values, over=0, by=by)
    assert "The scope of work needs DOJ's signature." in day_of(cora_coordinator)
    assert (
        f"/requests/{tta_request.number}/scope/"
        in client_of(cora_coordinator).get("/my-day/").content.decode()
    )
    with act(cora_coordinator) as by:
        scopes.sign(tta_request, number=1, side=Side.DOJ, by=by)
    assert "DOJ's signature" not in day_of(cora_coordinator)


def test_a_coordinator_decides_what_is_acknowledged(
    day_of, act, cora_coordinator, sent_by, dana_of_riverton, riverton
):
    tta_request = sent_by(dana_of_riverton, riverton, urgency="routine")
    with act(cora_coordinator) as by:
        triage.acknowledge(tta_request, by=by)
    assert "Triage decision, routine." in day_of(cora_coordinator)


def test_a_coordinator_places_what_nobody_takes(
    day_of, cora_coordinator, sent_by, dana_of_riverton, riverton, drain
):
    sent_by(dana_of_riverton, riverton)
    drain()
    assert "Choose a provider" in day_of(cora_coordinator)


def test_a_coordinator_confirms_what_was_accepted(
    day_of, act, cora_coordinator, sent_by, dana_of_riverton, riverton, pat_provider, drain
):
    tta_request = sent_by(dana_of_riverton, riverton)
    drain()
    with act(cora_coordinator) as by:
        triage.acknowledge(TTARequest.objects.get(pk=tta_request.pk), by=by)
    with act(pat_provider) as by:
        offer = Offer.objects.open().for_answer().get()
        offers.accept(offer, lead_name="Pat", no_conflict=True, by=by)
    assert "accepted. Confirm the provider." in day_of(cora_coordinator)


def test_what_is_past_due_comes_first(
    day_of, cora_coordinator, sent_by, dana_of_riverton, riverton
):
    with clock.frozen(clock.now() - timedelta(days=9)):
        sent_by(dana_of_riverton, riverton, urgency="routine", title="An old one")
    sent_by(dana_of_riverton, riverton, urgency="routine", title="A new one")
    said = day_of(cora_coordinator)
    assert said.index("Past due: 1") < said.index("An old one") < said.index("A new one")


def test_clocks_are_counted_and_lead_to_their_rows(
    client_of, cora_coordinator, lee_liaison, sent_by, dana_of_riverton, riverton
):
    sent_by(dana_of_riverton, riverton, urgency="routine")
    for person in (cora_coordinator, lee_liaison):
        page = markup(client_of(person).get("/my-day/"))
        assert re.search(r'On time</dt><dd><a href="/requests/\?clock=on-time">1<', page)


def test_a_liaison_sees_requests_of_own_sites_only(
    day_of, sent_by, lee_liaison, dana_of_riverton, riverton, omar_of_lakeside, lakeside
):
    sent_by(dana_of_riverton, riverton, title="Riverton asks")
    sent_by(omar_of_lakeside, lakeside, title="Lakeside asks")
    said = day_of(lee_liaison)
    assert "Riverton asks" in said
    assert "Lakeside asks" not in said


@pytest.mark.parametrize(("days", "due"), [(29, False), (30, True), (45, True)])
def test_a_liaison_is_told_when_contact_is_due(day_of, lee_liaison, riverton, days, due):
    with acting("system:demo"):
        EngagementUpdateFactory(
            site=riverton, author=lee_liaison, occurred_on=date(2026, 11, 25) - timedelta(days=days)
        )
    assert ("Last contact" in day_of(lee_liaison)) is due


def test_who_stands_in_sees_what_the_liaison_would_and_for_whom(
    day_of, member, lee_liaison, riverton, lakeside
):
    kim = member(lakeside, "strategic-site-liaison", "liaison", name="Kim Cover").user
    with acting("system:demo"):
        seat = Membership.objects.get(user=lee_liaison)
        for site, author in ((riverton, lee_liaison), (lakeside, kim)):
            EngagementUpdateFactory(site=site, author=author, occurred_on=date(2026, 10, 1))
        days = {"starts_on": date(2026, 11, 20), "ends_on": date(2026, 12, 4)}
        MembershipFactory(
            site=riverton, user=kim, role=seat.role, seat=seat.seat, covers=seat, **days
        )
    said = day_of(kim)
    assert "Riverton, EX, standing in for Lee Liaison" in said
    assert said.count("Last contact") == 2
    assert "Lakeside, EX, standing in" not in said


def test_what_doj_staff_who_stand_in_decide_is_their_own(
    day_of, sent_by, cora_coordinator, lee_liaison, dana_of_riverton, riverton
):
    with acting("system:demo"):
        seat = Membership.objects.get(user=lee_liaison)
        EngagementUpdateFactory(site=riverton, author=lee_liaison, occurred_on=date(2026, 10, 1))
        days = {"starts_on": date(2026, 11, 20), "ends_on": date(2026, 12, 4)}
        MembershipFactory(
            site=riverton,
            user=cora_coordinator,
            role=seat.role,
            seat=seat.seat,
            covers=seat,
            **days,
        )
    sent_by(dana_of_riverton, riverton, urgency="routine")
    said = day_of(cora_coordinator)
    assert "Last contact" in said
    assert TITLE in said
    assert said.count("standing in for Lee Liaison") == 1


def test_a_liaison_finishes_a_draft_nobody_else_sees(
    day_of, lee_liaison, cora_coordinator, riverton
):
    with acting("system:demo"):
        EngagementUpdateFactory(site=riverton, author=lee_liaison, draft=True, summary="Half of a")
    assert "Finish your update" in day_of(lee_liaison)
    assert "Finish your update" not in day_of(cora_coordinator)


def test_a_point_of_contact_finishes_drafts(day_of, draft_of, dana_of_riverton, riverton):
    draft_of(dana_of_riverton, riverton, title="Only begun")
    said = day_of(dana_of_riverton)
    assert "Only begun" in said
    assert "Finish draft" in said


def test_a_point_of_contact_sees_who_has_the_rest(day_of, sent_by, dana_of_riverton, riverton):
    sent_by(dana_of_riverton, riverton)
    assert "Waiting on others" in day_of(dana_of_riverton)


def test_a_point_of_contact_is_told_of_an_empty_seat(day_of, member, dana_of_riverton, riverton):
    seat = member(riverton, "point-of-contact", "usao", name="Gone")
    with acting("system:demo"):
        seat.ends_at = end_of(date(2026, 11, 5), "America/Chicago")
        seat.save()
    said = day_of(dana_of_riverton)
    assert "Fill the seat: U.S. Attorney's Office" in said
    assert "business days; the limit is 10" in said
    assert "Fill the seat: ATF" not in said  # DOJ's to fill


def test_another_sites_contact_sees_nothing_of_it(
    day_of, sent_by, dana_of_riverton, riverton, omar_of_lakeside
):
    sent_by(dana_of_riverton, riverton)
    assert TITLE not in day_of(omar_of_lakeside)


def test_a_provider_answers_offers(
    day_of, sent_by, dana_of_riverton, riverton, pat_provider, sam_provider, drain
):
    sent_by(dana_of_riverton, riverton)
    drain()
    assert TITLE in day_of(pat_provider)
    assert TITLE not in day_of(sam_provider)


def test_a_federal_seat_reads_what_was_referred_to_its_agency(
    day_of, sent_by, dana_of_riverton, riverton, atf_of_riverton, fbi_of_riverton, drain
):
    sent_by(dana_of_riverton, riverton)
    drain()
    assert "Referred to ATF" in day_of(atf_of_riverton)
    assert "Referred to" not in day_of(fbi_of_riverton)


def test_an_executive_is_led_to_the_site(client_of, mayor_of_riverton):
    response = client_of(mayor_of_riverton).get("/my-day/")
    assert (response.status_code, response["Location"]) == (302, "/sites/riverton-ex/workspace/")


def test_a_site_that_another_process_made_a_moment_ago_has_its_page(client_of, riverton):
    with acting("system:demo"):
        choices.current()
        site = SiteFactory.build(state=riverton.state)
        Site.objects.bulk_create([site])  # no signal: this process was told nothing of it
        site = Site.objects.get(slug=site.slug)
        seat = MembershipFactory(site=site, role="executive-leadership", seat="executive")
    response = client_of(seat.user).get("/my-day/")
    assert (response.status_code, response["Location"]) == (302, f"/sites/{site.slug}/workspace/")


def test_an_analyst_sees_counts(day_of, sent_by, dana_of_riverton, riverton, ana_analyst):
    sent_by(dana_of_riverton, riverton)
    said = day_of(ana_analyst)
    assert "Submitted 1" in said
    assert "Nothing needs you today." in said


def test_an_administrator_is_led_to_settings_not_to_work(
    day_of, sent_by, dana_of_riverton, riverton, adam_admin
):
    sent_by(dana_of_riverton, riverton)
    said = day_of(adam_admin)
    assert "Open settings" in said
    assert TITLE not in said


def test_somebody_without_a_seat_has_an_empty_day(day_of, dana_of_riverton):
    with acting("system:demo"):
        held = Membership.objects.get(user=dana_of_riverton)
        held.ends_at = end_of(date(2026, 11, 20), "America/Chicago")
        held.save()
    assert "Nothing needs you today." in day_of(dana_of_riverton)


def test_of_a_request_with_two_clocks_the_one_due_first_is_shown(
    sent_by, cora_coordinator, dana_of_riverton, riverton
):
    sent = sent_by(dana_of_riverton, riverton, urgency="routine")
    with acting_atomic(f"user:{cora_coordinator.pk}"):
        first, *later = Clock.objects.of_request(sent.pk).running().order_by("due_at")
        [shown] = surroundings_of(resolve(cora_coordinator)).open_requests
        assert later
        assert (shown.clock_kind, shown.clock_due_at) == (first.kind, first.due_at)


@pytest.mark.parametrize("number", [10, 1000])
@pytest.mark.parametrize(
    ("who", "ceiling"),
    [
        ("cora_coordinator", 5),
        ("mona_manager", 5),
        ("ana_analyst", 6),
        ("lee_liaison", 6),
        ("dana_of_riverton", 6),
        ("atf_of_riverton", 5),
        ("pat_provider", 6),
        ("adam_admin", 5),
    ],
)
def test_my_day_keeps_its_ceiling(
    request, statements_of, many_requests, dana_of_riverton, riverton, who, ceiling, number
):
    many_requests(riverton, dana_of_riverton, number)
    assert statements_of(request.getfixturevalue(who), "/my-day/") <= ceiling


def test_what_waits_for_others_ends_with_the_list(
    client_of, many_requests, dana_of_riverton, riverton
):
    for first, number, leads_on in ((1, MAX_WAITING, False), (100, 1, True)):
        many_requests(riverton, dana_of_riverton, number, first=first)
        page = markup(client_of(dana_of_riverton).get("/my-day/"))
        table = page[page.index("Requests waiting on others") :]
        assert table.count("<tr role") - 1 == MAX_WAITING
        assert ('<a href="/requests/">See all requests' in table) is leads_on


def test_a_long_day_begins_with_the_most_urgent_and_a_link_shows_all(
    client_of, sent_by, dana_of_riverton, riverton, cora_coordinator, monkeypatch
):
    monkeypatch.setattr(day, "MAX_NEEDS", 2)
    client, of_row = client_of(cora_coordinator), "psp-day__title"
    with clock.frozen(clock.now() - timedelta(days=9)):
        for _ in range(2):
            sent_by(dana_of_riverton, riverton)
    page = markup(client.get("/my-day/"))
    assert (page.count(of_row), "Show all" in page) == (2, False)
    sent_by(dana_of_riverton, riverton, title="Due last")
    page = markup(client.get("/my-day/"))
    needs = page[: page.index("Coming up")]
    assert (needs.count(of_row), "Due last" in needs) == (2, False)
    assert "Past due: 2" in needs
    assert "3 things need you." in needs
    assert '<a href="/my-day/?all=1">Show all 3</a>' in needs
    page = markup(client.get("/my-day/?all=1"))
    assert (page.count(of_row), "Due last" in page, "Show all" in page) == (3, True, False)
