"""A legal hold: who places it, who sees it, and what cannot be taken away while it stands."""

from io import BytesIO

import pytest
from django.db import IntegrityError, InternalError, transaction

from foundation.calendars import clock
from foundation.files import intake
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import Refused
from tests.pages import markup, words
from tta_requests.actions import attachments, legal_holds
from tta_requests.errors import NotYours
from tta_requests.models import Attachment, TTARequest

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_(put_in):
    return put_in("in-delivery")


@pytest.fixture
def held(request_, act, mona_manager):
    with act(mona_manager) as by:
        return legal_holds.change(request_, held=True, reason="Doe v. City", by=by)


@pytest.fixture
def file(request_, act, dana_of_riverton):
    with act(dana_of_riverton) as by:
        checked = intake.check(BytesIO(b"Week 12"), "week.txt")
        return attachments.attach(request_, file=checked, by=by)


def test_a_manager_places_it_from_the_page_and_everybody_sees_it(
    request_, client_of, mona_manager, dana_of_riverton, pat_provider
):
    address = f"/requests/{request_.number}/"
    assert "Place on legal hold" in words(client_of(mona_manager).get(address))
    form = {"held": "True", "reason": "Doe v. City"}
    assert client_of(mona_manager).post(f"{address}legal-hold/", form).status_code == 303
    for reader in (dana_of_riverton, pat_provider):
        page = words(client_of(reader).get(address))
        assert "Legal hold since" in page
        assert "Doe v. City" not in page
        assert "Place on legal hold" not in page
    assert "Doe v. City" in client_of(mona_manager).get(address).content.decode()


@pytest.mark.parametrize("who", ["cora_coordinator", "dana_of_riverton", "lee_liaison"])
def test_nobody_else_places_one(request, request_, act, who):
    with act(request.getfixturevalue(who)) as by, pytest.raises(NotYours):
        legal_holds.change(request_, held=True, reason="Because", by=by)


def test_a_hold_makes_a_new_version(request_, held):
    assert held.version == request_.version + 1


def test_a_page_that_is_out_of_date_does_not_lift_what_it_meant_to_place(held, act, mona_manager):
    with act(mona_manager) as by, pytest.raises(Refused, match="already"):
        legal_holds.change(held, held=True, reason="Again", by=by)


def test_its_files_stay_until_it_is_lifted(
    request_, file, held, act, client_of, cora_coordinator, mona_manager
):
    page = markup(client_of(cora_coordinator).get(f"/requests/{request_.number}/"))
    assert ">Remove<" not in page
    with act(cora_coordinator) as by, pytest.raises(Refused, match="legal hold"):
        attachments.remove(file, reason="Wrong file", by=by)
    with act(mona_manager) as by:
        legal_holds.change(held, held=False, reason="Settled", by=by)
    with act(cora_coordinator) as by:
        assert attachments.remove(file, reason="Wrong file", by=by).removed_at


def test_the_database_keeps_it_too(file, held):
    with acting_atomic("system:demo"):
        rows = Attachment.objects.of_request(held.pk)
        with (
            pytest.raises((InternalError, IntegrityError), match="legal hold"),
            transaction.atomic(),
        ):
            rows.update(removed_at=clock.now(), removed_by=held.requester, removal_reason="So")
        with pytest.raises(InternalError, match="Cannot delete"), transaction.atomic():
            TTARequest.objects.numbered(held.number)._raw_delete("default")
