"""What the page's shell says of sites."""

import pytest

from sites import querysets
from sites.views.shell import DEMO

pytestmark = pytest.mark.django_db
TEAM = "/sites/riverton-ex/team/"


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    querysets._labels.clear()


def shell(client, path=TEAM):
    return client.get(path).context["shell"]


def test_somebody_with_one_site_sees_its_name(dana_of_riverton, client_of):
    seen = shell(client_of(dana_of_riverton), "/inbox/")
    assert seen.site == "Riverton, EX"
    assert [link.label for link in seen.sites] == ["Riverton, EX"]


@pytest.fixture
def both(member, riverton, lakeside, dana_of_riverton):
    member(lakeside, "executive-leadership", "executive", user=dana_of_riverton)
    return dana_of_riverton


def test_somebody_with_two_sites_sees_how_many(both, client_of):
    assert shell(client_of(both), "/inbox/").site == "My 2 sites"


def test_the_pages_own_site_is_the_current_one(both, client_of):
    seen = shell(client_of(both))
    assert seen.site == "Riverton, EX"
    assert [link.label for link in seen.sites if link.current] == ["Riverton, EX"]


def test_staff_see_all_sites(riverton, cora_coordinator, client_of):
    assert shell(client_of(cora_coordinator)).site == "All sites"


def test_an_administrator_has_no_site(adam_admin, client_of):
    assert shell(client_of(adam_admin), "/inbox/").site == ""


def test_an_invented_person_is_told(dana_of_riverton, client_of):
    assert shell(client_of(dana_of_riverton)).demo_notice == DEMO


def test_the_names_cost_no_query_the_second_time(
    dana_of_riverton, client_of, django_assert_num_queries
):
    first = shell(client_of(dana_of_riverton))
    assert first.site
    with django_assert_num_queries(0):
        assert first.sites
