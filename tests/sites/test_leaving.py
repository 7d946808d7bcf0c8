"""The page that ends a membership shows first what its person holds, and asks who takes it."""

from datetime import UTC, datetime, timedelta

import pytest

from engagements.models import Commitment
from foundation.accounts.models import Away
from foundation.calendars import clock
from foundation.notifications import notify, reminders
from foundation.notifications.models import Notification
from foundation.notifications.notices import Due
from foundation.tenancy.context import acting_atomic
from sites.actions import gates
from sites.models import Membership
from sites.reminders import MembershipEnd
from tests.factories.liaisons import EngagementUpdateFactory
from tests.factories.sites import SiteFactory
from tta_requests.models import Entry, Evaluation, FederalReferral

pytestmark = pytest.mark.django_db
TEAM = "/sites/riverton-ex/team/"


@pytest.fixture
def promise(put_in, riverton):
    """A commitment of the site, of the person who is named."""

    def make(owner, text="Send the case list", **more):
        with acting_atomic("system:demo"):
            return Commitment.objects.create(
                site=riverton,
                request=more.pop("request", None) or put_in("in-delivery"),
                text=text,
                owed_by="site",
                owner=owner,
                due_on=clock.today(riverton.time_zone) + timedelta(days=30),
                made_by=owner,
                made_at=clock.now(),
                **more,
            )

    return make


@pytest.fixture
def asked(put_in, riverton):
    """An evaluation that waits for the person who is named."""

    def make(respondent, kind="requester", request=None):
        request = request or put_in("confirmed")
        with acting_atomic("system:demo"):
            return Evaluation.objects.create(
                site=riverton,
                request=request,
                kind=kind,
                respondent=respondent,
                provider=request.provider,
                opened_at=clock.now(),
                closes_at=clock.now() + timedelta(days=5),
            )

    return make


@pytest.fixture
def referred(put_in, riverton):
    """A referral to the ATF seat's holder."""

    def make(person):
        with acting_atomic("system:demo"):
            seat = Membership.objects.get(user=person)
            return FederalReferral.objects.create(
                site=riverton,
                request=put_in("triage"),
                agency="ATF",
                membership=seat,
                why="Gun Violence requests go to ATF.",
                created_at=clock.now(),
            )

    return make


def end_of(person, site="riverton-ex") -> str:
    with acting_atomic("system:demo"):
        seat = Membership.objects.filter(user=person).latest("starts_at")
    return f"/sites/{site}/team/{seat.pk}/end/"


def now_of(row):
    with acting_atomic("system:outbox"):
        return type(row).objects.get(pk=row.pk)


def said_of(row) -> list[str]:
    with acting_atomic("system:outbox"):
        return list(Entry.objects.filter(request_id=row.request_id).values_list("text", flat=True))


def test_a_membership_ended_without_a_word_of_what_its_person_held(
    promise, dana_of_riverton, ula_of_riverton, lee_liaison, mona_manager, client_of
):
    owed = promise(dana_of_riverton)
    page = client_of(mona_manager).get(end_of(dana_of_riverton)).content.decode()
    assert "Commitment: Send the case list" in page
    assert f'<option value="{ula_of_riverton.pk}" selected>Ula of Riverton</option>' in page
    heirs = [
        page.index(f">{name}</option>")
        for name in ("Ula of Riverton", "Lee Liaison", "Mona Manager")
    ]
    assert heirs == sorted(heirs)
    chosen = {f"take-commitment:{owed.pk}": lee_liaison.pk, "when": "now"}
    assert client_of(mona_manager).post(end_of(dana_of_riverton), chosen).status_code == 303
    assert now_of(owed).owner_id == lee_liaison.pk


def test_the_backup_is_chosen_before_everybody_else(
    promise, dana_of_riverton, ula_of_riverton, lee_liaison, mona_manager, client_of
):
    promise(dana_of_riverton)
    today = clock.today("America/Chicago")
    with acting_atomic(f"user:{dana_of_riverton.pk}"):
        Away.objects.create(
            person=dana_of_riverton,
            away_from=today - timedelta(days=1),
            until=today + timedelta(days=9),
            stands_in=lee_liaison,
        )
    page = client_of(mona_manager).get(end_of(dana_of_riverton)).content.decode()
    assert f'<option value="{lee_liaison.pk}" selected>Lee Liaison</option>' in page


def test_somebody_who_may_not_take_it_cannot_be_chosen(
    promise, dana_of_riverton, ula_of_riverton, omar_of_lakeside, mona_manager, client_of
):
    owed = promise(dana_of_riverton)
    chosen = {f"take-commitment:{owed.pk}": omar_of_lakeside.pk, "when": "now"}
    answer = client_of(mona_manager).post(end_of(dana_of_riverton), chosen)
    assert answer.status_code == 422
    assert "Choose someone who can still take this." in answer.content.decode()
    assert now_of(owed).owner_id == dana_of_riverton.pk


def test_an_end_and_its_hand_over_happen_together_or_not_at_all(
    promise, dana_of_riverton, ula_of_riverton, mona_manager, client_of, monkeypatch
):
    owed = promise(dana_of_riverton)

    def fail(*args, **kwargs):
        raise RuntimeError("the hand-over fails")

    monkeypatch.setattr("tta_requests.actions.departures.entry", fail)
    with pytest.raises(RuntimeError):
        client_of(mona_manager).post(end_of(dana_of_riverton), {"when": "now"})
    assert now_of(owed).owner_id == dana_of_riverton.pk
    with acting_atomic("system:demo"):
        assert Membership.objects.get(user=dana_of_riverton).ends_at is None


def test_an_evaluation_still_waited_for_somebody_who_had_left(
    asked, dana_of_riverton, ula_of_riverton, mona_manager, client_of, drain
):
    waits = asked(dana_of_riverton)
    client_of(mona_manager).post(end_of(dana_of_riverton), {"when": "now"})
    drain()
    assert now_of(waits).respondent_id == ula_of_riverton.pk
    inbox = client_of(ula_of_riverton).get("/inbox/").content.decode()
    assert "complete the evaluation" in inbox


def test_an_evaluation_that_no_one_else_can_answer_closes_with_a_reason(
    asked, dana_of_riverton, mona_manager, client_of
):
    waits = asked(dana_of_riverton)
    page = client_of(mona_manager).get(end_of(dana_of_riverton)).content.decode()
    assert "1 evaluation. Closes, because no one else on that side can answer it." in page
    client_of(mona_manager).post(end_of(dana_of_riverton), {"when": "now"})
    assert now_of(waits).closes_at <= clock.now()
    assert any("no one else can answer it" in text for text in said_of(waits))


def test_a_referral_waited_for_an_answer_from_an_empty_seat(
    referred, atf_of_riverton, cora_coordinator, mona_manager, client_of, drain
):
    waits = referred(atf_of_riverton)
    page = client_of(mona_manager).get(end_of(atf_of_riverton)).content.decode()
    assert "The coordinators, who ask the field office by phone" in page
    client_of(mona_manager).post(end_of(atf_of_riverton), {"when": "now"})
    drain()
    passed = now_of(waits)
    assert (passed.state, passed.membership_id) == ("asked", None)
    assert "Referral to ATF passed on, because ATF of Riverton has left" in said_of(waits)
    inbox = client_of(cora_coordinator).get("/inbox/").content.decode()
    assert "ask ATF by phone" in inbox


def test_private_drafts_are_counted_and_never_named(
    draft_of, riverton, dana_of_riverton, ula_of_riverton, lee_liaison, mona_manager, client_of
):
    draft_of(dana_of_riverton, riverton, title="A draft nobody else reads")
    with acting_atomic("system:demo"):
        EngagementUpdateFactory(
            site=riverton, author=lee_liaison, state="draft", submitted_at=None, summary="Secret"
        )
    mona = client_of(mona_manager)
    page = mona.get(end_of(dana_of_riverton)).content.decode()
    assert "1 draft request. Left to the site&#x27;s points of contact" in page
    assert "A draft nobody else reads" not in page
    page = mona.get(end_of(lee_liaison)).content.decode()
    assert "1 draft update. Kept private" in page
    assert "Secret" not in page


def test_a_later_day_takes_the_defaults_when_it_comes(
    promise, dana_of_riverton, ula_of_riverton, lee_liaison, mona_manager, client_of, drain
):
    owed = promise(dana_of_riverton)
    with clock.frozen(datetime(2026, 11, 27, 18, tzinfo=UTC)):
        chosen = {"when": "later", "on": "2026-11-30", f"take-commitment:{owed.pk}": lee_liaison.pk}
        client_of(mona_manager).post(end_of(dana_of_riverton), chosen)
        drain()
    assert now_of(owed).owner_id == dana_of_riverton.pk
    with clock.frozen(datetime(2026, 12, 1, 6, 1, tzinfo=UTC)):
        drain()
    assert now_of(owed).owner_id == ula_of_riverton.pk


def test_an_end_already_past_is_corrected_and_gives_no_access_back(
    dana_of_riverton, mona_manager, client_of, act
):
    mona, noon = client_of(mona_manager), datetime(2026, 11, 27, 18, tzinfo=UTC)
    with acting_atomic("system:demo"):
        Membership.objects.filter(user=dana_of_riverton).update(starts_at=noon - timedelta(days=90))
    with clock.frozen(noon):
        path = end_of(dana_of_riverton)
        mona.post(path, {"when": "now"})
        assert "Correct end date" in mona.get(TEAM).content.decode()
        assert "You can correct the recorded date" in mona.get(path).content.decode()
        answer = mona.post(path, {"when": "later", "on": "2026-11-20"}, follow=True)
        assert "End date corrected: Dana of Riverton left Sat Nov 21" in answer.content.decode()
        with acting_atomic("system:demo"):
            held = Membership.objects.get(user=dana_of_riverton)
        assert held.ends_at == datetime(2026, 11, 21, 6, tzinfo=UTC)
        for on in ("2026-12-24", "2026-01-01"):
            assert mona.post(path, {"when": "later", "on": on}).status_code == 422
        assert mona.post(path, {"when": "later"}).status_code == 422
        assert client_of(dana_of_riverton).get(TEAM).status_code in {403, 404}


def test_what_a_planned_end_without_a_message_left_behind_is_handed_over(
    promise, dana_of_riverton, ula_of_riverton, drain
):
    """Its end was planned before ends had messages, or the row came from a copy."""
    owed = promise(dana_of_riverton)
    with acting_atomic("system:demo"):
        Membership.objects.filter(user=dana_of_riverton).update(ends_at=clock.now())
    reminders.run()
    drain()
    assert now_of(owed).owner_id == ula_of_riverton.pk


def test_who_keeps_another_seat_at_the_site_is_asked_for_nothing(
    promise, dana_of_riverton, riverton, member, mona_manager, client_of
):
    promise(dana_of_riverton)
    path = end_of(dana_of_riverton)
    member(riverton, "executive-leadership", "executive", user=dana_of_riverton)
    assert "Nothing is open." in client_of(mona_manager).get(path).content.decode()


def told(kind="membership") -> list[tuple[str, str]]:
    with acting_atomic("system:outbox"):
        rows = Notification.objects.filter(entry__kind=kind).select_related("recipient")
        return sorted((row.recipient.name, row.title) for row in rows)


def test_the_person_and_the_team_hear_of_an_end_once(
    riverton,
    dana_of_riverton,
    ula_of_riverton,
    lee_liaison,
    omar_of_lakeside,
    mona_manager,
    client_of,
    drain,
):
    with acting_atomic("system:outbox"):
        for person in (dana_of_riverton, ula_of_riverton):
            asked = Due(
                key="summit",
                recipients={person.pk},
                gate=gates.OF_TEAM(riverton.pk),
                number="Summit",
                action="choose delegates",
                url="/my-day/",
                why="You choose the delegates.",
            )
            notify.send("test-notice", asked)
    client_of(mona_manager).post(end_of(dana_of_riverton), {"when": "now"})
    for _ in range(2):
        drain()
        reminders.run()
    with acting_atomic("system:outbox"):
        open_ones = Notification.objects.open().filter(entry__kind="test-notice")
        # What asks the person who left is over at once, whatever it is about.
        assert [each.recipient for each in open_ones] == [ula_of_riverton]
    assert told() == [
        ("Dana of Riverton", "Riverton, EX: see that your membership ended"),
        ("Lee Liaison", "Riverton, EX: see who left the team"),
        ("Ula of Riverton", "Riverton, EX: see who left the team"),
    ]


def test_the_person_hears_of_a_planned_end_and_of_its_cancelation(
    dana_of_riverton, mona_manager, client_of, drain
):
    mona, path = client_of(mona_manager), end_of(dana_of_riverton)
    with clock.frozen(datetime(2026, 11, 27, 18, tzinfo=UTC)):
        for values in ({"when": "later", "on": "2026-12-24"}, {"when": "open"}):
            mona.post(path, values)
            drain()
        mona.post(path, {"when": "later", "on": "2026-12-24"})
        mona.post(path, {"when": "later", "on": "2026-12-31"})
        drain()
    assert [title for _, title in told()] == [
        "Riverton, EX: finish or hand over your work by Thu Dec 24, 11:59 pm CT",
        "Riverton, EX: finish or hand over your work by Thu Dec 31, 11:59 pm CT",
        "Riverton, EX: see that your membership continues",
    ]


@pytest.mark.django_db(transaction=True)
def test_the_database_lets_the_hand_over_through_where_it_holds_the_actor(
    enforced, promise, asked, dana_of_riverton, ula_of_riverton, mona_manager, adam_admin, client_of
):
    owed, waits = promise(dana_of_riverton), asked(dana_of_riverton)
    assert (
        client_of(mona_manager).post(end_of(dana_of_riverton), {"when": "now"}).status_code == 303
    )
    assert (now_of(owed).owner_id, now_of(waits).respondent_id) == (ula_of_riverton.pk,) * 2
    person = now_of(ula_of_riverton)
    form = {"name": person.name, "email": person.email, "time_zone": person.time_zone}
    admin = client_of(adam_admin)
    closed = admin.post(f"/admin/accounts/user/{person.pk}/change/", form | {"_confirmed": "1"})
    assert closed.status_code == 302
    assert now_of(owed).owner_id == mona_manager.pk
    with acting_atomic("system:outbox"):
        assert Membership.objects.get(user=person).has_ended(clock.now())


def test_an_end_older_than_the_outbox_remembers_is_still_looked_for(
    promise, dana_of_riverton, ula_of_riverton, drain
):
    """It came with a copy of old rows, or ended while nothing ran."""
    owed = promise(dana_of_riverton)
    now = clock.now()
    with acting_atomic("system:demo"):
        held = Membership.objects.filter(user=dana_of_riverton)
        held.update(starts_at=now - timedelta(days=90), ends_at=now - timedelta(days=60))
    for minute in range(reminders.SHARES):
        with acting_atomic("system:reminders"):
            list(MembershipEnd().due(now + timedelta(minutes=minute)))
    with clock.frozen(now + timedelta(hours=5)):
        drain()
    assert now_of(owed).owner_id == ula_of_riverton.pk
    assert told() == []


@pytest.fixture
def covered(dana_of_riverton):
    """Make somebody the backup of another's time away."""

    def cover(person, by):
        today = clock.today("America/Chicago")
        with acting_atomic(f"user:{person.pk}"):
            days = {"away_from": today, "until": today + timedelta(days=9)}
            return Away.objects.create(person=person, stands_in=by, **days)

    return cover


def is_covered(person) -> bool:
    with acting_atomic("system:outbox"):
        return Away.objects.filter(person=person).exists()


def test_a_backup_who_had_left_was_still_named(
    covered, lee_liaison, cora_coordinator, mona_manager, client_of, drain
):
    covered(cora_coordinator, by=lee_liaison)
    page = client_of(mona_manager).get(end_of(lee_liaison)).content.decode()
    assert "1 colleague&#x27;s backup. Their time away has no backup then." in page
    client_of(mona_manager).post(end_of(lee_liaison), {"when": "now"})
    drain()
    assert not is_covered(cora_coordinator)
    assert told("backup-left") == [("Cora Coordinator", "Time away: choose another backup")]


def test_a_backup_who_still_can_keeps_covering(
    covered, lee_liaison, cora_coordinator, mona_manager, client_of, member, drain
):
    covered(cora_coordinator, by=lee_liaison)
    path = end_of(lee_liaison)
    with acting_atomic("system:demo"):
        other = SiteFactory()
    member(other, "strategic-site-liaison", "liaison", user=lee_liaison)
    client_of(mona_manager).post(path, {"when": "now"})
    drain()
    assert is_covered(cora_coordinator)
    assert told("backup-left") == []
