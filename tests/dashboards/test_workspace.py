"""The workspace: its people and staff enter, for everybody else it is not there."""

from datetime import date

import pytest

from foundation.tenancy.context import acting
from tests.factories.engagements import EngagementFactory
from tests.factories.liaisons import EngagementUpdateFactory
from tests.pages import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]
PATH = "/sites/riverton-ex/workspace/"
TITLE = "Start a weekly review of nonfatal shootings"


@pytest.fixture
def shown_to(client_of):
    def read(user) -> str:
        response = client_of(user).get(PATH)
        assert response.status_code == 200
        return words(response)

    return read


@pytest.mark.parametrize(
    "who",
    [
        "dana_of_riverton",
        "mayor_of_riverton",
        "lee_liaison",
        "champion_of_riverton",
        "atf_of_riverton",
        "advisor_of_riverton",
        "cora_coordinator",
        "mona_manager",
        "ana_analyst",
    ],
)
def test_its_people_and_staff_enter(request, client_of, riverton, who):
    assert client_of(request.getfixturevalue(who)).get(PATH).status_code == 200


def test_the_people_of_another_site_find_nothing(client_of, riverton, omar_of_lakeside):
    assert client_of(omar_of_lakeside).get(PATH).status_code == 404


@pytest.mark.parametrize("who", ["adam_admin", "pat_provider"])
def test_who_enters_no_site_is_refused(request, client_of, riverton, who):
    assert client_of(request.getfixturevalue(who)).get(PATH).status_code == 403


def test_a_visitor_is_asked_to_sign_in(client, riverton):
    assert client.get(PATH).status_code == 302


@pytest.mark.parametrize(
    ("who", "button"),
    [("dana_of_riverton", "Ask for help"), ("cora_coordinator", "Enter a request")],
)
def test_who_may_ask_has_the_button(request, shown_to, riverton, who, button):
    assert button in shown_to(request.getfixturevalue(who))


def test_an_executive_is_not_asked_to_ask(client_of, mayor_of_riverton):
    page = client_of(mayor_of_riverton).get(PATH).content.decode()
    assert 'class="usa-button psp-button" href="/requests/new/' not in page


def test_vacant_seats_are_named_with_a_way_to_fill_them(shown_to, dana_of_riverton):
    said = shown_to(dana_of_riverton)
    assert "Vacant: U.S. Attorney's Office" in said
    assert "Fill the seat: U.S. Attorney's Office." in said


def test_the_journey_is_drawn(shown_to, riverton, dana_of_riverton):
    with acting("system:demo"):
        EngagementFactory(site=riverton, starts_on=date(2024, 10, 1), active=True)
    assert "Today: month 26 of 36" in shown_to(dana_of_riverton)


def test_open_requests_stand_with_their_clock(shown_to, sent_by, dana_of_riverton, riverton):
    sent_by(dana_of_riverton, riverton)
    assert TITLE in shown_to(dana_of_riverton)


def test_a_liaison_is_asked_to_acknowledge(
    shown_to, sent_by, dana_of_riverton, riverton, lee_liaison
):
    sent_by(dana_of_riverton, riverton)
    said = shown_to(lee_liaison)
    assert "2 things need you Log an update." in said
    assert "Acknowledge: Start a weekly review" in said


@pytest.mark.parametrize(("day", "due"), [(date(2026, 10, 20), True), (date(2026, 11, 20), False)])
def test_a_liaison_is_told_there_too_when_contact_is_due(shown_to, riverton, lee_liaison, day, due):
    with acting("system:demo"):
        EngagementUpdateFactory(site=riverton, author=lee_liaison, occurred_on=day)
    assert ("Log an update." in shown_to(lee_liaison)) is due


def test_the_latest_updates_stand_in_the_rail(shown_to, riverton, lee_liaison, dana_of_riverton):
    with acting("system:demo"):
        EngagementUpdateFactory(
            site=riverton, author=lee_liaison, summary="Walked the evidence room."
        )
    assert "Visit Walked the evidence room." in shown_to(dana_of_riverton)


def test_a_draft_of_the_log_is_not_told(shown_to, riverton, lee_liaison, dana_of_riverton):
    with acting("system:demo"):
        EngagementUpdateFactory(
            site=riverton, author=lee_liaison, draft=True, summary="Secret half"
        )
    assert "Secret half" not in shown_to(dana_of_riverton)


def test_work_of_another_site_is_not_told(
    shown_to, sent_by, omar_of_lakeside, lakeside, dana_of_riverton
):
    sent_by(omar_of_lakeside, lakeside, title="Lakeside asks")
    assert "Lakeside asks" not in shown_to(dana_of_riverton)


@pytest.mark.parametrize("number", [10, 1000])
def test_the_workspace_takes_the_same_statements_at_any_size(
    statements_of, many_requests, dana_of_riverton, riverton, number
):
    many_requests(riverton, dana_of_riverton, number)
    assert statements_of(dana_of_riverton, PATH) <= 10
