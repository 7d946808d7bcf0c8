"""What changed since one's last visit, on my day and on a request; and whose day has which sources."""

import re
from datetime import timedelta

import pytest

from dashboards.presenters import news
from dashboards.querysets import day
from foundation.calendars import clock
from tests.dashboards.test_my_day import TITLE, words
from tests.factories.accounts import UserFactory
from tta_requests.actions import handling, messages, resources, triage
from tta_requests.enums import ProgramOffice
from tta_requests.models import TTARequest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]
LATER = timedelta(hours=20)


@pytest.fixture
def visits(client_of):
    """Somebody signs in and reads my day, or another page."""

    def visit(user, path="/my-day/") -> str:
        response = client_of(user).get(path)
        assert response.status_code == 200
        return words(response)

    return visit


@pytest.fixture
def seen_and_changed(visits, act, sent_by, dana_of_riverton, cora_coordinator, riverton):
    """Dana was here; then the coordinator acknowledged her request and wrote twice, once to staff only."""

    def change() -> TTARequest:
        tta_request = sent_by(dana_of_riverton, riverton, urgency="routine")
        visits(dana_of_riverton)
        with clock.shifted(LATER / 2), act(cora_coordinator) as by:
            triage.acknowledge(TTARequest.objects.get(pk=tta_request.pk), by=by)
            messages.post(tta_request, text="We read it today.", by=by)
            messages.post(tta_request, text="Chief is away.", internal=True, by=by)
        return tta_request

    return change


def test_who_comes_back_sees_what_others_did(seen_and_changed, visits, dana_of_riverton):
    seen_and_changed()
    with clock.shifted(LATER):
        said = visits(dana_of_riverton)
    assert "Changes others made since Wed Nov 25, 11:20 am" in said
    assert "1 message." in said
    assert "Acknowledged" in said
    assert "Submitted" not in said.partition("Changes others made")[2].partition("Coming up")[0]


def test_the_first_visit_shows_the_inbox(sent_by, visits, dana_of_riverton, riverton, drain):
    sent_by(dana_of_riverton, riverton)
    drain()
    assert "Changes others made" not in visits(dana_of_riverton)


def test_a_visit_without_changes_says_so(seen_and_changed, visits, dana_of_riverton):
    seen_and_changed()
    with clock.shifted(LATER):
        visits(dana_of_riverton)
    with clock.shifted(2 * LATER):
        assert "No changes." in visits(dana_of_riverton)


def test_ones_own_acts_are_no_news(sent_by, visits, act, dana_of_riverton, riverton):
    tta_request = sent_by(dana_of_riverton, riverton, urgency="routine")
    visits(dana_of_riverton)
    with clock.shifted(LATER / 2), act(dana_of_riverton) as by:
        messages.post(tta_request, text="We can meet on Monday.", by=by)
    with clock.shifted(LATER):
        assert "No changes." in visits(dana_of_riverton)


def test_the_timeline_has_a_rule_between_old_and_new(seen_and_changed, visits, dana_of_riverton):
    tta_request = seen_and_changed()
    with clock.shifted(LATER):
        said = visits(dana_of_riverton, f"/requests/{tta_request.number}/")
    after = said.partition("Your last visit was Wed Nov 25, 11:20 am CT")[2]
    assert "by Dana of Riverton" in after
    assert "by Cora Coordinator" not in after


def test_nobody_learns_of_other_sites_nor_of_federal_items(
    seen_and_changed, visits, act, omar_of_lakeside, dana_of_riverton, cora_coordinator
):
    visits(omar_of_lakeside)
    tta_request = seen_and_changed()
    with clock.shifted(LATER / 2), act(cora_coordinator) as by:
        kept = TTARequest.objects.get(pk=tta_request.pk)
        handling.change(kept, mark="federal", agencies=["ATF"], version=kept.version, by=by)
    with clock.shifted(LATER):
        for reader in (omar_of_lakeside, dana_of_riverton):
            assert TITLE not in visits(reader)


def test_many_changes_are_told_in_few_lines(
    many_requests, visits, act, dana_of_riverton, cora_coordinator, riverton
):
    many_requests(riverton, dana_of_riverton, 9)
    visits(dana_of_riverton)
    with clock.shifted(LATER / 2), act(cora_coordinator) as by:
        for tta_request in TTARequest.objects.all():
            triage.acknowledge(tta_request, by=by)
    with clock.shifted(LATER):
        shown = visits(dana_of_riverton)
        assert "3 more requests also changed." in shown
        assert "At least" not in shown


def test_changes_that_were_cut_are_not_counted_as_all(
    many_requests, visits, act, dana_of_riverton, cora_coordinator, riverton
):
    many_requests(riverton, dana_of_riverton, day.MAX_CHANGES + 5)
    visits(dana_of_riverton)
    with clock.shifted(LATER / 2), act(cora_coordinator) as by:
        for tta_request in TTARequest.objects.all():
            triage.acknowledge(tta_request, by=by)
    with clock.shifted(LATER):
        shown = visits(dana_of_riverton)
    assert re.search(r"At least [0-9]+ more requests also changed\.", shown)


@pytest.mark.parametrize(
    ("requests", "is_cut", "said"),
    [
        (6, False, []),
        (7, False, ["One more request also changed."]),
        (6, True, ["Requests with older changes aren't listed."]),
        (7, True, ["At least one more request also changed."]),
    ],
)
def test_what_is_not_listed_is_said_as_far_as_it_is_known(requests, is_cut, said):
    lines = [
        day.Change(str(n), f"PSP-2026-{n:04}", "Help", "Riverton", "step", "Done", 1, clock.now())
        for n in range(requests)
    ]
    told = news.changes(day.Changed(lines, is_cut), "America/Chicago")
    assert [f"{each.what} {each.rest}" for each in told[news.MAX_CHANGED :]] == said


def test_a_manager_sees_what_climbed_the_ladder_and_a_colleague_what_is_theirs(
    visits, sent_by, act, dana_of_riverton, riverton, mona_manager, cora_coordinator
):
    tta_request = sent_by(dana_of_riverton, riverton, urgency="routine")
    with act(cora_coordinator) as by:
        triage.acknowledge(tta_request, by=by)
    with clock.shifted(timedelta(days=4)):
        assert "Escalated to you" not in visits(mona_manager)
    with clock.shifted(timedelta(days=14)):
        assert "Escalated to you: more than one business day late." in visits(mona_manager)
        assert "Assigned to you. Triage decision, routine." in visits(cora_coordinator)
        assert "Escalated to you" not in visits(UserFactory(staff_role="tta-coordinator"))


def test_a_champion_points_to_a_resource_that_was_asked_for(
    visits, act, sent_by, champion_of_riverton, dana_of_riverton, riverton
):
    tta_request = sent_by(dana_of_riverton, riverton, kind="resource")
    said = visits(champion_of_riverton)
    assert "Share a resource" in said
    assert "Share a resource" not in visits(dana_of_riverton)
    with act(champion_of_riverton) as by:
        resources.share(
            tta_request,
            office=ProgramOffice.OVC,
            title="A program",
            url="",
            note="It helps.",
            by=by,
        )
    assert "Share a resource" not in visits(champion_of_riverton)
