"""The pages of grants, and where else they are read: My day, the calendar, the timeline, and reminders."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.http import QueryDict
from django.urls import reverse

from foundation.agenda.reading import entries_of
from foundation.agenda.registry import Span
from foundation.calendars import clock
from foundation.needs.reading import rows_of
from foundation.notifications.models import ReminderDays
from foundation.notifications.reminders import Reminder
from foundation.tenancy.context import acting_atomic
from grants import exports
from grants.actions import applications, meetings
from grants.reminders import GrantCommitteeAhead, GrantCommitteeIdle, GrantWindow
from tests.grants.conftest import CLOSES, NOW
from tests.pages import words
from tests.tta_requests.states import put
from tta_requests.models import TTARequest

pytestmark = pytest.mark.django_db
# A page at any size.
MAX_STATEMENTS = 12


def test_the_list_is_filtered_exported_and_pages_lead_on(
    act,
    client_of,
    announce,
    considered,
    gun_violence,
    statements_of,
    dana_of_riverton,
    mona_manager,
):
    unlisted = announce(name="Tracing grant", core_areas=["gun-violence"])
    announce(name="Former grant", closes_at=NOW - timedelta(days=1))
    client = client_of(dana_of_riverton)
    listed = words(client.get("/grants/"))
    assert "Tracing grant Funder of the tests Open" in listed
    assert "Former grant" not in listed
    assert "Former grant" in words(client.get("/grants/", {"window": "closed"}))
    assert "No grants match these filters." in words(client.get("/grants/", {"q": "nothing"}))
    assert "Riverton, EX: Considering" in words(
        client.get(considered.opportunity.get_absolute_url())
    )
    alone = words(client.get(unlisted.get_absolute_url()))
    assert "No site that you can see has this grant on its list." in alone
    assert client.get("/grants/new/").status_code == 403
    for path in ("/grants/", "/sites/riverton-ex/grants/", considered.get_absolute_url()):
        assert statements_of(dana_of_riverton, path) <= MAX_STATEMENTS
    assert 'name="what" value="grants"' in " ".join(client.get("/grants/").content.decode().split())
    with act(dana_of_riverton) as by:
        query = QueryDict("q=tracing")
        [row], place = exports.GRANTS.rows(by, query, "", 9)
        assert exports.GRANTS.rows(by, query, place, 9)[0] == []
        assert exports.GRANTS.count(by, query, 9) == 1
    told = dict(zip(exports.GRANTS.columns, row, strict=True))
    assert f"{told['Closes']:%Y-%m-%d %H:%M}" == "2026-12-09 23:59"
    assert (told["Applications"], told["Core areas"]) == ("Open", "Gun Violence")
    change = reverse("grants:change", args=[considered.opportunity.pk])
    page = client_of(mona_manager).get(change)
    assert 'value="12/09/2026"' in page.content.decode() or "2026-12-09" in page.content.decode()


def test_a_refused_form_keeps_what_was_typed_and_says_the_cure(
    client_of, considered, dana_of_riverton, omar_of_lakeside, advisor_of_riverton
):
    client, to_apply = client_of(dana_of_riverton), {"version": "1"}
    apply = reverse("grants:apply", args=[considered.pk])
    assert "Marked as applying." in words(client.post(apply, to_apply, follow=True))
    assert client.post(apply, to_apply).status_code == 409
    new = reverse("grants:consider", args=["riverton-ex"])
    refused = client.post(new, {"name": "State grant"})
    assert refused.status_code == 422
    assert "Enter who funds the grant." in words(refused)
    assert 'value="State grant"' in refused.content.decode()
    unknown = words(client.post(new, {"opportunity": "none"}))
    assert "Choose a grant from the list." in unknown
    page = words(client.get(considered.get_absolute_url()))
    assert "Mark as submitted: Enter the amount requested first." in page
    assert client_of(omar_of_lakeside).get(considered.get_absolute_url()).status_code == 404
    assert client_of(advisor_of_riverton).get(new).status_code == 403


def test_the_next_meeting_is_scheduled_once_the_last_one_has_notes(
    act, client_of, committee, dana_of_riverton
):
    page = reverse("grants:committee", args=["riverton-ex"])
    client, link = client_of(dana_of_riverton), "Schedule the next meeting"
    assert link in words(client.get(page))
    with act(dana_of_riverton) as by:
        held = meetings.schedule(committee, day=date(2026, 11, 9), at=time(14), by=by)
    said = words(client.get(page))
    assert "Next meeting: Mon Nov 9, 2:00 pm CT" in said
    assert link not in said
    with clock.frozen(NOW + timedelta(days=8)):
        over = "The meeting of Mon Nov 9, 2:00 pm CT has no notes yet."
        late = client_of(dana_of_riverton)
        assert over in words(late.get(page))
        assert over in words(late.get("/sites/riverton-ex/grants/"))
        with act(dana_of_riverton) as by:
            meetings.note(held, notes="We apply.", version=1, by=by)
        assert link in words(late.get(page))


def test_what_needs_people_and_what_the_calendar_shows(
    act, considered, committee, riverton, dana_of_riverton, advisor_of_riverton
):
    def causes() -> set[str]:
        with act(dana_of_riverton) as by:
            return {row.cause for row in rows_of(by, clock.now()) if row.cause[:5] == "grant"}

    assert causes() == {"grant-decide", "grant-meeting-schedule"}
    with act(dana_of_riverton) as by:
        meetings.schedule(committee, day=date(2026, 11, 9), at=time(14), by=by)
        applications.take(considered, "apply", version=1, by=by)
    assert causes() == {"grant-submit"}
    with clock.frozen(NOW + timedelta(days=8)):
        assert causes() == {"grant-submit", "grant-meeting-notes"}
    span = Span.of(date(2026, 11, 1), date(2026, 12, 31), "America/Chicago")
    with act(advisor_of_riverton) as by:
        found = {entry.row.kind for entry in entries_of(by, span, "America/Chicago")}
    assert found == {"grant-closes", "grant-meeting"}
    with act(dana_of_riverton) as by:
        applications.change(considered, purpose="", amount_requested=1, version=2, by=by)
        applications.take(considered, "submit", version=3, by=by)
    assert causes() == set()
    with clock.frozen(CLOSES):
        assert causes() == {"grant-answer", "grant-meeting-notes"}
    says = {"purpose": "", "amount_requested": 1, "answer_expected_on": date(2027, 2, 1)}
    with act(dana_of_riverton) as by:
        applications.change(considered, **says, version=4, by=by)
    for hour, waits in ((22, set()), (23, {"grant-answer"})):  # 5 pm at Riverton
        with clock.frozen(datetime(2027, 2, 1, hour, tzinfo=UTC)):
            assert causes() - {"grant-meeting-notes"} == waits


def due(kind: type[Reminder], now: datetime) -> list[tuple[str, set[int]]]:
    """Return the step and the recipients of each notice that is due then."""
    with clock.frozen(now), acting_atomic("system:reminders"):
        return [(each.step, set(each.recipients)) for each in kind().due(now)]


def test_reminders_reach_those_who_keep_the_grants_while_they_are_needed(
    act, considered, committee, dana_of_riverton, mayor_of_riverton
):
    dana = {dana_of_riverton.pk}
    assert due(GrantWindow, CLOSES - timedelta(days=46)) == []
    for days in (45, 21, 7):
        assert due(GrantWindow, CLOSES - timedelta(days=days)) == [(str(days), dana)]
    assert due(GrantWindow, CLOSES) == []
    with act(dana_of_riverton) as by:
        applications.take(considered, "withdraw", version=1, reason="No", by=by)
    assert due(GrantWindow, CLOSES - timedelta(days=7)) == []
    assert due(GrantCommitteeIdle, NOW + timedelta(days=13)) == []
    assert due(GrantCommitteeIdle, NOW + timedelta(days=14)) == [("", dana)]
    with act(dana_of_riverton) as by:
        meetings.schedule(committee, day=date(2026, 11, 20), at=time(9), by=by)
    assert due(GrantCommitteeIdle, NOW + timedelta(days=14)) == []
    begins = datetime.fromisoformat("2026-11-20T15:00+00:00")
    assert due(GrantCommitteeAhead, begins - timedelta(days=7, minutes=1)) == []
    assert due(GrantCommitteeAhead, begins - timedelta(days=7)) == [("", dana)]


def test_a_committee_is_told_of_grants_for_what_its_site_works_on(
    committee, announce, gun_violence, riverton, dana_of_riverton
):
    announce(core_areas=["gun-violence", "technology"])
    week = CLOSES - timedelta(days=7)
    assert due(GrantWindow, week) == []
    asked = put(
        "triage", site=riverton, area=gun_violence, requester=dana_of_riverton, provider=None
    )
    with acting_atomic("system:demo"):
        same = TTARequest.objects.filter(pk=asked.pk)
        same.update(handling="federal", federal_agencies=["ATF"])
        assert due(GrantWindow, week) == []
        same.update(handling="site", federal_agencies=[])
    assert due(GrantWindow, week) == [("7", {dana_of_riverton.pk})]


def test_the_days_of_reminders_are_settings(act, considered, committee, dana_of_riverton):
    with acting_atomic("system:demo"):
        for slug in ("grant-window", "grant-committee-idle", "grant-committee-ahead"):
            ReminderDays.objects.update_or_create(slug=slug, defaults={"days": [3]})
    with act(dana_of_riverton) as by:
        meeting = meetings.schedule(committee, day=date(2026, 11, 9), at=time(14), by=by)
    assert due(GrantWindow, CLOSES - timedelta(days=4)) == []
    assert due(GrantWindow, CLOSES - timedelta(days=3)) != []
    assert due(GrantCommitteeAhead, meeting.starts_at - timedelta(days=4)) == []
    assert due(GrantCommitteeAhead, meeting.starts_at - timedelta(days=3)) != []
    with act(dana_of_riverton) as by:
        meetings.cancel(meeting, reason="Storm", version=1, by=by)
    assert due(GrantCommitteeIdle, NOW + timedelta(days=2)) == []
    assert due(GrantCommitteeIdle, NOW + timedelta(days=3)) != []


def test_search_finds_grants_for_everyone_and_applications_for_their_site(
    client_of, announce, considered, dana_of_riverton, omar_of_lakeside
):
    announce(name="Tracing grant", funder="Office of Microgrants")
    found = words(client_of(dana_of_riverton).get("/search/", {"q": "microgrant"}))
    for each in ("Tracing grant Office of Microgrants", "Microgrants Funder of the tests"):
        assert each in found
    assert "Grant applications Newest first Microgrants Riverton, EX" in found
    others = words(client_of(omar_of_lakeside).get("/search/", {"q": "microgrant"}))
    assert "Tracing grant Office of Microgrants" in others
    assert "Riverton" not in others
