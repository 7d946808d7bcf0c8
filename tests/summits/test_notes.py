"""Notes on sessions: for one site, and what comes of them on the spot."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from engagements.actions import commitments
from engagements.models import Commitment, origins
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import StaleEdit
from sites.enums import Handling
from summits.actions import agenda, followups, notes
from summits.errors import NotesClosed, NotYourNote
from summits.models import Session, SessionNote
from summits.querysets.followups import counts_of
from tests.factories.tta_requests import CoreAreaFactory
from tta_requests.actions import drafts
from tta_requests.models import TTARequest

# Fourteen, and one for whether the reader organizes the summit.
MAX_STATEMENTS = 15
NOON = datetime(2027, 3, 9, 17, tzinfo=UTC)
TEXT = "Ask for help with weekly shooting reviews."


@pytest.fixture
def at_the_summit():
    with clock.frozen(NOON):
        yield


@pytest.fixture
def session(summit, acting_as, mona_manager, at_the_summit) -> Session:
    with acting_atomic("system:demo"):
        area = CoreAreaFactory()
    with acting_as(mona_manager) as by:
        made = agenda.add_session(summit, title="From lead to arrest", core_area=area, by=by)
        starts = datetime(2027, 3, 9, 9)  # noqa: DTZ001 -- the summit's own time
        return agenda.place(
            made, room=None, starts=starts, ends=starts.replace(hour=10), version=1, by=by
        )


@pytest.fixture
def note(session, acting_as, dana_of_riverton, riverton) -> SessionNote:
    with acting_as(dana_of_riverton) as by:
        return notes.write(session, site=riverton, text=TEXT, by=by)


def test_people_of_a_site_write_for_it_from_the_first_day(
    session, acting_as, dana_of_riverton, mona_manager, riverton, lakeside
):
    with acting_as(dana_of_riverton) as by:
        assert notes.write(session, site=riverton, text=f" {TEXT} ", by=by).text == TEXT
        with pytest.raises(NotYourNote):
            notes.write(session, site=lakeside, text=TEXT, by=by)
        with clock.frozen(datetime(2027, 3, 8, 12, tzinfo=UTC)), pytest.raises(NotesClosed):
            notes.write(session, site=riverton, text=TEXT, by=by)
    with acting_as(mona_manager) as by, pytest.raises(NotYourNote):
        notes.write(session, site=riverton, text=TEXT, by=by)
    with acting_atomic("system:demo"):
        session.summit.status = "canceled"
        session.summit.save()
    with acting_as(dana_of_riverton) as by, pytest.raises(NotesClosed):
        notes.write(session, site=riverton, text=TEXT, by=by)


def test_a_note_is_its_sites_behind_both_walls(
    note, acting_as, omar_of_lakeside, mona_manager, client_of
):
    with acting_as(omar_of_lakeside) as by:
        assert not SessionNote.objects.exists()
        assert not SessionNote.objects.visible_to(by).exists()
        assert origins.find(by, f"session-note:{note.pk}") is None
    with acting_as(mona_manager) as by:
        assert SessionNote.objects.visible_to(by).get() == note
    client = client_of(omar_of_lakeside)
    for path in ("", "change/"):
        assert client.get(f"/summits/notes/{note.pk}/{path}").status_code == 404, path
    assert TEXT not in client.get(f"/summits/sessions/{note.session_id}/").content.decode()
    assert TEXT not in client.get("/summits/2027/follow-up/").content.decode()
    settled = client.post(f"/summits/notes/{note.pk}/settle/", {"wanted": "settle", "version": 1})
    assert settled.status_code == 404


def test_only_the_author_changes_the_version_they_read(
    note, acting_as, dana_of_riverton, member, riverton, client_of
):
    other = member(riverton, "program-advisor", "advisor").user
    with acting_as(other) as by, pytest.raises(NotYourNote):
        notes.change(note, text="Other", version=1, by=by)
    assert client_of(other).get(f"/summits/notes/{note.pk}/change/").status_code == 403
    client, path = client_of(dana_of_riverton), f"/summits/notes/{note.pk}/change/"
    done = client.post(path, {"text": "Reviews each week.", "version": "1"}, follow=True)
    assert "Note changed." in done.content.decode()
    stale = client.post(path, {"text": "Typed late.", "version": "1"})
    assert stale.status_code == 409
    assert "Typed late." in stale.content.decode()
    assert "Reviews each week." in stale.content.decode()
    with acting_as(dana_of_riverton) as by, pytest.raises(StaleEdit):
        notes.settle(note, is_settled=True, version=1, by=by)


def test_a_note_becomes_a_request_whose_page_names_the_session(
    session, client_of, dana_of_riverton, cora_coordinator, standards
):
    client = client_of(dana_of_riverton)
    form = {"site": "riverton-ex", "text": TEXT, "then": "request"}
    there = client.post(f"/summits/sessions/{session.pk}/notes/new/", form, follow=True)
    text = there.content.decode()
    assert 'value="From lead to arrest"' in text
    assert TEXT in text
    with acting_atomic("system:demo"):
        note = SessionNote.objects.get()
    sent = {
        "site": "riverton-ex",
        "title": "Weekly reviews",
        "core_area": session.core_area.slug,
        "kind": "technical-assistance",
        "urgency": "expedited",
        "delivery_mode": "either",
        "origin": f"session-note:{note.pk}",
        "problem": "Reviews don't last.",
        "desired_change": TEXT,
        "then": "submit",
    }
    page = client.post("/requests/new/", sent, follow=True).content.decode()
    assert f'href="/summits/notes/{note.pk}/"' in page
    assert "From lead to arrest, 2027 Violent Crime Summit" in page
    with acting_atomic("system:demo"):
        made = TTARequest.objects.get()
    assert (made.source, made.session_note_id) == ("summit", note.pk)
    for reader in (client, client_of(cora_coordinator)):
        assert made.number in reader.get(f"/summits/notes/{note.pk}/").content.decode()


def test_a_note_becomes_a_commitment(note, client_of, dana_of_riverton, riverton):
    client = client_of(dana_of_riverton)
    href = f"/commitments/new/?origin=session-note:{note.pk}"
    assert (
        href.replace("note:", "note%3A")
        in client.get(f"/summits/notes/{note.pk}/").content.decode()
    )
    form = {"site": "riverton-ex", "text": "Meet each Monday", "kind": "commitment"}
    form |= {"owed_by": "site", "due_on": "2027-04-02"}
    page = client.post(href, form, follow=True).content.decode()
    assert f'href="/summits/notes/{note.pk}/"' in page
    text = client.get(f"/summits/notes/{note.pk}/").content.decode()
    assert "Meet each Monday" in text
    assert "In progress" in text


def test_another_sites_note_is_no_origin(note, acting_as, omar_of_lakeside, client_of):
    client = client_of(omar_of_lakeside)
    asked = f"origin=session-note:{note.pk}"
    assert client.get(f"/commitments/new/?{asked}").status_code == 404
    assert TEXT not in client.get(f"/requests/new/?{asked}").content.decode()


def test_the_request_and_its_note_are_of_one_site_in_the_database(note, lakeside, omar_of_lakeside):
    with acting_atomic("system:demo"), pytest.raises(IntegrityError), transaction.atomic():
        TTARequest.objects.create(
            site=lakeside,
            core_area=note.session.core_area,
            session_note=note,
            requester=omar_of_lakeside,
            created_at=clock.now(),
        )


def test_no_action_needed_is_said_and_taken_back(note, client_of, dana_of_riverton):
    client, path = client_of(dana_of_riverton), f"/summits/notes/{note.pk}/settle/"
    done = client.post(path, {"wanted": "settle", "version": "1"}, follow=True)
    assert "Marked as needing no action." in done.content.decode()
    assert client.post(path, {"wanted": "reopen", "version": "1"}).status_code == 409
    done = client.post(path, {"wanted": "reopen", "version": "2"}, follow=True)
    assert "No follow-up yet" in done.content.decode()


def made_of(note, by) -> tuple[Commitment, TTARequest]:
    origin = origins.find(by, f"session-note:{note.pk}")
    kept = commitments.add(
        note.site, text="Meet each Monday", due_on=NOON.date(), origin=origin, by=by
    )
    return kept, drafts.create(site=note.site, values={"title": "Reviews"}, origin=origin, by=by)


def test_the_board_compares_sites_without_their_words_and_shows_a_site_its_own(
    note, acting_as, client_of, dana_of_riverton, omar_of_lakeside, mona_manager, member, lakeside
):
    from summits.actions import grants

    with acting_as(mona_manager) as by:
        email = omar_of_lakeside.email
        grants.give(note.session.summit, email=email, role="organizer", by=by)
    with acting_as(dana_of_riverton) as by:
        kept, _draft = made_of(note, by)
        commitments.complete(kept, by=by)
    board = "/summits/2027/follow-up/"
    own = client_of(dana_of_riverton).get(board).content.decode()
    assert TEXT[:20] in own
    assert "By site" not in own
    # Omar organizes the summit: numbers of every site, and no note of another one.
    text = client_of(omar_of_lakeside).get(board).content.decode()
    assert "By site" in text
    assert "0 open, 1 done" in text
    assert "0 open, 0 ended" in text  # a draft is nobody else's
    assert TEXT[:20] not in text
    assert TEXT[:20] in client_of(mona_manager).get(board).content.decode()


@pytest.mark.parametrize("handling", [Handling.SITE, Handling.FEDERAL])
def test_numbers_by_site_say_what_the_list_beside_them_says(
    handling, note, acting_as, dana_of_riverton
):
    """Who can't read a draft or a federal request sees a note without follow-up in the list too."""
    with acting_as(dana_of_riverton) as by:
        origin = origins.find(by, f"session-note:{note.pk}")
        made = drafts.create(site=note.site, values={"title": "A"}, origin=origin, by=by)
    summit = note.session.summit
    with acting_as(dana_of_riverton):
        assert [each.open_notes for each in counts_of(summit)] == [1]
    with acting_atomic("system:demo"):
        TTARequest.objects.filter(pk=made.pk).update(
            submitted_at=NOON,
            handling=handling,
            federal_agencies=["ATF"] if handling == Handling.FEDERAL else [],
        )
    with acting_as(dana_of_riverton):
        expected = 1 if handling == Handling.FEDERAL else 0
        assert [each.open_notes for each in counts_of(summit)] == [expected]


def test_reviews_are_recorded_once_and_not_before_their_day(
    summit, acting_as, client_of, mona_manager, dana_of_riverton
):
    path = "/summits/2027/follow-up/30/"
    early = datetime(2027, 4, 9, 12, tzinfo=UTC)
    with clock.frozen(early):
        refused = client_of(mona_manager).post(path, {"note": "Good."}).content.decode()
        assert "This review can be recorded from Apr 10, 2027." in refused
    with clock.frozen(early.replace(day=10)):
        client = client_of(mona_manager)
        assert "Record review" in client.get("/summits/2027/follow-up/").content.decode()
        assert client_of(dana_of_riverton).post(path, {"note": "Mine."}).status_code == 403
        done = client.post(path, {"note": "Two sites began."}, follow=True).content.decode()
        assert "Review recorded." in done
        assert "Two sites began." in done
        again = client.post(path, {"note": "Again."}).content.decode()
        assert followups.RECORDED in again
    assert client.get("/summits/2027/follow-up/31/").status_code == 404


def test_the_board_has_as_many_statements_at_any_size(
    session, riverton, statements_of, dana_of_riverton, mona_manager
):
    def fill(most: int) -> None:
        with acting_atomic("system:demo"):
            for _ in range(most):
                SessionNote.objects.create(
                    site=riverton,
                    session=session,
                    text=TEXT,
                    author=dana_of_riverton,
                    made_at=clock.now(),
                )

    for reader in (dana_of_riverton, mona_manager):
        fill(2)
        before = statements_of(reader, "/summits/2027/follow-up/")
        fill(20)
        assert statements_of(reader, "/summits/2027/follow-up/") == before <= MAX_STATEMENTS


def test_a_note_is_settled_by_its_buttons_only(note, client_of, dana_of_riverton):
    client = client_of(dana_of_riverton)
    for wanted in ({}, {"wanted": "both"}):
        answer = client.post(f"/summits/notes/{note.pk}/settle/", {"version": "1"} | wanted)
        assert answer.status_code == 422
    with acting_atomic("system:demo"):
        assert SessionNote.objects.get().version == 1
