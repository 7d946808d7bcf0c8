"""A commitment that was added in error is canceled with a reason: nothing counts it, and its history stays."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from engagements.actions import commitment_notices, commitments
from engagements.errors import NotYours
from engagements.models import Commitment
from foundation.accounts.models import Away
from foundation.calendars import clock
from foundation.notifications.gate import refusal
from foundation.notifications.models import Ledger, Notification
from foundation.outbox.models import Message
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import InvalidInput, Refused, StaleEdit
from tests.needs.test_everywhere import asked_of
from tests.pages import words

EVERYONES = "/commitments/?whose=sites"


@pytest.fixture
def promised(riverton, acting_as, lee_liaison, mayor_of_riverton) -> Commitment:
    """Add one at Riverton by its liaison, past due, owned by the mayor."""
    with acting_as(lee_liaison) as by:
        made = commitments.add(
            riverton,
            text="Name a room",
            due_on=clock.today("America/Chicago") - timedelta(days=1),
            owner_id=mayor_of_riverton.pk,
            by=by,
        )
    with acting_atomic("system:demo"):
        return made


def told() -> list[str]:
    with acting_atomic("system:outbox"):
        rows = Ledger.objects.filter(kind="commitment-canceled")
        return list(rows.values_list("recipient__name", flat=True))


def test_a_keeper_cancels_it_and_its_owner_owes_nothing(
    promised, client_of, acting_as, dana_of_riverton, mayor_of_riverton, omar_of_lakeside, drain
):
    own, page = f"/commitments/{promised.pk}/", f"/commitments/{promised.pk}/cancel/"
    dana, mayor = client_of(dana_of_riverton), client_of(mayor_of_riverton)
    assert str(promised.pk) in str(asked_of(mayor_of_riverton))
    assert page in dana.get(own).text
    assert page not in mayor.get(own).text
    assert mayor.get(page).status_code == 403
    assert client_of(omar_of_lakeside).get(page).status_code == 404
    assert "Enter a reason." in words(dana.post(page, {"reason": " ", "version": "1"}))
    late = dana.post(page, {"reason": "Twice.", "version": "0"})
    assert "Someone else changed this" in words(late)
    done = dana.post(page, {"reason": "It was added twice.", "version": "1"}, follow=True)
    assert "Commitment canceled." in words(done)
    assert dana.get(page).status_code == 409
    shown = words(mayor.get(own))
    assert "Status Canceled" in shown
    assert "“It was added twice.”" in shown
    assert "Past due" not in shown
    assert page not in dana.get(own).text
    assert str(promised.pk) not in str(asked_of(mayor_of_riverton))
    assert "Name a room" not in words(dana.get(f"{EVERYONES}"))
    assert "Name a room" in words(dana.get(f"{EVERYONES}&state=canceled"))
    drain()
    assert told() == [mayor_of_riverton.name]
    with acting_as(mayor_of_riverton):
        notice = Notification.objects.get(entry__kind="commitment-canceled")
    assert (notice.url, "Name a room" in notice.title) == (own, False)


def test_the_timeline_tells_of_the_cancellation_and_not_of_the_commitment(
    promised, client_of, acting_as, lee_liaison
):
    lee = client_of(lee_liaison)
    assert "Commitment added" in words(lee.get("/sites/riverton-ex/timeline/"))
    with acting_as(lee_liaison) as by:
        commitments.cancel(promised, reason="Twice.", by=by)
    shown = words(lee.get("/sites/riverton-ex/timeline/"))
    assert "Commitment canceled" in shown
    assert "Twice." in shown
    assert "Commitment added" not in shown


def test_only_an_open_one_is_canceled_by_its_keepers_with_a_reason(
    promised, acting_as, dana_of_riverton, mayor_of_riverton
):
    with acting_as(mayor_of_riverton) as by, pytest.raises(NotYours):
        commitments.cancel(promised, reason="Wrong.", by=by)
    with acting_as(dana_of_riverton) as by:
        with pytest.raises(InvalidInput, match="reason"):
            commitments.cancel(promised, reason=" ", by=by)
        with pytest.raises(StaleEdit):
            commitments.cancel(promised, reason="Wrong.", version=0, by=by)
        done = commitments.complete(promised, by=by)
        with pytest.raises(Refused, match="already marked"):
            commitments.cancel(done, reason="Wrong.", by=by)
        commitments.reopen(done, by=by)
        kept = commitments.cancel(done, reason=" Wrong. ", by=by)
        assert (kept.canceled_by_id, kept.dropped_reason) == (dana_of_riverton.pk, "Wrong.")
        for step in (commitments.cancel, commitments.change_date):
            more = {"due_on": clock.today("UTC")} if step is commitments.change_date else {}
            with pytest.raises(Refused, match="was canceled"):
                step(kept, reason="Again.", by=by, **more)


def test_who_cancels_their_own_is_not_notified(promised, acting_as, dana_of_riverton, drain):
    with acting_as(dana_of_riverton) as by:
        commitments.assign(promised, owner_id=dana_of_riverton.pk, by=by)
        commitments.cancel(promised, reason="Wrong.", by=by)
    drain()
    assert told() == []


def test_no_one_is_notified_of_one_without_an_owner(promised, acting_as, dana_of_riverton):
    with acting_as(dana_of_riverton) as by:
        commitments.assign(promised, owner_id=None, by=by)
        commitments.cancel(promised, reason="Wrong.", by=by)
    assert not Message.objects.filter(kind="engagements.announce_canceled").exists()


def test_its_notice_is_for_its_owner_and_who_stands_in(
    promised, acting_as, dana_of_riverton, mayor_of_riverton, lee_liaison
):
    with acting_as(dana_of_riverton) as by:
        commitments.cancel(promised, reason="Wrong.", by=by)
    gate, today = commitment_notices.CANCELED(promised.pk), clock.today("UTC")

    def passes(person) -> bool:
        with acting_atomic("system:outbox"):
            return refusal(person, gate, promised.site_id) is None

    assert [passes(each) for each in (mayor_of_riverton, dana_of_riverton)] == [True, False]
    days = {"away_from": today - timedelta(days=1), "until": today + timedelta(days=2)}
    with acting_atomic("system:demo"):
        Away.objects.create(person=mayor_of_riverton, stands_in=dana_of_riverton, **days)
    assert [passes(each) for each in (dana_of_riverton, lee_liaison)] == [True, False]


def test_what_was_assigned_is_archived_once_it_is_canceled(
    promised, acting_as, dana_of_riverton, mayor_of_riverton, drain
):
    drain()
    with acting_as(dana_of_riverton) as by:
        commitments.cancel(promised, reason="Wrong.", by=by)
    drain()
    with acting_as(mayor_of_riverton):
        rows = Notification.objects.order_by("entry__kind")
        assert [(row.entry.kind, row.archived_as) for row in rows] == [
            ("commitment-assigned", "done"),
            ("commitment-canceled", ""),
        ]


def test_the_api_cancels_with_a_reason(promised, caller, dana_of_riverton, mayor_of_riverton):
    address, dana = f"/commitments/{promised.pk}/", caller(dana_of_riverton)
    to, tag = f"{address}cancellation/", dana.get(address)["ETag"]
    assert caller(mayor_of_riverton).post(to, {"reason": "A"}, If_Match=tag).status_code == 403
    assert dana.post(to, {"reason": "Twice."}).status_code == 428
    done = dana.post(to, {"reason": "Twice."}, If_Match=tag).json()
    assert (done["state"], done["canceled_reason"]) == ("canceled", "Twice.")


def test_the_database_refuses_a_cancellation_without_a_reason(promised):
    with pytest.raises(IntegrityError), acting_atomic("system:demo"):
        Commitment.objects.filter(pk=promised.pk).update(
            canceled_at=clock.now(), canceled_by=promised.made_by_id
        )
