"""A site's history: who changed which field of its records, for who may enter the site."""

from datetime import date, timedelta

import pytest

from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from sites.models import Membership, Site
from tests.factories.engagements import EngagementFactory
from tests.pages import words

# The database stamps the history with its own clock, so that no clock is frozen here.
pytestmark = pytest.mark.django_db
PATH = "/sites/riverton-ex/history/"
MAX_STATEMENTS = 7


@pytest.fixture
def shown_to(client_of):
    def read(user) -> str:
        response = client_of(user).get(PATH)
        assert response.status_code == 200
        return words(response)

    return read


@pytest.fixture
def changed(riverton, dana_of_riverton, mona_manager):
    """Riverton with an engagement that was extended, a name and a seat that changed."""
    with acting_atomic("system:demo"):
        engagement = EngagementFactory(site=riverton, starts_on=date(2025, 10, 1), active=True)
    with acting_atomic(f"user:{mona_manager.pk}"):
        engagement.ends_on = date(2029, 5, 31)
        engagement.save()
        held = Membership.objects.of_user(dana_of_riverton.pk).get()
        held.ends_at = clock.now() + timedelta(days=40)
        held.verified_by = mona_manager
        held.save()
    with acting_atomic("system:reference"):
        Site.objects.filter(pk=riverton.pk).update(lead_agency="Riverton Sheriff")


def test_each_change_has_its_person_and_both_values(changed, shown_to, dana_of_riverton):
    text = shown_to(dana_of_riverton)
    for told in ("Last day", "May 31, 2029", "Mona", "Dana of Riverton, Point of Contact", "End"):
        assert told in text
    assert "Added" in text
    assert "Verified by" in text


def test_the_sites_details_are_for_staff(changed, shown_to, dana_of_riverton, cora_coordinator):
    assert "Riverton Sheriff" in shown_to(cora_coordinator)
    assert "Riverton Sheriff" not in shown_to(dana_of_riverton)


def test_the_people_of_another_site_find_nothing(changed, client_of, omar_of_lakeside):
    assert client_of(omar_of_lakeside).get(PATH).status_code == 404


def test_what_happened_elsewhere_is_not_told(
    changed, shown_to, cora_coordinator, lakeside, omar_of_lakeside
):
    assert omar_of_lakeside.name not in shown_to(cora_coordinator)


def test_pages_follow_each_other_in_the_same_number_of_statements(
    changed, client_of, statements_of, dana_of_riverton
):
    before = statements_of(dana_of_riverton, PATH)
    with acting_atomic("system:demo"):
        held = Membership.objects.of_user(dana_of_riverton.pk).get()
        for n in range(120):
            held.title = f"Title {n}"
            held.save()
    browser, href, seen = client_of(dana_of_riverton), PATH, []
    while href:
        shown = browser.get(href).context["shown"]
        seen += [change.after for change in shown.changes if change.field == "Title"]
        href = shown.links.next
    assert seen == [f"Title {n}" for n in reversed(range(120))]
    assert statements_of(dana_of_riverton, PATH) == before <= MAX_STATEMENTS
