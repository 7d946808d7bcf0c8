"""The last person of an agency leaves after it agreed to help: a coordinator hears of it and can act."""

import pytest

from foundation.accounts.actors import resolve
from foundation.calendars import clock
from foundation.needs.reading import needs_of
from foundation.notifications.models import Notification
from foundation.tenancy.context import acting, acting_atomic
from foundation.workflow.errors import Refused
from sites.actions import departures
from sites.models import Membership
from tta_requests.actions import referrals, triage
from tta_requests.enums import BranchAgency
from tta_requests.models import FederalReferral, TTARequest

pytestmark = pytest.mark.django_db
AFTER = ("delivered", "confirmed", "closed")
TEAM = "/sites/riverton-ex/team/"


@pytest.fixture
def agree(act, cora_coordinator, atf_of_riverton):
    """ATF's contact agrees to help with a request, or to lead it."""

    def agreed(tta_request, *, to_lead=False):
        with act(cora_coordinator) as by:
            asks = {"agency": BranchAgency.ATF, "to_lead": to_lead, "note": "Trace ten guns."}
            referrals.ask(tta_request, **asks, by=by)
        with act(atf_of_riverton) as by:
            return referrals.answer(
                tta_request, agency=BranchAgency.ATF, helps=True, text="Two agents.", by=by
            )

    return agreed


@pytest.fixture
def leave(act, mona_manager, drain):
    """End a person's membership."""

    def left(person):
        with acting_atomic("system:demo"):
            seat = Membership.objects.select_related("site", "user").get(user=person)
        with act(mona_manager) as by:
            departures.end(seat, by=by)
        drain()

    return left


def asked_of(person) -> dict[str, set[str]]:
    with acting(f"user:{person.pk}"):
        found = needs_of(resolve(person), clock.now())
    causes: dict[str, set[str]] = {}
    for need in found:
        causes.setdefault(need.row.number, set()).add(need.cause.slug)
    return causes


def told() -> list[tuple[str, str]]:
    with acting_atomic("system:outbox"):
        rows = Notification.objects.filter(entry__kind="abandoned").select_related("recipient")
        return [(row.recipient.name, row.action) for row in rows]


def test_an_agency_agreed_and_its_last_person_left_and_nobody_knew(
    put_in, agree, leave, atf_of_riverton, cora_coordinator, mona_manager, client_of, act
):
    helped = put_in("in-delivery")
    agree(helped)
    assert "replace-agency-contact" not in asked_of(cora_coordinator).get(helped.number, set())
    with acting_atomic("system:demo"):
        seat = Membership.objects.get(user=atf_of_riverton)
    page = client_of(mona_manager).get(f"{TEAM}{seat.pk}/end/").content.decode()
    assert "agency&#x27;s agreed help. The coordinators are asked to find someone else." in page
    leave(atf_of_riverton)
    for person in (cora_coordinator, mona_manager):
        assert asked_of(person)[helped.number] == {"replace-agency-contact"}
    assert told() == [("Cora Coordinator", "find someone at ATF")]
    page = client_of(cora_coordinator).get(f"/requests/{helped.number}/").content.decode()
    assert "ATF agreed to help, and no one holds its seat now." in page
    address = f"/requests/{helped.number}/federal/?agency=ATF"
    assert address in page
    assert (
        '<option value="ATF" selected>' in client_of(cora_coordinator).get(address).content.decode()
    )
    with act(cora_coordinator) as by:
        asks = {"agency": BranchAgency.ATF, "to_lead": False, "note": "Trace ten guns."}
        again = referrals.ask(helped, **asks, by=by)
    assert (again.state, again.membership_id) == ("asked", None)
    assert helped.number not in asked_of(cora_coordinator)


def test_a_colleague_in_the_same_seat_keeps_the_agencys_word(
    put_in, agree, leave, atf_of_riverton, cora_coordinator, act, riverton, member
):
    helped = put_in("in-delivery")
    agree(helped)
    leave(atf_of_riverton)
    member(riverton, "federal-law-enforcement", "ATF", starts_at=clock.now())
    assert helped.number not in asked_of(cora_coordinator)
    asks = {"agency": BranchAgency.ATF, "to_lead": False, "note": "Trace ten guns."}
    with act(cora_coordinator) as by, pytest.raises(Refused, match="already agreed"):
        referrals.ask(helped, **asks, by=by)


def test_an_agency_whose_account_closed_is_as_good_as_gone(
    put_in, agree, atf_of_riverton, cora_coordinator
):
    helped = put_in("scheduled")
    agree(helped)
    with acting_atomic("system:demo"):
        type(atf_of_riverton).objects.filter(pk=atf_of_riverton.pk).update(is_active=False)
    assert asked_of(cora_coordinator)[helped.number] == {"replace-agency-contact"}


@pytest.mark.parametrize("steps", [AFTER[:1], AFTER[:2], AFTER, ("withdrawn",)])
def test_help_that_was_given_needs_nobody(
    steps, put_in, agree, leave, atf_of_riverton, cora_coordinator
):
    helped = put_in("in-delivery")
    agree(helped)
    for step in steps:
        with acting_atomic("system:demo"):
            TTARequest.objects.filter(pk=helped.pk).update(status=step)
    leave(atf_of_riverton)
    assert helped.number not in asked_of(cora_coordinator)


def test_work_that_an_agency_led_alone_goes_to_a_provider(
    put_in, agree, leave, atf_of_riverton, cora_coordinator, mona_manager, act, client_of
):
    led = put_in("triage")
    agree(led, to_lead=True)
    with act(cora_coordinator) as by:
        working = triage.confirm(led, by=by)
    with act(cora_coordinator) as by, pytest.raises(Refused, match="ATF is working"):
        triage.recall(working, reason="Another is nearer.", by=by)
    leave(atf_of_riverton)
    for person in (cora_coordinator, mona_manager):
        assert asked_of(person)[led.number] == {"replace-provider"}
    page = client_of(cora_coordinator).get(f"/requests/{led.number}/").content.decode()
    assert "ATF has no one left to do this" in page
    assert "then choose another provider" in page
    assert "ATF has no one left" in client_of(cora_coordinator).get("/my-day/").content.decode()
    with act(cora_coordinator) as by:
        back = triage.recall(working, reason="No one is left there.", by=by)
    assert (back.status, back.co_leads) == ("matching", [])


def test_before_the_provider_is_confirmed_one_thing_waits(
    put_in, agree, leave, atf_of_riverton, cora_coordinator
):
    led = put_in("triage")
    agree(led, to_lead=True)
    leave(atf_of_riverton)
    assert asked_of(cora_coordinator)[led.number] == {"replace-provider"}


def test_an_agency_spoken_for_by_its_field_office_is_no_empty_seat(
    put_in, act, cora_coordinator, riverton
):
    helped = put_in("in-delivery")
    with act(cora_coordinator) as by:
        asks = {"agency": BranchAgency.DEA, "to_lead": False, "note": "Ask the lab."}
        referrals.ask(helped, **asks, by=by)
        referrals.answer(helped, agency=BranchAgency.DEA, helps=True, text="They will.", by=by)
    with acting_atomic("system:outbox"):
        assert not FederalReferral.objects.left_by_all(clock.now()).exists()
    assert helped.number not in asked_of(cora_coordinator)
