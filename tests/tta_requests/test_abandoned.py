"""A provider's last person leaves in the middle of the work: a coordinator hears of it and chooses another."""

import pytest

from foundation.accounts import actions as accounts
from foundation.accounts.actors import resolve
from foundation.calendars import clock
from foundation.needs.reading import needs_of
from foundation.notifications.models import Notification
from foundation.tenancy.context import acting, acting_atomic
from foundation.workflow.errors import Refused
from tests.factories.accounts import UserFactory
from tests.pages import words
from tta_requests.actions import offers, triage
from tta_requests.models import Clock, Entry, MatchRun, Offer, Provider, Share, TTARequest

pytestmark = pytest.mark.django_db
WORK = ["accepted", "scoping", "scheduled", "in-delivery"]


@pytest.fixture
def leave(adam_admin):
    """Close a person's account."""

    def close(person):
        with acting_atomic(f"user:{adam_admin.pk}"):
            person.is_active = False
            accounts.keep(person, changed={"is_active"}, by=adam_admin.pk)

    return close


def asked_of(person) -> dict[str, str]:
    with acting(f"user:{person.pk}"):
        found = needs_of(resolve(person), clock.now())
        return {need.row.number: need.cause.slug for need in found}


def confirmed(working: TTARequest) -> TTARequest:
    """A coordinator has read what is confirmed."""
    with acting_atomic("system:demo"):
        TTARequest.objects.filter(pk=working.pk).update(acknowledged_at=clock.now())
    return working


@pytest.mark.parametrize("status", WORK)
def test_accepted_work_of_a_provider_with_nobody_was_nobodys_concern(
    status, put_in, pat_provider, leave, cora_coordinator, mona_manager, client_of, drain
):
    working = confirmed(put_in(status))
    assert asked_of(cora_coordinator).get(working.number) != "replace-provider"
    leave(pat_provider)
    drain()
    for person in (cora_coordinator, mona_manager):
        assert asked_of(person)[working.number] == "replace-provider"
    with acting_atomic("system:outbox"):
        told = Notification.objects.filter(entry__kind="abandoned").select_related("recipient")
        assert [row.recipient.name for row in told] == ["Cora Coordinator"]
    cora = client_of(cora_coordinator)
    assert (
        f"/requests/{working.number}/recall/"
        in cora.get(f"/requests/{working.number}/").content.decode()
    )
    back = cora.post(f"/requests/{working.number}/recall/", {"reason": "No one is left there."})
    assert back.status_code == 303
    with acting_atomic("system:outbox"):
        again = TTARequest.objects.get(pk=working.pk)
        assert (again.status, again.provider_id) == ("matching", None)
        assert Offer.objects.get(request=working).state == "recalled"
        assert not Share.objects.live(clock.now()).filter(request=working).exists()
        assert Provider.objects.get(pk=pat_provider.organization_id).places_held == 0
    assert asked_of(cora_coordinator)[working.number] != "replace-provider"


@pytest.mark.parametrize("status", WORK)
def test_the_site_reads_who_acts_once_the_provider_has_nobody(
    status, put_in, pat_provider, leave, dana_of_riverton, client_of, drain
):
    working = confirmed(put_in(status))
    page, gone = f"/requests/{working.number}/", "has no one left to do this."
    assert gone not in words(client_of(dana_of_riverton).get(page))
    leave(pat_provider)
    drain()
    shown = words(client_of(dana_of_riverton).get(page))
    assert f"{gone} The TTA Coordinator was notified and chooses another provider." in shown
    assert "writes the scope of work" not in shown
    assert "gets in touch with the site" not in shown
    assert "delivers the agreed work" not in shown


def test_what_was_delivered_does_not_wait_for_the_provider(
    put_in, pat_provider, leave, dana_of_riverton, client_of
):
    done = confirmed(put_in("delivered"))
    leave(pat_provider)
    shown = words(client_of(dana_of_riverton).get(f"/requests/{done.number}/"))
    assert "no one left" not in shown
    assert "Did you receive everything that was agreed?" in shown


def test_a_liaison_is_not_asked_to_acknowledge_what_waits_for_another_provider(
    put_in, pat_provider, leave, lee_liaison
):
    working = put_in("accepted")
    with acting_atomic("system:demo"):
        TTARequest.objects.filter(pk=working.pk).update(acknowledged_at=None)
        now = clock.now()
        length = {"urgency": working.urgency, "amount": 1, "unit": "days"}
        times = {"starts_at": now, "warn_at": now, "due_at": now}
        Clock.objects.create(
            request=working, site_id=working.site_id, kind="acknowledge", **length, **times
        )
    assert asked_of(lee_liaison)[working.number] == "acknowledge"
    leave(pat_provider)
    assert working.number not in asked_of(lee_liaison)


def test_somebody_who_comes_to_the_provider_keeps_the_work(
    put_in, pat_provider, leave, cora_coordinator, mona_manager, best_provider, drain
):
    working = put_in("in-delivery")
    leave(pat_provider)
    UserFactory(name="Paul Provider", organization=best_provider.organization)
    drain()
    assert working.number not in asked_of(cora_coordinator)
    with acting_atomic("system:outbox"):
        assert not Notification.objects.filter(entry__kind="abandoned").exists()


@pytest.mark.parametrize("status", WORK[1:])
def test_work_is_not_taken_from_a_provider_that_does_it(status, put_in, cora_coordinator, act):
    working = put_in(status)
    with act(cora_coordinator) as by, pytest.raises(Refused, match="is working on this request"):
        triage.recall(working, reason="Another is nearer.", by=by)


def test_the_next_provider_agrees_on_a_scope_of_its_own(
    put_in, pat_provider, sam_provider, leave, cora_coordinator, act, second_provider, standards
):
    """The signed scope of the first provider neither counts nor hides that a new one is waited for."""
    working = put_in("in-delivery")
    leave(pat_provider)
    with acting_atomic("system:demo"):
        run = Offer.objects.select_related("run").get(request=working).run
        run.pk = None
        run.ranking = [{**run.ranking[0], "provider": second_provider.pk, "name": "Second"}]
        run.save(force_insert=True)
    with act(cora_coordinator) as by:
        back = triage.recall(working, reason="No one is left there.", by=by)
        made = offers.make(back, run=run, provider=second_provider, by=by)
        assert (
            Clock.objects.filter(request=working, kind="triage-decision", state="running").count()
            == 1
        )
    with act(sam_provider) as by:
        offers.accept(made, lead_name="Sam", no_conflict=True, by=by)
    with act(cora_coordinator) as by:
        triage.confirm(working, by=by)
    assert asked_of(sam_provider)[working.number] == "write-scope"


def test_providers_are_ranked_again_for_work_that_was_taken_back(
    put_in, pat_provider, second_provider, leave, cora_coordinator, act, drain
):
    """Those asked before the first provider was confirmed can be asked; the one with nobody left can't."""
    working = confirmed(put_in("in-delivery"))
    with acting_atomic("system:demo"):
        Entry.objects.create(
            site_id=working.site_id,
            request=working,
            kind="confirm",
            text="Confirmed",
            created_at=clock.now(),
        )
    leave(pat_provider)
    with act(cora_coordinator) as by:
        triage.recall(working, reason="No one is left there.", by=by)
    drain()
    with act(cora_coordinator):
        run = MatchRun.objects.filter(request=working).latest("ran_at")
    assert run.inputs["asked"] == []
    assert working.provider_id not in {row["provider"] for row in run.ranking}
