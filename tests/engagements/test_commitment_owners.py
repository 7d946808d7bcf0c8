"""Owners of commitments without a request: chosen, notified, reminded, and replaced when they leave."""

from datetime import UTC, date, datetime, timedelta

import pytest

from engagements.actions import commitments
from engagements.errors import NotYours, RemindedToday
from engagements.models import Commitment
from engagements.querysets.owners import Duty
from foundation.accounts import actions as accounts
from foundation.accounts.holdings import held_by
from foundation.accounts.roles import ANALYST, COORDINATOR
from foundation.calendars import clock
from foundation.notifications import reminders
from foundation.notifications.models import Ledger, Notification
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import InvalidInput, Refused, StaleEdit
from sites.actions import departures, seats, stand_ins
from sites.models import Membership
from tests.factories.accounts import UserFactory
from tests.factories.sites import MembershipFactory
from tests.pages import words

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 1)
TUESDAY_10 = datetime(2026, 12, 1, 16, 0, tzinfo=UTC)  # 10:00 in Chicago


@pytest.fixture
def owned(riverton, acting_as, dana_of_riverton) -> Commitment:
    with acting_as(dana_of_riverton) as by:
        return commitments.add(
            riverton, text="Name a room", due_on=DAY, owner_id=dana_of_riverton.pk, by=by
        )


def owner_of(commitment: Commitment) -> str:
    with acting_atomic("system:outbox"):
        return str(Commitment.objects.select_related("owner").get(pk=commitment.pk).owner)


def told(kind: str) -> list[tuple[str, str]]:
    with acting_atomic("system:outbox"):
        rows = Ledger.objects.filter(kind=kind).order_by("fired_at", "step")
        return list(rows.values_list("recipient__name", "step"))


def seat_of(person) -> Membership:
    with acting_atomic("system:demo"):
        return Membership.objects.select_related("site", "user").get(user=person)


def test_a_new_owner_is_notified_once(owned, acting_as, dana_of_riverton, lee_liaison, drain):
    with acting_as(dana_of_riverton) as by:
        commitments.assign(owned, owner_id=lee_liaison.pk, by=by)
    drain()
    drain()
    assert told("commitment-assigned") == [("Lee Liaison", "")]
    with acting_as(lee_liaison):
        notice = Notification.objects.get()
    assert (notice.url, "Name a room" in notice.title) == (f"/commitments/{owned.pk}/", False)


def test_who_makes_or_takes_one_over_is_not_notified(
    owned, acting_as, dana_of_riverton, lee_liaison, drain
):
    drain()
    assert told("commitment-assigned") == []
    with acting_as(lee_liaison) as by:
        commitments.assign(owned, owner_id=lee_liaison.pk, by=by)
    drain()
    assert told("commitment-assigned") == []


def test_an_owner_is_sent_a_reminder_once_a_day(
    owned, acting_as, client_of, dana_of_riverton, lee_liaison, mayor_of_riverton, drain
):
    """By who keeps the site's commitments, on the Engagement tab or the commitment's page, and not by its owner."""
    remind, tab = f"/commitments/{owned.pk}/remind/", "/sites/riverton-ex/engagement/"
    lee = client_of(lee_liaison)
    with clock.frozen(TUESDAY_10 - timedelta(days=3)):
        assert client_of(mayor_of_riverton).post(remind).status_code == 403
        with acting_as(dana_of_riverton) as by, pytest.raises(Refused, match="Choose an owner"):
            commitments.remind(owned, by=by)
        assert remind in lee.get(f"/commitments/{owned.pk}/").content.decode()
        sent = lee.post(remind, {"next": tab})
        assert (sent.status_code, sent["Location"]) == (303, tab)
        with acting_as(lee_liaison) as by, pytest.raises(RemindedToday):
            commitments.remind(owned, by=by)
        drain()
        assert "Reminder sent Nov 28, 2026" in words(lee.get(f"/commitments/{owned.pk}/"))
    assert told("commitment-reminder") == [(dana_of_riverton.name, "")]
    with acting_as(dana_of_riverton):
        notice = Notification.objects.get()
    assert notice.title.startswith(
        "Riverton, EX: finish the commitment assigned to you by Tue Dec 1"
    )
    with clock.frozen(TUESDAY_10 - timedelta(days=2)), acting_as(lee_liaison) as by:
        commitments.remind(owned, by=by)
        assert commitments.complete(owned, by=by).done_at
        with pytest.raises(Refused, match="already marked this commitment as done"):
            commitments.remind(owned, by=by)
    drain()
    assert len(told("commitment-reminder")) == 1


def test_only_who_can_open_the_site_owns_one(
    owned, riverton, acting_as, dana_of_riverton, omar_of_lakeside, pat_provider
):
    with acting_as(dana_of_riverton) as by:
        for person in (omar_of_lakeside, pat_provider):
            with pytest.raises(InvalidInput, match="site's team"):
                commitments.assign(owned, owner_id=person.pk, by=by)
            with pytest.raises(InvalidInput, match="site's team"):
                commitments.add(riverton, text="Call", due_on=DAY, owner_id=person.pk, by=by)


def test_an_owner_who_keeps_none_finishes_their_own(
    owned, acting_as, dana_of_riverton, mayor_of_riverton, client_of
):
    with acting_as(mayor_of_riverton) as by, pytest.raises(NotYours):
        commitments.complete(owned, by=by)
    with acting_as(dana_of_riverton) as by:
        commitments.assign(owned, owner_id=mayor_of_riverton.pk, by=by)
    mayor = client_of(mayor_of_riverton)
    shown = mayor.get(f"/commitments/{owned.pk}/").content.decode()
    assert "Mark as done" in shown
    assert "Choose an owner" not in shown
    assert mayor.post(f"/commitments/{owned.pk}/owner/", {"owner": ""}).status_code == 403
    assert mayor.post(f"/commitments/{owned.pk}/finish/", {"evidence": ""}).status_code == 303


def test_the_page_chooses_an_owner_and_says_so(owned, client_of, dana_of_riverton, lee_liaison):
    dana, path = client_of(dana_of_riverton), f"/commitments/{owned.pk}/owner/"
    assert "Lee Liaison" in dana.get(path).content.decode()
    answer = dana.post(path, {"owner": str(dana_of_riverton.pk)})
    assert "Choose someone else." in answer.content.decode()
    shown = words(dana.post(path, {"owner": str(lee_liaison.pk)}, follow=True))
    assert "Lee Liaison is now the owner." in shown
    assert f"Owner changed from {dana_of_riverton.name} to Lee Liaison" in shown


def test_a_change_from_an_older_version_is_refused(owned, acting_as, dana_of_riverton):
    with acting_as(dana_of_riverton) as by:
        commitments.change_date(owned, due_on=DAY + timedelta(1), reason="Hall shut.", by=by)
        for act, more in (
            (commitments.complete, {}),
            (commitments.assign, {"owner_id": None}),
            (commitments.change_date, {"due_on": DAY, "reason": "Open."}),
        ):
            with pytest.raises(StaleEdit):
                act(owned, **more, version=1, by=by)
        done = commitments.complete(owned, version=2, by=by)
        with pytest.raises(StaleEdit):
            commitments.reopen(done, version=2, by=by)
        with pytest.raises(Refused, match="already marked"):
            commitments.assign(done, owner_id=None, by=by)


def test_a_reason_is_saved_without_spaces_around_it(owned, acting_as, dana_of_riverton):
    with acting_as(dana_of_riverton) as by:
        moved = commitments.change_date(owned, due_on=DAY + timedelta(1), reason=" Rain. ", by=by)
    assert moved.date_reason == "Rain."


def test_one_that_is_reopened_keeps_no_evidence(owned, acting_as, dana_of_riverton):
    with acting_as(dana_of_riverton) as by:
        commitments.complete(owned, evidence="Minutes", by=by)
        opened = commitments.reopen(owned, by=by)
    assert (opened.done_at, opened.done_by_id, opened.evidence) == (None, None, "")


def test_an_owner_named_at_first_is_notified_even_when_the_date_moves_at_once(
    riverton, acting_as, dana_of_riverton, lee_liaison, drain
):
    with acting_as(dana_of_riverton) as by:
        made = commitments.add(
            riverton, text="Name a room", due_on=DAY, owner_id=lee_liaison.pk, by=by
        )
        day = DAY + timedelta(days=400)
        commitments.change_date(made, due_on=day, reason="The hall is shut.", by=by)
    drain()
    assert told("commitment-assigned") == [("Lee Liaison", "")]


def test_it_goes_to_the_same_role_when_its_owner_leaves(
    owned, acting_as, dana_of_riverton, ula_of_riverton, lee_liaison, mona_manager, drain
):
    with acting_as(mona_manager) as by:
        seats.end(seat_of(dana_of_riverton), by=by)
    drain()
    assert owner_of(owned) == "Ula of Riverton"
    assert told("commitment-assigned") == [("Ula of Riverton", "")]


def test_it_goes_to_the_liaison_then_to_a_manager(
    owned, acting_as, dana_of_riverton, lee_liaison, mona_manager, adam_admin, drain
):
    with acting_as(mona_manager) as by:
        departures.end(seat_of(dana_of_riverton), by=by)
    assert owner_of(owned) == "Lee Liaison"
    with acting_atomic(f"user:{adam_admin.pk}"):
        lee_liaison.is_active = False
        accounts.keep(lee_liaison, changed={"is_active"}, by=adam_admin.pk)
    drain()
    assert owner_of(owned) == "Mona Manager"


def test_who_ends_a_seat_sees_what_is_held_and_chooses(
    owned, acting_as, dana_of_riverton, ula_of_riverton, lee_liaison, mona_manager
):
    leaving = seat_of(dana_of_riverton)
    with acting_as(mona_manager) as by:
        loss = departures.loss_of(leaving)
        [held] = held_by(loss, reader=by)
        assert (held.title, held.site) == ("Name a room", "Riverton, EX")
        names = [heir.label for heir in held.heirs]
        assert names == ["Ula of Riverton", "Lee Liaison", "Mona Manager"]
        departures.end(leaving, takes={held.name: lee_liaison.pk}, by=by)
    assert owner_of(owned) == "Lee Liaison"


@pytest.mark.parametrize("role", [COORDINATOR.slug, ANALYST.slug])
def test_a_sites_own_goes_when_a_doj_role_ends_but_not_where_a_seat_is_left(
    role, owned, lakeside, acting_as, lee_liaison, mona_manager, adam_admin
):
    with acting_atomic("system:demo"):
        person = UserFactory(staff_role=role)
        other = Commitment.objects.create(
            site=lakeside, text="Walk", owed_by="site", owner=person, due_on=DAY, made_at=TUESDAY_10
        )
        MembershipFactory(site=lakeside, user=person, role="executive-leadership", seat="executive")
        Commitment.objects.filter(pk=owned.pk).update(owner=person)
    with acting_atomic(f"user:{adam_admin.pk}"):
        person.staff_role = ""
        accounts.keep(person, changed={"staff_role"}, by=adam_admin.pk)
    assert owner_of(owned) == "Lee Liaison"
    assert owner_of(other) == person.name


def test_who_stays_at_the_site_keeps_it(owned, acting_as, dana_of_riverton, mona_manager, drain):
    first = seat_of(dana_of_riverton)
    with acting_atomic("system:demo"):
        seat = {"role": "executive-leadership", "seat": "executive"}
        MembershipFactory(site=owned.site, user=dana_of_riverton, **seat)
    with acting_as(mona_manager) as by:
        seats.end(first, by=by)
    drain()
    assert owner_of(owned) == "Dana of Riverton"


def test_who_stands_in_at_one_site_has_the_owners_work_there_and_not_at_another(
    riverton, lakeside, member, acting_as, lee_liaison
):
    kim = member(lakeside, "strategic-site-liaison", "liaison", name="Kim Cover").user
    member(lakeside, "point-of-contact", "usao", user=lee_liaison)
    with clock.frozen(TUESDAY_10), acting_as(lee_liaison) as by:
        seat = Membership.objects.select_related("site", "user").get(
            user=lee_liaison, site=riverton
        )
        week = {"first": DAY, "last": DAY + timedelta(days=6)}
        stand_ins.record([seat], **week, stand_in=kim, by=by)
    with clock.frozen(TUESDAY_10 + timedelta(days=1)), acting_as(kim) as by:
        duty = Duty(by.user_id, clock.now())
        sites = (riverton.pk, lakeside.pk)
        assert [duty.includes(lee_liaison.pk, each) for each in sites] == [True, False]
        assert [duty.includes(kim.pk, each) for each in sites] == [True, True]


def test_reminders_follow_the_ladder_and_start_again_on_a_new_date(
    riverton, acting_as, dana_of_riverton, monkeypatch
):
    kinds = {"commitment": reminders._kinds["commitment"]}
    monkeypatch.setattr(reminders, "_kinds", kinds)  # seventy days of the others say nothing here
    with clock.frozen(TUESDAY_10 - timedelta(days=9)), acting_as(dana_of_riverton) as by:
        owned = commitments.add(
            riverton, text="Name a room", due_on=DAY, owner_id=dana_of_riverton.pk, by=by
        )
    steps = []
    for days in range(-8, 61):
        at = TUESDAY_10 + timedelta(days=days)
        with clock.frozen(at):
            assert not [done for done in reminders.run(at) if done.error]
        new = [step for _, step in told("commitment")][len(steps) :]
        steps += [(days, step) for step in new]
    assert [days for days, _ in steps] == [-5, 0, 5, 10, 20, 30]
    later = TUESDAY_10 + timedelta(days=61)
    with clock.frozen(later), acting_as(dana_of_riverton) as by:
        day = clock.today(riverton.time_zone) + timedelta(days=5)
        commitments.change_date(owned, due_on=day, reason="The hall is shut.", by=by)
    with clock.frozen(later):
        reminders.run(later)
    assert len(told("commitment")) == 7
