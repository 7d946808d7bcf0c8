"""Search: words are found in what one may see, and nothing tells of the rest."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from sites.actions import seats
from tests.dashboards.conftest import publish
from tests.dashboards.test_my_day import words
from tests.factories.liaisons import EngagementUpdateFactory
from tests.factories.sites import SiteFactory
from tests.factories.summits import SummitFactory
from tests.matrix.outcomes import measure
from tests.pages import markup
from tests.tta_requests.states import put
from tta_requests.models import TTARequest
from tta_requests.querysets.requests import PLACES

pytestmark = pytest.mark.django_db
# What the page's own sources ask, beside the session, the person and their seats.
CEILING = 10


@pytest.fixture
def plant(standards, gun_violence, best_provider):
    """A request with that word in its text: ``plant(riverton, dana, "xylazine")``."""

    def make(site, requester, word, status="triage", **more):
        tta_request = put(
            status, site=site, area=gun_violence, requester=requester, provider=best_provider
        )
        with acting_atomic("system:demo"):
            rows = TTARequest.objects.numbered(tta_request.number)
            rows.update(**{"problem": f"We see more {word} every week.", **more})
            return rows.get()

    return make


@pytest.fixture
def search_as(client_of):
    def look(user, text, **more):
        response = client_of(user).get("/search/", {"q": text, **more})
        assert response.status_code == 200
        return words(response)

    return look


def test_the_words_of_a_request_lead_to_it(plant, search_as, client_of, riverton, dana_of_riverton):
    tta_request = plant(riverton, dana_of_riverton, "xylazine")
    assert tta_request.number in search_as(dana_of_riverton, "xylazine")
    page = markup(client_of(dana_of_riverton).get("/search/", {"q": "seeing Xylazine"}))
    assert "<mark>xylazine</mark>" in page


def test_summits_are_found_with_requests(
    plant, search_as, riverton, dana_of_riverton, mona_manager
):
    with acting_atomic("system:demo"):
        SummitFactory(name="Summit on Xylazine")
    number = plant(riverton, dana_of_riverton, "xylazine").number
    found = search_as(mona_manager, "xylazine")
    assert "Summit on Xylazine" in found
    assert number in found


def test_another_sites_words_are_not_there(
    plant, search_as, lakeside, omar_of_lakeside, dana_of_riverton, cora_coordinator
):
    tta_request = plant(lakeside, omar_of_lakeside, "xylazine")
    said = search_as(dana_of_riverton, "xylazine")
    assert "No results." in said
    assert tta_request.number not in said
    assert tta_request.number in search_as(cora_coordinator, "xylazine")


def test_the_function_itself_gives_no_id_of_another_site(
    plant, act, lakeside, omar_of_lakeside, dana_of_riverton
):
    plant(lakeside, omar_of_lakeside, "xylazine")
    with act(dana_of_riverton), connection.cursor() as cursor:
        cursor.execute(
            "SELECT app_search_requests('xylazine', 9, NULL, NULL, false, NULL, NULL, '', '')"
        )
        assert cursor.fetchone() == ([],)


@pytest.mark.parametrize("who", ["dana_of_riverton", "ana_analyst", "lee_liaison"])
def test_a_federal_item_is_not_found_by_who_may_not_read_it(
    request, plant, search_as, riverton, ula_of_riverton, dana_of_riverton, who
):
    item = plant(
        riverton, dana_of_riverton, "xylazine", handling="federal", federal_agencies=["ATF"]
    )
    assert item.number not in search_as(request.getfixturevalue(who), "xylazine")
    assert item.number in search_as(ula_of_riverton, "xylazine")


def test_an_offer_alone_lets_nobody_feel_for_the_text(
    plant, search_as, riverton, dana_of_riverton, pat_provider
):
    plant(riverton, dana_of_riverton, "xylazine", "offered")
    assert "No results." in search_as(pat_provider, "xylazine")
    taken = plant(riverton, dana_of_riverton, "fentanyl", "in-delivery")
    assert taken.number in search_as(pat_provider, "fentanyl")


def test_drafts_are_not_searched(plant, search_as, riverton, dana_of_riverton):
    plant(riverton, dana_of_riverton, "xylazine", "draft")
    assert "Search doesn't include drafts" in search_as(dana_of_riverton, "xylazine")


def test_a_number_leads_to_its_request(plant, client_of, riverton, dana_of_riverton):
    tta_request = plant(riverton, dana_of_riverton, "xylazine")
    answer = client_of(dana_of_riverton).get("/search/", {"q": f" {tta_request.number.lower()} "})
    assert (answer.status_code, answer["Location"]) == (302, f"/requests/{tta_request.number}/")


def test_the_last_digits_of_a_number_find_its_request(
    plant, search_as, riverton, lakeside, dana_of_riverton, omar_of_lakeside
):
    made = {
        "PSP-2026-0912": plant(riverton, dana_of_riverton, "one"),
        "PSP-2019-0912": plant(riverton, dana_of_riverton, "two"),
        "PSP-2026-0913": plant(riverton, dana_of_riverton, "0912"),
        "PSP-2025-0912": plant(lakeside, omar_of_lakeside, "three"),
    }
    with acting_atomic("system:demo"):
        for number, tta_request in made.items():
            TTARequest.objects.filter(pk=tta_request.pk).update(number=number)
    shown = search_as(dana_of_riverton, "0912")
    assert [number in shown for number in made] == [True, True, True, False]
    assert "PSP-2026-0912" in search_as(dana_of_riverton, " 912 ")
    assert "PSP-2026-0912" not in search_as(dana_of_riverton, "09 12")
    assert "PSP-2026-0912" not in search_as(dana_of_riverton, "12")


def test_a_number_that_leads_nowhere_is_told_of_where_it_was_typed(
    plant, client_of, riverton, dana_of_riverton, omar_of_lakeside
):
    """The same for one that doesn't exist and one that the reader may not see, as its page answers both."""
    theirs = plant(riverton, dana_of_riverton, "xylazine").number
    for number in ("PSP-2026-9999", theirs):
        answer = client_of(omar_of_lakeside).get("/search/", {"q": number})
        assert answer.status_code == 200
        assert f"There's no request {number}, or you don't have access to it." in words(answer)


@pytest.mark.parametrize("text", ["the", '"', "- -", "a & b | !c", "<script>", "%", "'; DROP"])
def test_anything_may_be_typed(search_as, dana_of_riverton, text):
    search_as(dana_of_riverton, text)


@pytest.mark.parametrize("query", [{}, {"q": ""}, {"q": "x\x00y"}, {"q": "x" * 141}])
def test_what_cannot_be_looked_for_is_told(client_of, dana_of_riverton, query):
    assert client_of(dana_of_riverton).get("/search/", query).status_code in {200, 422}


def test_more_than_a_page_follows_in_order(plant, search_as, client_of, riverton, dana_of_riverton):
    made = [plant(riverton, dana_of_riverton, "xylazine").number for _ in range(27)]
    client = client_of(dana_of_riverton)
    first = client.get("/search/", {"q": "xylazine"})
    second = client.get(first.context["shown"].parts[0].more)
    pages = [page.context["shown"].parts[0] for page in (first, second)]
    shown = [hit.about for part in pages for hit in part.hits]
    assert sorted(shown) == sorted(f"{riverton.name} · {number}" for number in made)
    assert pages[1].more == ""
    assert not second.context["shown"].has_ended


def test_a_page_after_the_last_request_says_so(plant, client_of, riverton, dana_of_riverton):
    last = PLACES.write(plant(riverton, dana_of_riverton, "xylazine"))
    client = client_of(dana_of_riverton)
    for after, ended in ((last, True), ("", False)):
        said = words(client.get("/search/", {"q": "xylazine", "after": after}))
        assert ("No more requests." in said) is ended


def test_a_staff_search_goes_beyond_the_newest(
    plant, act, search_as, riverton, dana_of_riverton, cora_coordinator, member
):
    """With more than twenty sites the newest rows are looked at first; what they lack is found all the same."""
    with acting_atomic("system:demo"):
        SiteFactory.create_batch(21)
    tta_request = plant(riverton, dana_of_riverton, "xylazine")
    assert tta_request.number in search_as(cora_coordinator, "xylazine")
    many = [plant(riverton, dana_of_riverton, "xylazine").number for _ in range(26)]
    said = search_as(cora_coordinator, "xylazine")
    assert sum(number in said for number in [tta_request.number, *many]) == 25


def test_updates_people_and_sites_are_found(search_as, riverton, lee_liaison, dana_of_riverton):
    with acting_atomic("system:demo"):
        EngagementUpdateFactory(site=riverton, author=lee_liaison)
    said = search_as(dana_of_riverton, "sergeant")
    assert "Updates" in said
    assert "property sergeant" in said
    assert "Strategic Site Liaison" in search_as(dana_of_riverton, lee_liaison.name)
    assert "Sites" in search_as(dana_of_riverton, riverton.name[:5])


def test_accomplishments_are_found_by_their_site_and_once_public_by_others(
    search_as, client_of, riverton, dana_of_riverton, omar_of_lakeside
):
    with acting_atomic("system:demo"):
        made = publish(riverton, headline="Fewer xylazine deaths", narrative="Nurses helped.")
    own, public = f"/accomplishments/{made.pk}/", f"/accomplishments/{made.pk}/public/"
    page = markup(client_of(dana_of_riverton).get("/search/", {"q": "nurses Xylazine"}))
    assert f'href="{own}"' in page
    assert "No results." in search_as(omar_of_lakeside, "xylazine")
    with acting_atomic("system:demo"):
        type(riverton).objects.filter(pk=riverton.pk).update(is_demo=False)
    page = markup(client_of(omar_of_lakeside).get("/search/", {"q": "xylazine"}))
    assert f'href="{public}"' in page


def test_measures_are_found_by_their_sites_people(
    client_of, search_as, riverton, gun_violence, dana_of_riverton, omar_of_lakeside
):
    with acting_atomic("system:demo"):
        made = measure(riverton, gun_violence, dana_of_riverton, lambda _: "Xylazine Ward")
    page = markup(client_of(dana_of_riverton).get("/search/", {"q": "turnaround xylazine"}))
    assert f'href="{made["measure"].get_absolute_url()}"' in page
    assert "Turnaround, Xylazine Ward" in page
    assert "No results." in search_as(omar_of_lakeside, "turnaround")


def test_a_draft_of_an_update_is_its_authors_alone(
    search_as, riverton, lee_liaison, dana_of_riverton
):
    with acting_atomic("system:demo"):
        EngagementUpdateFactory(site=riverton, author=lee_liaison, draft=True)
    assert "No results." in search_as(dana_of_riverton, "sergeant")


def test_people_of_another_site_are_not_found(
    search_as, lakeside, omar_of_lakeside, dana_of_riverton
):
    assert "No results." in search_as(dana_of_riverton, omar_of_lakeside.email)


def test_as_many_statements_for_one_hit_as_for_many(plant, client_of, riverton, dana_of_riverton):
    client = client_of(dana_of_riverton)

    def statements():
        with CaptureQueriesContext(connection) as asked:
            client.get("/search/", {"q": "xylazine"})
        return [each["sql"] for each in asked if "set_config" not in each["sql"]]

    plant(riverton, dana_of_riverton, "xylazine")
    statements()
    one = len(statements())
    for _ in range(9):
        plant(riverton, dana_of_riverton, "xylazine")
    assert len(statements()) == one <= CEILING


def test_what_was_typed_is_folded_once_for_all_rows(client_of, dana_of_riverton):
    """Of its values a prepared statement calls functions for each row, unless a sub-query holds the call."""
    client = client_of(dana_of_riverton)
    with CaptureQueriesContext(connection) as asked:
        client.get("/search/", {"q": "xylazine"})
    calls = [each["sql"].count("app_patterns(") for each in asked]
    assert calls == [each["sql"].count("(SELECT app_patterns(") for each in asked]
    assert sum(calls) > 0


def test_a_former_member_is_not_found(search_as, riverton, dana_of_riverton, lee_liaison, member):
    seat = member(riverton, "executive-leadership", "executive", name="Former Mayor")
    noon = datetime(2026, 11, 27, 18, tzinfo=UTC)
    with clock.frozen(noon):
        assert "Executive Leadership" in search_as(dana_of_riverton, "Former Mayor")
        with acting_atomic("system:demo"):
            seats.end(seat, on=date(2026, 11, 27), by=Actor.system("demo"))
    over = datetime(2026, 11, 28, 6, tzinfo=UTC)  # midnight in Chicago
    with clock.frozen(over - timedelta(seconds=1)):
        assert "Executive Leadership" in search_as(dana_of_riverton, "Former Mayor")
    with clock.frozen(over):
        assert "No results." in search_as(dana_of_riverton, "Former Mayor")
