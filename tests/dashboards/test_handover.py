"""The handover brief: what is the reader's at a site, what came before, and the note of the last holder."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from dashboards.querysets.handover import handover_of
from engagements.models import Commitment
from foundation.accounts.actors import resolve
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import DomainError
from liaisons.models import UpdateRequest
from sites.actions import handovers
from sites.models import HandoverNote, Membership
from tests.factories.liaisons import EngagementUpdateFactory
from tests.pages import words
from tests.tta_requests.states import put
from tta_requests.models import TTARequest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]
BRIEF = "/sites/riverton-ex/handover/"
SAYS = "The Tuesday list is what makes the review work."


@pytest.fixture
def brief_for(client_of):
    def read(user) -> str:
        response = client_of(user).get(BRIEF)
        assert response.status_code == 200
        return words(response)

    return read


@pytest.fixture
def asked(standards, gun_violence, best_provider, riverton, dana_of_riverton):
    """A request of Riverton in a state: ``asked("triage", title="Map hot spots")``."""

    def make(status: str, **values) -> TTARequest:
        made = put(
            status,
            site=riverton,
            area=gun_violence,
            requester=dana_of_riverton,
            provider=best_provider,
        )
        with acting_atomic("system:demo"):
            rows = TTARequest.objects.numbered(made.number)
            rows.update(**values)
            return rows.get()

    return make


def note_path(user) -> str:
    with acting_atomic("system:demo"):
        held = Membership.objects.of_user(user.pk).get()
    return f"{BRIEF}{held.pk}/note/"


def test_a_successor_reads_what_needs_them_and_what_is_open(brief_for, asked, dana_of_riverton):
    waiting = asked("needs-information", title="Map the hot spots")
    asked("triage", title="Review nonfatal shootings")
    text = brief_for(dana_of_riverton)
    assert "For Dana of Riverton, Point of Contact: Law enforcement, since" in text
    assert "Three things need you, and the first is due Wed Dec 16." in text
    assert f"Map the hot spots ({waiting.number})" in text
    assert "Review nonfatal shootings" in text


def test_what_is_federal_is_on_no_brief(brief_for, asked, dana_of_riverton, ula_of_riverton):
    """Not even on that of somebody who is cleared: paper has no walls."""
    item = asked("needs-information", title="Wire", handling="federal", federal_agencies=["ATF"])
    with acting_atomic("system:demo"):
        Commitment.objects.create(
            site=item.site,
            request=item,
            text="Bring the wire",
            owed_by="site",
            due_on=date(2026, 12, 1),
            made_by=dana_of_riverton,
            made_at=clock.now(),
        )
    text = brief_for(ula_of_riverton)
    assert item.number not in text
    assert "Wire" not in text
    assert "Bring the wire" not in text
    assert "Federal-only items aren't in it" in text


def test_an_update_about_a_federal_request_asks_for_nothing_on_a_brief(
    brief_for, asked, riverton, lee_liaison, cora_coordinator
):
    item = asked("triage", handling="federal", federal_agencies=["ATF"])
    with acting_atomic("system:demo"):
        visit = EngagementUpdateFactory(
            site=riverton, author=lee_liaison, review="submitted", review_asked_at=clock.now()
        )
    assert "Review an update" in brief_for(cora_coordinator)
    with acting_atomic("system:demo"):
        UpdateRequest.objects.create(site=riverton, update=visit, request=item)
    assert "Review an update" not in brief_for(cora_coordinator)


def test_updates_of_ninety_days_are_on_it_and_older_ones_are_not(
    brief_for, riverton, dana_of_riverton, lee_liaison
):
    today = clock.today(riverton.time_zone)
    with acting_atomic("system:demo"):
        for days, summary in ((90, "Walked the evidence room."), (91, "Met the old chief.")):
            EngagementUpdateFactory(
                site=riverton,
                author=lee_liaison,
                occurred_on=today - timedelta(days=days),
                summary=summary,
            )
    text = brief_for(dana_of_riverton)
    assert "Walked the evidence room." in text
    assert "Met the old chief." not in text


def test_an_empty_brief_says_so(brief_for, advisor_of_riverton):
    text = brief_for(advisor_of_riverton)
    assert "Nothing here needs you right now." in text
    assert "The site has no open requests that you can see." in text
    assert "The last person in your seat left no note." in text


def test_staff_without_a_seat_have_no_predecessor(brief_for, riverton, cora_coordinator):
    text = brief_for(cora_coordinator)
    assert "For Cora Coordinator" in text
    assert "From your predecessor" not in text
    assert "Leave a note" not in text


def test_a_note_reaches_whoever_holds_the_seat_next_and_nobody_elses_seat(
    client_of, brief_for, member, riverton, dana_of_riverton, ula_of_riverton
):
    answer = client_of(dana_of_riverton).post(note_path(dana_of_riverton), {"text": SAYS})
    assert (answer.status_code, answer["Location"]) == (303, BRIEF)
    heir = member(riverton, "point-of-contact", "law-enforcement", name="Nia New").user
    assert f"{SAYS} Written by Dana of Riverton on Nov 25, 2026." in brief_for(heir)
    assert SAYS not in brief_for(dana_of_riverton)
    assert SAYS not in brief_for(ula_of_riverton)


def test_the_newest_note_of_a_seat_is_read(client_of, brief_for, member, riverton):
    for hour, text in enumerate(("Ask the clerk.", "Ask the sheriff.")):
        person = member(riverton, "point-of-contact", "law-enforcement").user
        with clock.frozen(clock.now() + timedelta(hours=hour)):
            client_of(person).post(note_path(person), {"text": text})
    heir = member(riverton, "point-of-contact", "law-enforcement", name="Nia New").user
    assert "Ask the sheriff." in brief_for(heir)
    assert "Ask the clerk." not in brief_for(heir)


def test_a_note_is_changed_and_removed_by_its_author(client_of, dana_of_riverton):
    client, path = client_of(dana_of_riverton), note_path(dana_of_riverton)
    for text in ("Ask the clerk.", SAYS):
        client.post(path, {"text": text})
    assert SAYS in client.get(path).content.decode()
    with acting_atomic("system:demo"):
        assert HandoverNote.objects.get().text == SAYS
    client.post(path, {"text": " "})
    with acting_atomic("system:demo"):
        assert not HandoverNote.objects.exists()


def test_a_note_that_is_too_long_is_refused_and_kept_in_the_form(client_of, dana_of_riverton):
    typed = "x" * 301
    answer = client_of(dana_of_riverton).post(note_path(dana_of_riverton), {"text": typed})
    assert answer.status_code == 422
    assert typed in answer.content.decode()


@pytest.mark.parametrize("who", ["ula_of_riverton", "mona_manager", "lee_liaison"])
def test_nobody_writes_in_the_name_of_another(request, client_of, dana_of_riverton, who):
    client, path = client_of(request.getfixturevalue(who)), note_path(dana_of_riverton)
    assert client.get(path).status_code == 403
    assert client.post(path, {"text": SAYS}).status_code == 403


def test_another_sites_people_find_neither(client_of, dana_of_riverton, omar_of_lakeside):
    client = client_of(omar_of_lakeside)
    assert client.get(BRIEF).status_code == 404
    assert client.get(note_path(dana_of_riverton)).status_code == 404


def test_a_brief_takes_no_more_statements_with_more_rows(
    client_of, asked, dana_of_riverton, django_assert_max_num_queries
):
    client = client_of(dana_of_riverton)
    client.get(BRIEF)
    for _ in range(3):
        asked("triage")
    with django_assert_max_num_queries(20):
        client.get(BRIEF)


def test_each_version_of_a_note_is_in_the_history(client_of, dana_of_riverton):
    browser, path = client_of(dana_of_riverton), note_path(dana_of_riverton)
    for text in ("Call Ana first.", "Call Ben first.", ""):
        assert browser.post(path, {"text": text}).status_code == 303
    with acting_atomic("system:demo"):
        events = HandoverNote.pgh_event_model.objects.order_by("pgh_id")
        told = list(events.values_list("pgh_label", "text"))
    assert told == [
        ("insert", "Call Ana first."),
        ("update", "Call Ben first."),
        ("delete", "Call Ben first."),
    ]


def test_a_note_isnt_written_once_the_seat_has_ended(dana_of_riverton):
    """The seat is read again under its lock: the page was opened before the end."""
    with acting_atomic("system:demo"):
        before = Membership.objects.for_team().get(user=dana_of_riverton)
        Membership.objects.filter(pk=before.pk).update(ends_at=clock.now())
    with acting_atomic(f"user:{dana_of_riverton.pk}"), pytest.raises(DomainError):
        handovers.write(before, text="Call Ana first.", by=resolve(dana_of_riverton))


def test_a_need_that_names_a_summit_and_no_item_is_on_the_brief(riverton, dana_of_riverton):
    row = SimpleNamespace(number="2027 Violent Crime Summit", thing="")
    with acting_atomic(f"user:{dana_of_riverton.pk}"):
        found = handover_of(
            riverton,
            resolve(dana_of_riverton),
            needs=[SimpleNamespace(row=row)],
            since=date(2026, 1, 1),
            now=clock.now(),
        )
    assert found.federal == frozenset()
