"""A scope that both sides signed changes by agreement: proposed, signed by both again, turned down, or withdrawn."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError

from foundation.calendars import clock
from foundation.needs.reading import needs_of
from foundation.notifications.models import Notification
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import InvalidInput, Refused
from tests.pages import words
from tta_requests.actions import deliveries, pauses, scopes
from tta_requests.enums import ScopeChange, Side, Status
from tta_requests.errors import NotYours
from tta_requests.models import Scope, TTARequest

pytestmark = pytest.mark.django_db

AT = datetime(2026, 12, 1, 16, tzinfo=UTC)
VALUES = {
    "objectives": "One list.",
    "activities": "Meet twice a week.",
    "site_provides": "",
    "effort": timedelta(hours=40),
    "starts_on": date(2026, 12, 1),
    "ends_on": date(2027, 2, 26),
    "delivery_mode": "either",
    "reason": "Two more units joined.",
}


@pytest.fixture(autouse=True)
def december():
    with clock.frozen(AT):
        yield


@pytest.fixture(params=[Status.SCHEDULED, Status.IN_DELIVERY])
def agreed(request, put_in) -> TTARequest:
    """Work whose scope both sides signed as version 1."""
    return put_in(request.param)


@pytest.fixture
def propose(act, agreed, pat_provider):
    def by_person(person=pat_provider, over=1, **values) -> Scope:
        with act(person) as by:
            return scopes.write(agreed, values=VALUES | values, over=over, by=by)

    return by_person


@pytest.fixture
def sign(act, agreed):
    def by_person(person, side, number=2) -> TTARequest:
        with act(person) as by:
            return scopes.sign(agreed, number=number, side=side, by=by)

    return by_person


@pytest.fixture
def end(act, agreed):
    def by_person(person, number=2, reason="The spring is too late.") -> Scope:
        with act(person) as by:
            return scopes.end_change(agreed, number=number, reason=reason, by=by)

    return by_person


def in_force(tta_request) -> int:
    with acting_atomic("system:demo"):
        return Scope.objects.of_request(tta_request.pk).newest().get().number


def versions(tta_request) -> list[tuple[int, str]]:
    with acting_atomic("system:demo"):
        return [(each.number, each.change) for each in Scope.objects.of_request(tta_request.pk)]


def told(person) -> set[str]:
    with acting_atomic(f"user:{person.pk}"):
        return {row.action for row in Notification.objects.of(person.pk).open().for_inbox()}


def test_a_change_takes_force_with_both_signatures(
    agreed, propose, sign, dana_of_riverton, cora_coordinator, fresh
):
    status = agreed.status
    propose()
    assert in_force(agreed) == 1
    sign(dana_of_riverton, Side.SITE)
    assert in_force(agreed) == 1
    with clock.frozen(AT + timedelta(hours=1)):
        sign(cora_coordinator, Side.DOJ)
    kept = fresh(agreed)
    assert (in_force(agreed), kept.status) == (2, status)
    assert kept.scope_signed_at == AT + timedelta(hours=1)


def test_the_second_change_is_made_of_the_first(
    agreed, propose, sign, dana_of_riverton, cora_coordinator
):
    propose()
    sign(dana_of_riverton, Side.SITE)
    sign(cora_coordinator, Side.DOJ)
    with pytest.raises(Refused, match="saved a newer version"):
        propose(over=1, activities="Meet daily.")
    propose(over=2, activities="Meet daily.")
    assert versions(agreed) == [(3, "proposed"), (2, ""), (1, "")]


def test_one_change_is_proposed_at_a_time(agreed, propose, cora_coordinator):
    made = propose()
    with pytest.raises(Refused, match="already proposed"):
        propose(cora_coordinator, over=2)
    made.pk, made.number = None, 3
    with (
        pytest.raises(IntegrityError, match="a_scope_has_one_proposed_change"),
        acting_atomic("system:demo"),
    ):
        made.save(force_insert=True)


def test_who_proposes_does_not_sign(propose, sign, cora_coordinator):
    propose(cora_coordinator)
    with pytest.raises(Refused, match="can't sign their own version"):
        sign(cora_coordinator, Side.DOJ)


def test_the_signed_version_is_not_signed_again(propose, sign, dana_of_riverton):
    propose()
    with pytest.raises(Refused, match="newer version"):
        sign(dana_of_riverton, Side.SITE, number=1)


def test_nothing_is_signed_where_nothing_is_proposed(agreed, sign, dana_of_riverton):
    with pytest.raises(Refused, match="Nothing waits for a signature"):
        sign(dana_of_riverton, Side.SITE, number=1)


def test_it_says_why_and_changes_something(agreed, propose):
    with pytest.raises(InvalidInput, match="Enter why the scope changes"):
        propose(reason="")
    with acting_atomic("system:demo"):
        same = Scope.objects.get(request=agreed)
    with pytest.raises(InvalidInput, match="what both sides signed"):
        propose(**{field: getattr(same, field) for field in scopes.FIELDS})
    assert versions(agreed) == [(1, "")]


def test_a_signer_turns_it_down_and_another_one_can_be_proposed(
    agreed, propose, end, dana_of_riverton
):
    propose()
    assert end(dana_of_riverton).change == ScopeChange.TURNED_DOWN
    assert in_force(agreed) == 1
    propose()
    assert versions(agreed) == [(3, "proposed"), (2, "turned-down"), (1, "")]


def test_who_proposed_it_withdraws_it(propose, end, pat_provider, cora_coordinator):
    propose()
    assert end(pat_provider).change == ScopeChange.WITHDRAWN
    propose(cora_coordinator)
    assert end(cora_coordinator, number=3).change == ScopeChange.WITHDRAWN


def test_it_ends_once(propose, end, sign, dana_of_riverton, cora_coordinator):
    propose()
    end(dana_of_riverton)
    with pytest.raises(Refused):
        end(cora_coordinator)
    with pytest.raises(Refused):
        sign(cora_coordinator, Side.DOJ)


def test_what_both_signed_is_not_turned_down(
    propose, end, sign, dana_of_riverton, cora_coordinator
):
    propose()
    sign(dana_of_riverton, Side.SITE)
    sign(cora_coordinator, Side.DOJ)
    with pytest.raises(Refused, match="Both sides have signed"):
        end(dana_of_riverton)


def test_others_neither_propose_nor_end(agreed, propose, end, act, sam_provider, lee_liaison):
    for stranger in (sam_provider, lee_liaison):
        with pytest.raises(NotYours):
            propose(stranger)
    propose()
    with pytest.raises(NotYours):
        end(lee_liaison)


@pytest.mark.parametrize("status", [Status.DELIVERED, Status.CONFIRMED, Status.CLOSED])
def test_delivered_work_does_not_change(put_in, act, cora_coordinator, status):
    with act(cora_coordinator) as by, pytest.raises(NotYours):
        scopes.write(put_in(status), values=VALUES, over=1, by=by)


def test_the_database_holds_its_rules(agreed, propose, dana_of_riverton, cora_coordinator):
    propose()
    both = {
        "site_signed_by": dana_of_riverton.pk,
        "site_signed_at": AT,
        "doj_signed_by": cora_coordinator.pk,
        "doj_signed_at": AT,
    }
    for values, rule in (
        ({"reason": ""}, "a_change_of_a_scope_says_why"),
        ({"change": "turned-down"}, "a_change_that_ended_says_when_and_why"),
        ({"change": "withdrawn", "ended_at": AT}, "a_change_that_ended_says_when_and_why"),
        ({"ended_reason": "So."}, "a_change_that_ended_says_when_and_why"),
        (both, "a_change_is_agreed_by_two_signatures"),
    ):
        with pytest.raises(IntegrityError, match=rule), acting_atomic("system:demo"):
            Scope.objects.proposed().filter(request=agreed).update(**values)


def test_it_ends_with_the_work_that_it_would_change(put_in, act, pat_provider):
    tta_request = put_in(Status.IN_DELIVERY)
    with act(pat_provider) as by:
        scopes.write(tta_request, values=VALUES, over=1, by=by)
        deliveries.report(tta_request, reason="All done.", by=by)
    with acting_atomic("system:demo"):
        ended = Scope.objects.of_request(tta_request.pk).first()
    assert (ended.change, ended.ended_at) == (ScopeChange.WITHDRAWN, AT)
    assert "Delivered" in ended.ended_reason


def test_starting_delivery_leaves_it(put_in, act, pat_provider):
    tta_request = put_in(Status.SCHEDULED)
    with act(pat_provider) as by:
        scopes.write(tta_request, values=VALUES, over=1, by=by)
        deliveries.start(tta_request, by=by)
    assert versions(tta_request)[0] == (2, "proposed")


def test_a_hold_leaves_it_and_nobody_signs_meanwhile(
    agreed, propose, sign, end, act, cora_coordinator, dana_of_riverton, fresh
):
    propose()
    with act(cora_coordinator) as by:
        pauses.hold(agreed, reason="A strike.", until=None, by=by)
    with pytest.raises(Refused, match="Nothing waits"):
        sign(dana_of_riverton, Side.SITE)
    with pytest.raises(NotYours):
        end(dana_of_riverton)
    with act(dana_of_riverton) as by:
        assert "sign-change" not in {each.cause.slug for each in needs_of(by, clock.now())}
    with act(cora_coordinator) as by:
        pauses.resume(fresh(agreed), by=by)
    sign(dana_of_riverton, Side.SITE)


def test_another_provider_starts_from_the_last_version(
    put_in, act, cora_coordinator, dana_of_riverton, pat_provider, client_of
):
    """A change that ended with the earlier provider counts neither as written nor as signed."""
    tta_request = put_in(Status.SCOPING)
    with acting_atomic("system:demo"):
        ended = Scope.objects.get(request=tta_request)
        Scope.objects.filter(pk=ended.pk).update(
            site_signed_by=dana_of_riverton,
            site_signed_at=AT,
            doj_signed_by=cora_coordinator,
            doj_signed_at=AT,
        )
        ended.pk, ended.number, ended.change = None, 2, ScopeChange.WITHDRAWN
        ended.reason, ended.ended_at, ended.ended_reason = "More units.", AT, "The provider left."
        ended.save(force_insert=True)
    page = words(client_of(cora_coordinator).get(f"/requests/{tta_request.number}/scope/"))
    assert "withdrawn: The provider left." in page
    with act(pat_provider) as by:
        assert "write-scope" in {each.cause.slug for each in needs_of(by, clock.now())}
    with act(cora_coordinator) as by:
        made = scopes.write(tta_request, values=VALUES, over=1, by=by)
    assert (made.number, made.change, made.reason) == (3, "", "")


class TestWhatPeopleSee:
    """Pages, needs, and notices."""

    @pytest.fixture
    def agreed(self, put_in):
        return put_in(Status.IN_DELIVERY)

    @pytest.fixture
    def page(self, agreed) -> str:
        return f"/requests/{agreed.number}/scope/"

    def test_the_page_shows_both_and_what_differs(
        self, page, propose, client_of, dana_of_riverton, cora_coordinator
    ):
        propose()
        seen = words(client_of(dana_of_riverton).get(page))
        assert "Two more units joined." in seen
        assert "Propose a change" not in words(client_of(cora_coordinator).get(page))
        table = seen[seen.index("What would change") :]
        assert "What will be done Meet weekly. Meet twice a week." in table
        assert "Effort" not in table
        assert "Sign for the site" in table
        assert "Turn down" in table

    def test_the_provider_proposes_and_withdraws_on_pages(self, page, client_of, pat_provider):
        client = client_of(pat_provider)
        assert "Propose a change" in words(client.get(page))
        assert "Why does it change?" in words(client.get(f"{page}write/"))
        sent = VALUES | {"effort": "40", "over": "1"}
        sent |= {"starts_on": "2026-12-01", "ends_on": "2027-02-26"}
        assert client.post(f"{page}write/", sent | {"reason": ""}).status_code == 422
        assert client.post(f"{page}write/", sent).status_code == 303
        assert client.get(f"{page}write/").status_code == 409
        end = f"{page}end-change/"
        assert "Withdraw the change" in words(client.get(end))
        assert client.post(end, {"version": "2", "reason": ""}).status_code == 422
        assert client.post(end, {"version": "x", "reason": "No need."}).status_code == 409
        assert client.post(end, {"version": "2", "reason": "No need."}).status_code == 303
        assert client.get(end).status_code == 409
        assert "withdrawn: No need." in words(client.get(page))

    def test_the_contact_turns_it_down_on_a_page(self, page, propose, client_of, dana_of_riverton):
        propose()
        client, end = client_of(dana_of_riverton), f"{page}end-change/"
        assert "Turn down the change" in words(client.get(end))
        client.post(end, {"version": "2", "reason": "Too late."})
        seen = words(client.get(page))
        assert "turned down: Too late." in seen
        assert "Turn down" not in seen

    def test_the_second_signature_says_that_it_is_in_force(
        self, page, propose, sign, client_of, dana_of_riverton, cora_coordinator
    ):
        propose()
        sign(dana_of_riverton, Side.SITE)
        sent = {"side": "doj", "version": "2"}
        answer = client_of(cora_coordinator).post(f"{page}sign/", sent, follow=True)
        assert "The changed scope is in force." in words(answer)

    def test_who_may_not_gets_no_page(
        self, page, propose, client_of, omar_of_lakeside, sam_provider, lee_liaison
    ):
        propose()
        end = f"{page}end-change/"
        assert client_of(omar_of_lakeside).get(end).status_code == 404
        assert client_of(sam_provider).get(end).status_code == 404
        assert client_of(lee_liaison).get(end).status_code == 403

    def test_both_sides_need_to_sign_until_they_have(
        self, propose, sign, act, dana_of_riverton, cora_coordinator
    ):
        def needed(person) -> bool:
            with act(person) as by:
                return "sign-change" in {each.cause.slug for each in needs_of(by, clock.now())}

        propose()
        assert needed(dana_of_riverton)
        assert needed(cora_coordinator)
        sign(dana_of_riverton, Side.SITE)
        assert not needed(dana_of_riverton)
        assert needed(cora_coordinator)
        sign(cora_coordinator, Side.DOJ)
        assert not needed(cora_coordinator)

    def test_the_requests_page_leads_who_signs_to_it(
        self, agreed, propose, sign, client_of, dana_of_riverton
    ):
        propose()
        client, page = client_of(dana_of_riverton), f"/requests/{agreed.number}/"
        seen = words(client.get(page))
        assert "Read and sign the change of the scope It takes force once" in seen
        assert "Version 1 Signed" in seen
        assert "Proposed change Version 2, not signed yet" in seen
        sign(dana_of_riverton, Side.SITE)
        assert "It takes force once" not in words(client.get(page))

    def test_who_proposed_it_is_not_asked_to_sign(self, propose, act, cora_coordinator):
        propose(cora_coordinator)
        with act(cora_coordinator) as by:
            assert "sign-change" not in {each.cause.slug for each in needs_of(by, clock.now())}

    def test_who_signs_at_another_site_is_not_asked_here(
        self, propose, member, riverton, omar_of_lakeside, act
    ):
        member(riverton, "executive-leadership", "executive", user=omar_of_lakeside)
        propose()
        with act(omar_of_lakeside) as by:
            assert "sign-change" not in {each.cause.slug for each in needs_of(by, clock.now())}

    def test_people_are_told(
        self, propose, sign, drain, dana_of_riverton, cora_coordinator, pat_provider
    ):
        propose()
        drain()
        assert "read and sign the scope" in told(dana_of_riverton)
        sign(dana_of_riverton, Side.SITE)
        sign(cora_coordinator, Side.DOJ)
        drain()
        assert "see the changed scope" in told(pat_provider)
        assert "read and sign the scope" not in told(dana_of_riverton)

    def test_why_it_was_turned_down_is_told(
        self, propose, end, drain, dana_of_riverton, pat_provider
    ):
        propose()
        end(dana_of_riverton)
        drain()
        assert "see why the scope stays as it is" in told(pat_provider)
