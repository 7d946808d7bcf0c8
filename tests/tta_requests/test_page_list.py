"""The list of requests: filters and places path."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foundation.tenancy.context import acting_atomic
from tests.factories.tta_requests import CoreAreaFactory
from tests.pages import words
from tta_requests.models import TTARequest

pytestmark = pytest.mark.django_db
NUMBER = re.compile(r'/requests/(PSP-\d+-\d+)/["?]')


def numbers(response):
    return NUMBER.findall(response.content.decode())


def link(response, words):
    found = re.search(rf'<a href="([^"]+)"[^>]*>{words}</a>', response.content.decode())
    return found and found[1].replace("&amp;", "&")


def walk(client, response, words):
    """Every number met on the way, following one link of the pager."""
    met = numbers(response)
    while step := link(response, words):
        response = client.get(f"/requests/{step}")
        met = met + numbers(response) if words == "Next" else numbers(response) + met
    return met


def test_next_walks_through_every_request_once(client_of, dana_of_riverton, rows):
    made = rows(60)
    client = client_of(dana_of_riverton)
    met = walk(client, client.get("/requests/"), "Next")
    assert sorted(met) == sorted(made)
    assert len(met) == len(made)


def test_the_last_page_leads_back_to_the_first(client_of, dana_of_riverton, rows):
    made = rows(60)
    client = client_of(dana_of_riverton)
    last = client.get("/requests/?last=1")
    assert len(numbers(last)) == 25
    assert link(last, "Next") is None
    assert sorted(walk(client, last, "Previous")) == sorted(made)


def test_a_page_shows_25_rows_and_counts_nothing(client_of, dana_of_riverton, rows):
    rows(26)
    client = client_of(dana_of_riverton)
    client.get("/requests/")
    with CaptureQueriesContext(connection) as seen:
        response = client.get("/requests/")
    assert len(numbers(response)) == 25
    asked = [
        q["sql"] for q in seen.captured_queries if 'FROM "tta_requests_ttarequest"' in q["sql"]
    ]
    of_the_list = [sql for sql in asked if not sql.startswith("SELECT * FROM (")]
    assert len(of_the_list) == 1
    # The other one is the header's: what needs the reader.
    assert len(asked) <= 2
    assert "COUNT(" not in of_the_list[0]


def test_opening_the_filters_costs_one_statement_that_stops_at_so_many_requests(
    client_of, cora_coordinator, rows
):
    rows(3)
    client = client_of(cora_coordinator)
    client.get("/requests/")
    with CaptureQueriesContext(connection) as closed:
        client.get("/requests/")
    with CaptureQueriesContext(connection) as opened:
        page = client.get("/requests/?filters=1").content.decode()
    new = [q["sql"] for q in opened.captured_queries[len(closed.captured_queries) :]]
    assert len(opened) - len(closed) == 2, new  # the counts, and the colleagues' names
    assert sum("LIMIT 1 OFFSET 3000" in q["sql"] for q in opened.captured_queries) == 1
    assert re.search(r"Open \(\d+\)", page)


@pytest.mark.parametrize(
    "cursor", ["nonsense", "a:b:c", "%00", "%F0%9F%9A%94", "WyJ4Il0:abc", "x" * 5000]
)
def test_a_tampered_cursor_gives_the_first_page_and_says_so(
    client_of, dana_of_riverton, rows, cursor
):
    made = rows(30)
    response = client_of(dana_of_riverton).get(f"/requests/?after={cursor}")
    assert response.status_code == 200
    assert numbers(response)[0] == made[-1]
    assert "so this is the first page" in response.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "status=nonsense",
        "status=%00",
        "site=nowhere",
        "area=%27%3B--",
        "q=%00",
        "q=" + "x" * 3000,
        "q=%25%5F%5C",
        "last",
        "after=&before=&last=",
        "site=lakeside-ex",
    ],
)
def test_no_filter_breaks_the_list(client_of, dana_of_riverton, lakeside, rows, query):
    rows(3)
    assert client_of(dana_of_riverton).get(f"/requests/?{query}").status_code == 200


def test_filters_narrow_and_stay_in_the_address(
    client_of, cora_coordinator, rows, draft_of, sent_by, omar_of_lakeside, lakeside
):
    rows(30)
    lake = sent_by(omar_of_lakeside, lakeside, title="Canary of Lakeside")
    client = client_of(cora_coordinator)
    assert numbers(client.get("/requests/?site=lakeside-ex")) == [lake.number]
    assert numbers(client.get("/requests/?q=canary")) == [lake.number]
    assert numbers(client.get(f"/requests/?q={lake.number.lower()}")) == [lake.number]
    assert numbers(client.get("/requests/?status=submitted")) == [lake.number]
    assert "status=triage" in link(client.get("/requests/?status=triage"), "Next")


@pytest.fixture
def told():
    """Write into the text of requests: ``told(["PSP-2020-0001"], "xylazine")``."""

    def write(made, word, **more):
        with acting_atomic("system:demo"):
            found = TTARequest.objects.numbered_among(made)
            found.update(problem=f"We see more {word} every week.", **more)
        return made

    return write


def test_a_word_of_the_text_finds_its_request_beside_the_other_filters(
    client_of, cora_coordinator, rows, told, sent_by, omar_of_lakeside, lakeside
):
    CoreAreaFactory(slug="other-area")
    made = told(rows(3)[:2], "xylazine")
    lake = told([sent_by(omar_of_lakeside, lakeside).number], "xylazine")
    client = client_of(cora_coordinator)
    for query, found in {
        "": [*made, *lake],
        "&site=lakeside-ex": lake,
        "&status=triage": made,
        "&status=submitted&site=riverton-ex": [],
        "&area=gun-violence&site=riverton-ex": made,
        "&area=other-area": [],
    }.items():
        assert sorted(numbers(client.get(f"/requests/?q=xylazine{query}"))) == found, query


def test_words_page_from_both_ends(client_of, dana_of_riverton, rows, told):
    """At more than one page, more of one site than are looked at first: words are found among them, and beyond."""
    made = rows(2_100)
    # A page ends, from either end, with the second of two that were made at one instant.
    hits = told([*made[::45], *made[1::45], made[5], made[-1]], "xylazine")
    client = client_of(dana_of_riverton)
    first, last = client.get("/requests/?q=xylazine"), client.get("/requests/?q=xylazine&last=1")
    assert len(numbers(first)) == len(numbers(last)) == 25
    forwards, backwards = walk(client, first, "Next"), walk(client, last, "Previous")
    assert sorted(forwards) == sorted(hits)
    assert forwards == backwards
    beside = client.get(f"/requests/{forwards[0]}/beside/?list=q%3Dxylazine")
    assert f"/requests/{forwards[1]}/" in beside["Location"]


@pytest.mark.parametrize("who", ["omar_of_lakeside", "lee_liaison", "ana_analyst"])
def test_words_tell_nothing_of_what_one_may_not_see(request, client_of, rows, told, who):
    """Hidden hits newer than the visible ones take no place on the page, and show in no link to a next one."""
    made = rows(40)
    seen = told(made[:3], "xylazine")
    told(made[3:], "xylazine", handling="federal", federal_agencies=["ATF"])
    found = client_of(request.getfixturevalue(who)).get("/requests/?q=xylazine")
    assert sorted(numbers(found)) == ([] if who == "omar_of_lakeside" else seen)
    assert link(found, "Next") is None


def test_a_provider_cannot_feel_for_the_text_of_an_offer(
    client_of, pat_provider, put_in, told, dana_of_riverton
):
    told([put_in("offered").number], "xylazine")
    assert numbers(client_of(pat_provider).get("/requests/?q=xylazine")) == []
    taken = told([put_in("in-delivery").number], "xylazine")
    assert numbers(client_of(pat_provider).get("/requests/?q=xylazine")) == taken


def test_a_foreign_site_is_neither_listed_nor_offered_as_a_filter(
    client_of, omar_of_lakeside, rows
):
    rows(3)
    response = client_of(omar_of_lakeside).get("/requests/?site=riverton-ex")
    assert numbers(response) == []
    assert "Request 000" not in response.content.decode()


def test_a_draft_is_its_sites_own(
    client_of, dana_of_riverton, cora_coordinator, riverton, draft_of
):
    kept = draft_of(dana_of_riverton, riverton)
    assert kept.number in client_of(dana_of_riverton).get("/requests/").content.decode()
    assert kept.number not in client_of(cora_coordinator).get("/requests/").content.decode()
    assert client_of(cora_coordinator).get(f"/requests/{kept.number}/").status_code == 404


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("dana_of_riverton", "Ask for help in any core area."),
        ("mayor_of_riverton", "When a site's point of contact asks for help"),
        ("pat_provider", "No requests are shared with your organization right now."),
    ],
)
def test_an_empty_list_says_what_fills_it(request, client_of, who, sentence):
    assert sentence in words(client_of(request.getfixturevalue(who)).get("/requests/"))


@pytest.mark.slow
def test_the_list_asks_as_much_at_ten_as_at_a_thousand(client_of, dana_of_riverton, rows):
    client = client_of(dana_of_riverton)
    rows(10)
    client.get("/requests/")
    counts = []
    for more in (0, 990):
        if more:
            rows(more, first=11)
        with CaptureQueriesContext(connection) as seen:
            client.get("/requests/")
        counts.append(len(seen.captured_queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("who", "offered"),
    [("dana_of_riverton", "Ask for help"), ("cora_coordinator", "Enter a request")],
)
def test_who_writes_for_a_site_is_offered_that(request, client_of, riverton, who, offered):
    page = client_of(request.getfixturevalue(who)).get("/requests/").content.decode()
    assert f'href="/requests/new/">{offered}</a>' in page


def test_the_last_digits_of_a_number_find_its_request(client_of, dana_of_riverton, rows):
    made, client = rows(3), client_of(dana_of_riverton)
    with acting_atomic("system:demo"):
        first, second, third = TTARequest.objects.filter(number__in=made).order_by("number")
        for tta_request, number in ((first, "PSP-2026-0025"), (second, "PSP-2019-10025")):
            TTARequest.objects.filter(pk=tta_request.pk).update(number=number)
        TTARequest.objects.filter(pk=third.pk).update(title="Calls to 311")
    for asked, found in (
        ("0025", ["PSP-2026-0025"]),
        (" 025 ", ["PSP-2026-0025"]),
        ("10025", ["PSP-2019-10025"]),
        ("311", [third.number]),
        ("025x", []),
        ("999", []),
    ):
        assert numbers(client.get("/requests/", {"q": asked})) == found, asked
    assert numbers(client.get("/requests/", {"q": "0025", "status": "submitted"})) == []
    assert numbers(client.get("/requests/", {"q": "0025", "status": "open"})) == ["PSP-2026-0025"]
