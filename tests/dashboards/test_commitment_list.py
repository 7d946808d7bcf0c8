"""The list of commitments: what it shows to whom, its filters, its pages, its file, and on paper."""

import re
from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from dashboards import exports
from engagements.models import Commitment
from foundation.calendars import clock
from foundation.exports.registry import find
from foundation.tenancy.context import acting_atomic
from tests.factories.sites import MembershipFactory
from tests.pages import words

pytestmark = pytest.mark.django_db
PATH = "/commitments/"
MAX_STATEMENTS = 7


@pytest.fixture
def owed(riverton):
    """A commitment, by default of Riverton and due today."""

    def put(text, *, days=0, **fields) -> Commitment:
        fields.setdefault("site", riverton)
        due_on = clock.today(fields["site"].time_zone) + timedelta(days=days)
        given = {"owed_by": "site", "made_at": clock.now(), **fields}
        with acting_atomic("system:demo"):
            return Commitment.objects.create(text=text, due_on=due_on, **given)

    return put


@pytest.fixture
def seven(owed, dana_of_riverton, lee_liaison, sent_by, riverton):
    """Seven of Riverton, of every state and origin."""
    came = {
        "origin_kind": "recommendation",
        "origin_id": uuid4(),
        "origin_title": "An on-call list",
    }
    owed("Late", days=-3, owner=dana_of_riverton)
    owed("Today", owner=dana_of_riverton)
    owed("Week", days=6, owner=lee_liaison, **came)
    owed("Month", days=29)
    owed("Later", days=60)
    owed("Done", days=-9, owner=lee_liaison, done_at=clock.now(), done_by=lee_liaison)
    owed("Gone", days=3, dropped_reason="The template was undone.")
    asked = sent_by(dana_of_riverton, riverton, title="Review shootings")
    owed("Asked", days=40, request=asked)


@pytest.fixture
def listed(client_of):
    """The commitments a person sees, in order."""

    def read(person, query="") -> list[str]:
        page = client_of(person).get(f"{PATH}{query}")
        assert page.status_code == 200
        return [row.text for row in page.context["shown"].rows]

    return read


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("", ["Late", "Today"]),
        ("?whose=sites", ["Late", "Today", "Week", "Month", "Asked", "Later"]),
        ("?whose=sites&sort=last", ["Later", "Asked", "Month", "Week", "Today", "Late"]),
        ("?whose=sites&due=late", ["Late"]),
        ("?whose=sites&due=week", ["Today", "Week"]),
        ("?whose=sites&due=month", ["Today", "Week", "Month"]),
        ("?whose=sites&state=done", ["Done"]),
        ("?whose=sites&state=canceled", ["Gone"]),
        ("?whose=sites&state=all&due=late", ["Done", "Late"]),
        ("?whose=sites&origin=request", ["Asked"]),
        ("?whose=sites&origin=recommendation", ["Week"]),
        ("?whose=sites&origin=none", ["Late", "Today", "Month", "Later"]),
        ("?whose=sites&owner=none", ["Month", "Asked", "Later"]),
        ("?whose=sites&site=riverton-ex&due=late", ["Late"]),
        ("?after=made-up", ["Late", "Today"]),
    ],
)
def test_each_filter_narrows_the_list(seven, listed, dana_of_riverton, query, texts):
    assert listed(dana_of_riverton, query) == texts


def test_a_filter_that_is_no_choice_filters_nothing_and_is_named(
    seven, client_of, dana_of_riverton
):
    page = client_of(dana_of_riverton).get(f"{PATH}?due=never&site=nowhere&owner=x&sort=x")
    assert page.status_code == 422
    assert [row.text for row in page.context["shown"].rows] == ["Late", "Today"]


def test_an_owner_of_a_site_is_a_filter(seven, listed, dana_of_riverton, lee_liaison):
    query = f"?whose=sites&site=riverton-ex&owner={lee_liaison.pk}"
    assert listed(dana_of_riverton, query) == ["Week"]


def test_each_sees_only_what_they_read(
    seven, owed, listed, lakeside, omar_of_lakeside, mona_manager
):
    owed("Elsewhere", site=lakeside)
    assert listed(omar_of_lakeside, "?whose=sites") == ["Elsewhere"]
    assert "Elsewhere" in listed(mona_manager, "?whose=sites")


def test_what_is_open_is_marked_as_done_from_its_row(seven, client_of, dana_of_riverton):
    dana, path = client_of(dana_of_riverton), f"{PATH}?whose=sites&state=all&sort=last"
    page = dana.get(path)
    done = {row.text: row.done_href for row in page.context["shown"].rows}
    assert not done["Done"] + done["Gone"]
    shown = page.content.decode()
    assert shown.count("Mark as done") == sum(map(bool, done.values())) >= 2
    [_, form] = shown.split(f'<form method="post" action="{done["Late"]}">')
    sent = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form.split("</form>")[0]))
    assert sent.keys() == {"csrfmiddlewaretoken", "nonce", "next"}
    answer = dana.post(done["Late"], {name: unescape(value) for name, value in sent.items()})
    assert (answer.status_code, answer["Location"]) == (303, path)
    after = {row.text: row.done_href for row in dana.get(path).context["shown"].rows}
    assert after == done | {"Late": ""}


def test_pages_follow_each_other_without_a_gap(owed, client_of, dana_of_riverton):
    for number in range(60):
        owed(f"Number {number:02}", days=number // 3)
    dana, seen, path = client_of(dana_of_riverton), [], f"{PATH}?whose=sites"
    for size in (25, 25, 10):
        shown = dana.get(path).context["shown"]
        assert len(shown.rows) == size
        seen += [row.text for row in shown.rows]
        before, path = shown.links.previous, shown.links.next
    assert len(set(seen)) == 60
    assert path == ""
    back = dana.get(before).context["shown"]
    assert [row.text for row in back.rows] == seen[25:50]
    assert back.links.first == f"{PATH}?whose=sites"
    last = dana.get(f"{PATH}?whose=sites&sort=last").context["shown"]
    assert {row.text for row in last.rows} == set(seen[35:])
    assert len(dana.get(last.links.next).context["shown"].rows) == 25


def test_who_reads_two_sites_has_one_list_of_both(owed, client_of, lee_liaison, lakeside):
    with acting_atomic("system:demo"):
        MembershipFactory(
            site=lakeside, user=lee_liaison, role="strategic-site-liaison", seat="liaison"
        )
    for number in range(
        30
    ):  # two days apart, as today is not the same day at both sites at every hour
        owed(f"Here {number:02}", days=4 * number)
        owed(f"There {number:02}", days=4 * number + 2, site=lakeside)
    lee, path, seen = client_of(lee_liaison), f"{PATH}?whose=sites", []
    while path:
        shown = lee.get(path).context["shown"]
        seen += [row.text for row in shown.rows]
        before, path = shown.links.previous, shown.links.next
    assert seen[:4] == ["Here 00", "There 00", "Here 01", "There 01"]
    assert len(set(seen)) == len(seen) == 60
    back = lee.get(before).context["shown"]
    assert [row.text for row in back.rows] == seen[25:50]
    last = lee.get(f"{PATH}?whose=sites&sort=last").context["shown"]
    assert [row.text for row in last.rows] == seen[:34:-1]


def test_the_origin_is_named_and_linked(seven, client_of, dana_of_riverton):
    page = client_of(dana_of_riverton).get(f"{PATH}?whose=sites").content.decode()
    assert "Recommendation: An on-call list</a>" in page
    assert '#work">PSP-' in page


def test_paper_has_no_federal_item_and_no_buttons(seven, client_of, mona_manager):
    with acting_atomic("system:demo"):
        Commitment.objects.get(text="Asked").request.__class__.objects.update(
            handling="federal", federal_agencies=["ATF"]
        )
    mona = client_of(mona_manager)
    assert "Asked" in words(mona.get(f"{PATH}?whose=sites"))
    paper = words(mona.get(f"{PATH}?whose=sites&print=1"))
    assert "Week" in paper
    assert "Asked" not in paper
    assert "Mark as done" not in paper


def test_an_empty_list_says_what_appears_there(client_of, mayor_of_riverton, seven):
    mayor = client_of(mayor_of_riverton)
    assert "No open commitments." in words(mayor.get(PATH))
    assert "No commitments match." in words(mayor.get(f"{PATH}?due=late"))


def test_the_file_has_the_pages_rows_in_steps(seven, act, dana_of_riverton):
    assert find("commitments") is exports.COMMITMENTS
    query = QueryDict("whose=sites&state=all")
    with act(dana_of_riverton) as by:
        number = exports.COMMITMENTS.count(by, query, 1000)
        rows, place = [], ""
        while len(rows) < number:
            found, place = exports.COMMITMENTS.rows(by, query, place, 3)
            rows += found
        assert exports.COMMITMENTS.rows(by, query, place, 3)[0] == []
    assert [row[0] for row in rows][:3] == ["Done", "Late", "Today"]
    assert {len(row) for row in rows} == {len(exports.COMMITMENTS.columns)}
    week = next(row for row in rows if row[0] == "Week")
    assert "Recommendation: An on-call list" in week


def test_the_file_says_its_filters_and_no_order(seven, act, dana_of_riverton):
    with act(dana_of_riverton) as by:
        said = list(exports.COMMITMENTS.narrowed(by, QueryDict("whose=sites&due=late&sort=last")))
    assert said == [("Show", "All of my sites"), ("Status", "Open"), ("Due", "Past due")]


def test_the_filters_are_saved_as_a_view(seven, client_of, dana_of_riverton):
    dana = client_of(dana_of_riverton)
    page = dana.get(f"{PATH}?whose=sites&due=late").content.decode()
    assert "/views/new/?path=/commitments/&amp;query=whose%3Dsites%26due%3Dlate" in page
    assert dana.get("/views/new/?path=/commitments/&query=whose%3Dsites").status_code == 200


@pytest.mark.parametrize("query", ["", "?whose=sites", "?whose=sites&site=riverton-ex&state=all"])
@pytest.mark.parametrize("reader", ["dana_of_riverton", "mayor_of_riverton"])
def test_the_list_keeps_its_ceiling(
    seven, owed, client_of, dana_of_riverton, request, reader, query
):
    """For who keeps the site's commitments, and for who changes only their own and those they stand in for."""
    client = client_of(request.getfixturevalue(reader))
    client.get(f"{PATH}{query}")
    for number in range(20):
        owed(f"More {number}", owner=dana_of_riverton)
    with CaptureQueriesContext(connection) as captured:
        client.get(f"{PATH}{query}")
    asked = [each["sql"] for each in captured if "SAVEPOINT" not in each["sql"]]
    assert len(asked) <= MAX_STATEMENTS, "\n".join(each[:90] for each in asked)
