"""The list of updates: newest first, 25 a page, one site or all."""

import re
from datetime import date, timedelta

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def sixty(update_of, riverton, lee_liaison):
    """Sixty calls, two a day; the newest is number 0."""
    return [
        update_of(
            riverton,
            lee_liaison,
            kind="call",
            summary=f"Call number {number}.",
            occurred_on=date(2026, 11, 20) - timedelta(days=number // 2),
        )
        for number in range(60)
    ]


def days_on(answer) -> list[date]:
    return [row.occurred_on for row in answer.context["shown"].slice.rows]


def test_the_pages_follow_each_other_without_a_gap(client_of, dana_of_riverton, sixty):
    client, address, found = client_of(dana_of_riverton), "/updates/", []
    while address:
        answer = client.get(address)
        found += answer.context["shown"].slice.rows
        address = answer.context["shown"].slice.links.next
    assert len(found) == 60
    assert set(found) == set(sixty)
    assert [row.occurred_on for row in found] == sorted(
        (row.occurred_on for row in found), reverse=True
    )


def test_back_from_the_last_page_comes_the_same_way(client_of, dana_of_riverton, sixty):
    client = client_of(dana_of_riverton)
    last = client.get("/updates/", {"last": "1"})
    previous = client.get(last.context["shown"].slice.links.previous)
    assert len(days_on(last)) == 25
    assert min(days_on(previous)) >= max(days_on(last))
    assert last.context["shown"].slice.links.next == ""


def test_one_site_can_be_chosen(client_of, cora_coordinator, visit, lakeside, update_of, member):
    other = member(lakeside, "strategic-site-liaison", "liaison", name="Other").user
    there = update_of(lakeside, other)
    answer = client_of(cora_coordinator).get("/updates/", {"site": "lakeside-ex"})
    assert answer.context["shown"].slice.rows == [there]


@pytest.mark.parametrize(
    "asked", [{"site": "lakeside-ex"}, {"after": "nonsense"}, {"before": "2026-13-40_x"}]
)
def test_what_is_not_there_is_not_found(client_of, dana_of_riverton, lakeside, asked):
    assert client_of(dana_of_riverton).get("/updates/", asked).status_code == 404


def test_only_the_own_draft_is_listed(client_of, lee_liaison, dana_of_riverton, draft):
    assert client_of(lee_liaison).get("/updates/").context["shown"].drafts == [draft]
    assert client_of(dana_of_riverton).get("/updates/").context["shown"].drafts == []


def test_an_empty_list_says_what_fills_it(client_of, dana_of_riverton):
    assert "No updates yet." in client_of(dana_of_riverton).get("/updates/").content.decode()


def test_hostile_words_are_only_words(
    client_of, dana_of_riverton, riverton, lee_liaison, update_of
):
    update_of(riverton, lee_liaison, summary="<script>alert(1)</script>")
    assert "<script>alert" not in client_of(dana_of_riverton).get("/updates/").content.decode()


def test_the_list_costs_the_same_at_sixty(
    client_of, dana_of_riverton, sixty, django_assert_max_num_queries
):
    client = client_of(dana_of_riverton)
    client.get("/updates/")  # fills what the process keeps and stores the session's time
    with django_assert_max_num_queries(13) as counted:
        client.get("/updates/")
    assert not re.search(r"OFFSET", " ".join(query["sql"] for query in counted.captured_queries))


def test_an_update_costs_a_fixed_number_of_statements(
    client_of, dana_of_riverton, visit, django_assert_max_num_queries
):
    client = client_of(dana_of_riverton)
    client.get(f"/updates/{visit.pk}/")  # as above
    with django_assert_max_num_queries(14):
        client.get(f"/updates/{visit.pk}/")
