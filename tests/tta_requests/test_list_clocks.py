"""The list of requests by clock, owner and urgency: counts lead to their rows, and the rows name the stage."""

import re
from datetime import timedelta

import pytest

from dashboards.querysets import day
from foundation.accounts.actors import resolve
from foundation.calendars import clock
from foundation.tenancy.context import acting, acting_atomic
from tests.pages import markup, words
from tta_requests.enums import ClockKind, Status
from tta_requests.models import Clock, TTARequest
from tta_requests.querysets import clocks, option_counts
from tta_requests.querysets.clocks import clock_counts

pytestmark = pytest.mark.django_db
PAST_DUE = 26  # a page holds 25 rows
NUMBER = re.compile(r'/requests/(PSP-\d+-\d+)/["?]')
COUNTED = re.compile(r'<a href="(/requests/\?clock=([a-z-]+))">(\d+)<')


def numbers(response):
    return NUMBER.findall(response.content.decode())


@pytest.fixture
def clocks_of(sent_by, dana_of_riverton, riverton, omar_of_lakeside, lakeside):
    """Requests of Riverton that are past due, more than a page of them, one at risk, and one of Lakeside on time."""

    def moved(tta_request, *, warn, due):
        with acting_atomic("system:demo"):
            now = clock.now()
            running = Clock.objects.of_request(tta_request.pk).running()
            begun = now - timedelta(days=30)
            running.update(starts_at=begun, warn_at=now + warn, due_at=now + due)
        return tta_request.number

    day = timedelta(days=1)
    made = {"past-due": set(), "at-risk": set(), "on-time": set()}
    for _ in range(PAST_DUE):
        sent = sent_by(dana_of_riverton, riverton, urgency="routine")
        made["past-due"].add(moved(sent, warn=-2 * day, due=-day))
    sent = sent_by(dana_of_riverton, riverton, urgency="expedited")
    made["at-risk"].add(moved(sent, warn=-day, due=day))
    sent = sent_by(omar_of_lakeside, lakeside, urgency="routine")
    made["on-time"].add(moved(sent, warn=day, due=2 * day))
    return made


def every_number(client, query):
    """Return the numbers of all pages."""
    met, response = [], client.get(f"/requests/{query}")
    while True:
        met += numbers(response)
        found = re.search(r'<a href="([^"]+)"[^>]*>Next</a>', response.content.decode())
        if not found:
            return met
        response = client.get(f"/requests/{found[1].replace('&amp;', '&')}")


@pytest.mark.parametrize("who", ["coordinator", "liaison", "point of contact", "analyst"])
def test_past_due_3_does_not_lead_to_a_page_that_says_1(
    who, client_of, cora_coordinator, lee_liaison, dana_of_riverton, ana_analyst, clocks_of
):
    people = {
        "coordinator": cora_coordinator,
        "liaison": lee_liaison,
        "point of contact": dana_of_riverton,
        "analyst": ana_analyst,
    }
    client = client_of(people[who])
    led = COUNTED.findall(markup(client.get("/my-day/")))
    everywhere = who in {"coordinator", "analyst"}
    assert {state for _, state, _ in led} == {"past-due", "at-risk"} | (
        {"on-time"} if everywhere else set()
    )
    for address, state, count in led:
        rows = every_number(client, address.removeprefix("/requests/"))
        assert len(rows) == int(count)
        assert set(rows) == clocks_of[state]


def test_the_row_says_which_stage_is_late(
    client_of, cora_coordinator, sent_by, dana_of_riverton, riverton
):
    sent_by(dana_of_riverton, riverton, urgency="routine")
    page = words(client_of(cora_coordinator).get("/requests/"))
    assert re.search(rf"{ClockKind.ACKNOWLEDGE.label} .* left due", page)


def test_a_request_on_hold_is_paused_and_nothing_else(
    client_of, cora_coordinator, sent_by, dana_of_riverton, riverton
):
    sent = sent_by(dana_of_riverton, riverton, urgency="routine")
    with acting_atomic("system:demo"):
        TTARequest.objects.filter(pk=sent.pk).update(status=Status.TRIAGE)
        TTARequest.objects.filter(pk=sent.pk).update(
            status=Status.ON_HOLD, returns_to=Status.TRIAGE, status_since=clock.now()
        )
    client = client_of(cora_coordinator)
    assert numbers(client.get("/requests/?clock=paused")) == [sent.number]
    for other in ("past-due", "at-risk", "on-time"):
        assert numbers(client.get(f"/requests/?clock={other}")) == []
    with acting_atomic(f"user:{cora_coordinator.pk}"):
        assert list(clock_counts(resolve(cora_coordinator), clock.now())) == []


def test_of_more_clocks_than_are_counted_no_part_is_shown_as_all(
    client_of, cora_coordinator, clocks_of, monkeypatch
):
    client = client_of(cora_coordinator)
    for most, shown in (  # each request has two clocks
        (10, ["At least 5", "Not counted", "Not counted"]),
        (2 * PAST_DUE + 1, ["26", "At least 1", "Not counted"]),
        (2 * PAST_DUE + 4, ["26", "1", "1"]),
    ):
        monkeypatch.setattr(clocks, "MAX_COUNTED", most)
        day.undecided.forget()
        page = markup(client.get("/my-day/"))
        day.undecided.forget()
        assert re.findall(r'<a href="/requests/\?clock=[a-z-]+">([^<]+)<', page) == shown


def test_each_option_says_how_many_rows_it_leads_to(client_of, cora_coordinator, clocks_of):
    client = client_of(cora_coordinator)
    page = client.get("/requests/?site=riverton-ex&filters=1").content.decode()
    checked = []
    for name, options in re.findall(r'<select name="(\w+)".*?>(.*?)</select>', page, re.DOTALL):
        for value, count in re.findall(r'value="([\w-]+)"[^>]*>[^<]*\((\d+)\)', options):
            query = f"?site={value}" if name == "site" else f"?site=riverton-ex&{name}={value}"
            assert len(every_number(client, query)) == int(count), query
            checked.append((name, value))
    states = {value for name, value in checked if name == "status"}
    assert states == {"open", *Status.values}
    assert {"site", "area", "urgency", "clock", "owner"} < {name for name, _ in checked}


def test_too_many_requests_to_count_show_no_wrong_counts(
    client_of, cora_coordinator, rows, monkeypatch
):
    rows(4)
    monkeypatch.setattr(option_counts, "MAX_COUNTED", 3)
    page = markup(client_of(cora_coordinator).get("/requests/?filters=1"))
    assert '<select name="clock"' in page
    assert not re.search(r"<option[^>]*>[^<]*\(\d+\)", page)


@pytest.mark.parametrize("query", ["clock=later", "owner=999999", "urgency=asap", "sort=size"])
def test_an_unknown_filter_gets_a_sentence_and_loses_nothing(
    client_of, cora_coordinator, rows, query
):
    made = rows(2)
    response = client_of(cora_coordinator).get(f"/requests/?{query}&q=")
    assert "isn't recognized and was ignored." in words(response)
    assert sorted(numbers(response)) == sorted(made)


@pytest.mark.parametrize("order", ["oldest", "needed", "needed-last", "due", "due-last"])
def test_each_order_walks_through_its_rows_once_both_ways(
    client_of, cora_coordinator, clocks_of, order
):
    with acting_atomic("system:demo"):
        today = clock.today("UTC")
        for at, sent in enumerate(TTARequest.objects.order_by("number")):
            TTARequest.objects.filter(pk=sent.pk).update(needed_by=today + timedelta(days=at % 7))
    client = client_of(cora_coordinator)
    met = every_number(client, f"?sort={order}")
    assert sorted(met) == sorted(set().union(*clocks_of.values()))
    back, response = [], client.get(f"/requests/?sort={order}&last=1")
    while True:
        back = numbers(response) + back
        found = re.search(r'<a href="([^"]+)"[^>]*>Previous</a>', response.content.decode())
        if not found:
            break
        response = client.get(f"/requests/{found[1].replace('&amp;', '&')}")
    assert back == met
    column = {"oldest": "created_at", "needed": "needed_by", "due": "clocks__due_at"}
    by = column[order.removesuffix("-last")]
    with acting("system:demo"):
        kept = dict(
            TTARequest.objects.filter(clocks__state="running")
            .order_by("-clocks__due_at")
            .values_list("number", by)
        )
    at = [kept[number] for number in met]
    assert at == sorted(at, reverse=order.endswith("-last"))


def test_the_next_request_follows_the_order_of_the_list(client_of, cora_coordinator, rows):
    rows(7)
    with acting("system:demo"):
        found = TTARequest.objects.order_by("created_at", "id").values_list("number", flat=True)
        first, second = found[:2]
    client = client_of(cora_coordinator)
    response = client.get(f"/requests/{first}/beside/?list=sort%3Doldest&way=next")
    assert f"/requests/{second}/" in response.url


def test_words_keep_the_clock_and_the_order(client_of, cora_coordinator, clocks_of):
    late = clocks_of["past-due"]
    client = client_of(cora_coordinator)
    assert set(every_number(client, "?q=shootings&clock=past-due")) == late
    assert set(every_number(client, "?q=shootings&clock=past-due&sort=due")) == late


def test_mine_and_nobodys(client_of, cora_coordinator, rows):
    mine, *others = rows(3)
    with acting_atomic("system:demo"):
        TTARequest.objects.filter(number=mine).update(owner=cora_coordinator)
        TTARequest.objects.exclude(number=mine).update(owner=None)
    client = client_of(cora_coordinator)
    assert numbers(client.get("/requests/?owner=me")) == [mine]
    assert sorted(numbers(client.get("/requests/?owner=none"))) == sorted(others)
    assert numbers(client.get(f"/requests/?owner={cora_coordinator.pk}")) == [mine]
