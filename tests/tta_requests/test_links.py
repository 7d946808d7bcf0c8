"""Links between related requests: both sides show them, staff remove them."""

from dataclasses import replace

import pytest

from foundation.workflow.errors import InvalidInput, NotFound, Refused
from tests.tta_requests.states import put
from tta_requests.actions import legal_holds, links
from tta_requests.enums import LinkKind
from tta_requests.errors import NotYours
from tta_requests.models import RequestLink

pytestmark = pytest.mark.django_db


@pytest.fixture
def linked(put_in, act, cora_coordinator):
    with act(cora_coordinator) as by:
        return links.add(put_in("triage"), other=put_in("matching"), kind=LinkKind.DUPLICATE, by=by)


def test_staff_link_requests_and_the_site_does_not_see_it(
    put_in, act, cora_coordinator, client_of, dana_of_riverton
):
    one, other = put_in("triage"), put_in("matching")
    with act(cora_coordinator) as by:
        links.add(one, other=other, kind=LinkKind.DUPLICATE, by=by)
    for shown, how, named in ((one, "Duplicate of", other), (other, "Duplicated by", one)):
        staff = client_of(cora_coordinator).get(f"/requests/{shown.number}/").content.decode()
        assert f'{how} <a href="/requests/{named.number}/">' in staff
        assert f'{how} <span class="psp-nowrap">{named.number}' in staff, "the timeline"
        site = client_of(dana_of_riverton).get(f"/requests/{shown.number}/").content.decode()
        assert named.number not in site


def test_a_number_is_understood_in_lower_case(put_in, client_of, cora_coordinator):
    one, other = put_in("triage"), put_in("matching")
    form = {"kind": "related", "number": f" {other.number.lower()} "}
    address = f"/requests/{one.number}/related/"
    assert client_of(cora_coordinator).post(address, form).status_code == 303


def test_the_database_shows_links_to_staff_only(put_in, act, cora_coordinator, dana_of_riverton):
    with act(cora_coordinator) as by:
        links.add(put_in("triage"), other=put_in("matching"), kind=LinkKind.RELATED, by=by)
    with act(dana_of_riverton):
        assert RequestLink.objects.count() == 0


def test_a_request_of_another_site_is_not_linked(
    put_in, act, cora_coordinator, lakeside, omar_of_lakeside, gun_violence, best_provider
):
    foreign = put(
        "triage",
        site=lakeside,
        area=gun_violence,
        requester=omar_of_lakeside,
        provider=best_provider,
    )
    with act(cora_coordinator) as by, pytest.raises(InvalidInput, match="same site"):
        links.add(put_in("triage"), other=foreign, kind=LinkKind.RELATED, by=by)


def test_a_request_is_not_linked_to_itself(put_in, act, cora_coordinator):
    one = put_in("triage")
    with act(cora_coordinator) as by, pytest.raises(InvalidInput, match="different request"):
        links.add(one, other=one, kind=LinkKind.RELATED, by=by)


@pytest.mark.parametrize("is_reverse", [False, True])
def test_two_requests_are_linked_once_from_either_side(linked, act, cora_coordinator, is_reverse):
    one, other = (linked.other, linked.request) if is_reverse else (linked.request, linked.other)
    with act(cora_coordinator) as by, pytest.raises(InvalidInput, match="already linked"):
        links.add(one, other=other, kind=LinkKind.RELATED, by=by)


@pytest.mark.parametrize("is_reverse", [False, True])
def test_staff_remove_a_link_from_either_side(linked, client_of, cora_coordinator, is_reverse):
    client, number = client_of(cora_coordinator), linked.request.number
    shown = linked.other if is_reverse else linked.request
    address = f"/requests/{shown.number}/related/{linked.pk}/remove/"
    assert address in client.get(f"/requests/{shown.number}/").content.decode()
    asked = client.get(address).content.decode()
    assert "Remove this link?" in asked
    assert f"{number}: duplicate of {linked.other.number}" in asked
    assert client.post(address).status_code == 303
    for each, how, other in (
        (linked.request, "Duplicate of", linked.other),
        (linked.other, "Duplicated by", linked.request),
    ):
        page = client.get(f"/requests/{each.number}/").content.decode()
        assert f'Link removed: {how} <span class="psp-nowrap">{other.number}' in page
        assert f'{how} <a href="/requests/{other.number}/">' not in page
    assert client.get(address).status_code == 404


def test_a_link_is_removed_once(linked, act, cora_coordinator):
    with act(cora_coordinator) as by:
        links.remove(linked, by=by)
    with act(cora_coordinator) as by, pytest.raises(NotFound):
        links.remove(linked, by=by)


def test_the_site_removes_no_link(linked, act, client_of, dana_of_riverton, cora_coordinator):
    with act(dana_of_riverton) as by, pytest.raises(NotFound):
        links.remove(linked, by=by)
    address = f"/requests/{linked.request.number}/related/{linked.pk}/remove/"
    assert client_of(dana_of_riverton).post(address).status_code == 403
    with act(cora_coordinator):
        assert RequestLink.objects.get() == linked


def test_a_link_is_removed_by_the_roles_that_may_link(linked, act, cora_coordinator):
    with act(cora_coordinator) as by, pytest.raises(NotYours):
        links.remove(linked, by=replace(by, everywhere=frozenset()))


def test_a_link_of_another_request_is_not_removed_by_its_address(
    linked, put_in, client_of, cora_coordinator
):
    third = put_in("triage")
    address = f"/requests/{third.number}/related/{linked.pk}/remove/"
    assert client_of(cora_coordinator).post(address).status_code == 404


@pytest.mark.parametrize("side", ["request", "other"])
def test_a_legal_hold_of_either_request_keeps_the_link(
    linked, act, mona_manager, cora_coordinator, side
):
    held = getattr(linked, side)
    with act(mona_manager) as by:
        legal_holds.change(held, held=True, reason="Litigation.", by=by)
    with act(cora_coordinator) as by, pytest.raises(Refused, match="legal hold"):
        links.remove(linked, by=by)
