"""Somebody leaves: what they held has an owner again, once, and they hear no more."""

from datetime import timedelta

import pytest

from engagements.models import Commitment
from foundation.accounts import actions as accounts
from foundation.accounts.models import User
from foundation.calendars import clock
from foundation.calendars.days import end_of
from foundation.notifications.models import Ledger
from foundation.tenancy.context import acting_atomic
from sites.actions import seats
from sites.models import Membership
from tests.factories.sites import MembershipFactory
from tta_requests.actions import triage
from tta_requests.models import Offer, TTARequest

pytestmark = pytest.mark.django_db


@pytest.fixture
def owed(put_in, dana_of_riverton, riverton):
    """Dana's commitment, due in a month."""
    tta_request = put_in("in-delivery")
    with acting_atomic("system:demo"):
        return Commitment.objects.create(
            site=riverton,
            request=tta_request,
            kind="commitment",
            text="Send the case list",
            owed_by="site",
            owner=dana_of_riverton,
            due_on=clock.today(riverton.time_zone) + timedelta(days=30),
            made_by=dana_of_riverton,
            made_at=clock.now(),
        )


def owner_of(commitment: Commitment) -> str:
    with acting_atomic("system:outbox"):
        return str(Commitment.objects.select_related("owner").get(pk=commitment.pk).owner)


def seat_of(person: User) -> Membership:
    with acting_atomic("system:demo"):
        return Membership.objects.select_related("site").get(user=person)


def close(person: User, by: User) -> None:
    with acting_atomic(f"user:{by.pk}"):
        person.is_active = False
        accounts.keep(person, changed={"is_active"}, by=by.pk)


def told(kind: str) -> set[str]:
    with acting_atomic("system:outbox"):
        rows = Ledger.objects.filter(kind=kind)
        return set(rows.values_list("recipient__name", flat=True))


def test_a_commitment_has_no_owner_after_its_owner_left(
    owed, act, dana_of_riverton, ula_of_riverton, mona_manager, drain
):
    with act(mona_manager) as by:
        seats.end(seat_of(dana_of_riverton), by=by)
    drain()
    assert owner_of(owed) == "Ula of Riverton"
    assert told("heir") == {"Ula of Riverton"}


def test_what_the_liaison_promised_stayed_with_a_liaison_who_left(
    owed, act, lee_liaison, ula_of_riverton, mona_manager, drain
):
    with acting_atomic("system:demo"):
        Commitment.objects.filter(pk=owed.pk).update(owner=lee_liaison, owed_by="liaison")
    with act(mona_manager) as by:
        seats.end(seat_of(lee_liaison), by=by)
    drain()
    assert owner_of(owed) == "Mona Manager"


def test_an_end_by_date_hands_over_when_the_day_is_over_at_the_site(
    owed, act, dana_of_riverton, ula_of_riverton, mona_manager, riverton, drain
):
    last = clock.today(riverton.time_zone) + timedelta(days=3)
    with act(mona_manager) as by:
        seats.end(seat_of(dana_of_riverton), on=last, by=by)
    ends = end_of(last, riverton.time_zone)
    with clock.frozen(ends - timedelta(seconds=1)):
        drain()
    assert owner_of(owed) == "Dana of Riverton"
    with clock.frozen(ends):
        drain()
        drain()
    assert owner_of(owed) == "Ula of Riverton"


def test_an_end_that_was_moved_hands_nothing_over_on_the_old_day(
    owed, act, dana_of_riverton, ula_of_riverton, mona_manager, riverton, drain
):
    last = clock.today(riverton.time_zone) + timedelta(days=3)
    with act(mona_manager) as by:
        seats.end(seat_of(dana_of_riverton), on=last, by=by)
        seats.keep(seat_of(dana_of_riverton), by=by)
    with clock.frozen(end_of(last, riverton.time_zone)):
        drain()
    assert owner_of(owed) == "Dana of Riverton"


def test_who_holds_a_second_seat_keeps_what_they_hold(
    owed, act, dana_of_riverton, ula_of_riverton, mona_manager, riverton, drain
):
    first = seat_of(dana_of_riverton)
    with acting_atomic("system:demo"):
        leader = {"role": "executive-leadership", "seat": "executive"}
        MembershipFactory(site=riverton, user=dana_of_riverton, **leader)
    with act(mona_manager) as by:
        seats.end(first, by=by)
    drain()
    assert owner_of(owed) == "Dana of Riverton"


def test_a_request_stays_with_a_closed_account(
    put_in, cora_coordinator, mona_manager, adam_admin, drain
):
    held = put_in("triage")
    with acting_atomic("system:demo"):
        TTARequest.objects.filter(pk=held.pk).update(owner=cora_coordinator)
    close(cora_coordinator, adam_admin)
    drain()
    with acting_atomic("system:outbox"):
        assert TTARequest.objects.get(pk=held.pk).owner_id == mona_manager.pk
    assert told("given") == {"Mona Manager"}


def test_the_clock_of_an_offer_runs_though_the_last_person_left(
    sent_by, dana_of_riverton, riverton, pat_provider, sam_provider, adam_admin, drain
):
    sent = sent_by(dana_of_riverton, riverton)
    drain()
    close(pat_provider, adam_admin)
    drain()
    with acting_atomic("system:outbox"):
        rows = Offer.objects.filter(request=sent).order_by("offered_at")
        found = list(rows.values_list("state", "provider__organization__name"))
    assert [state for state, _ in found] == ["recalled", "open"]
    assert found[1][1] == str(sam_provider.organization)


def test_what_was_promised_stays_open_after_the_request_was_withdrawn(
    owed, put_in, act, dana_of_riverton, client_of
):
    ended = put_in("triage")
    with acting_atomic("system:demo"):
        Commitment.objects.filter(pk=owed.pk).update(request=ended)
    with act(dana_of_riverton) as by:
        triage.withdraw(ended, reason="Not needed.", by=by)
    with acting_atomic("system:outbox"):
        assert not Commitment.objects.get(pk=owed.pk).is_open
    page = client_of(dana_of_riverton).get(ended.get_absolute_url()).content.decode()
    assert "Closed. The request was withdrawn." in page
