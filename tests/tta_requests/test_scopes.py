"""The scope: written by one side, signed by both, again after each change."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import Refused
from tests.pages import words
from tta_requests.actions import scopes
from tta_requests.enums import Side, Status
from tta_requests.errors import NotYours
from tta_requests.models import Scope

pytestmark = pytest.mark.django_db

VALUES = {
    "objectives": "One list that all three agencies use.",
    "activities": "Meet, agree, train.",
    "site_provides": "A room.",
    "effort": timedelta(hours=40),
    "starts_on": date(2026, 12, 7),
    "ends_on": date(2027, 1, 29),
    "delivery_mode": "on-site",
}


@pytest.fixture
def written(put_in, act, pat_provider):
    """In scoping, with a second version by the provider."""
    tta_request = put_in("scoping")
    with act(pat_provider) as by:
        scopes.write(tta_request, values=VALUES, over=1, by=by)
    return tta_request


@pytest.fixture
def sign(act, written):
    def by_person(person, side, number=2):
        with act(person) as by:
            return scopes.sign(written, number=number, side=side, by=by)

    return by_person


def test_both_signatures_schedule_the_work(
    sign, written, dana_of_riverton, cora_coordinator, fresh
):
    sign(dana_of_riverton, Side.SITE)
    assert fresh(written).status == Status.SCOPING
    sign(cora_coordinator, Side.DOJ)
    kept = fresh(written)
    assert (kept.status, kept.scope_signed_at is not None) == (Status.SCHEDULED, True)


def test_an_older_version_is_not_signed(sign, dana_of_riverton):
    with pytest.raises(Refused, match="newer version"):
        sign(dana_of_riverton, Side.SITE, number=1)


def test_a_new_version_wants_new_signatures(
    sign, written, act, pat_provider, dana_of_riverton, fresh
):
    sign(dana_of_riverton, Side.SITE)
    with act(pat_provider) as by:
        scopes.write(fresh(written), values=VALUES, over=2, by=by)
    with acting_atomic("system:demo"):
        last = Scope.objects.of_request(written.pk).first()
    assert (last.number, last.site_signed_at, last.is_signed) == (3, None, False)


def test_who_writes_does_not_sign(act, put_in, cora_coordinator):
    tta_request = put_in("scoping")
    with act(cora_coordinator) as by:
        scopes.write(tta_request, values=VALUES, over=1, by=by)
        with pytest.raises(Refused, match="can't sign their own version"):
            scopes.sign(tta_request, number=2, side=Side.DOJ, by=by)


def test_nobody_signs_for_the_other_side(sign, dana_of_riverton, cora_coordinator):
    for person, side in ((dana_of_riverton, Side.DOJ), (cora_coordinator, Side.SITE)):
        with pytest.raises(Refused, match="can't sign for this side"):
            sign(person, side)


def test_the_database_wants_two_people(written, dana_of_riverton):
    with (
        pytest.raises(IntegrityError, match="two_people_sign_a_scope"),
        acting_atomic("system:demo"),
    ):
        Scope.objects.filter(request=written, number=2).update(
            site_signed_by=dana_of_riverton,
            site_signed_at="2026-12-01T00:00Z",
            doj_signed_by=dana_of_riverton,
            doj_signed_at="2026-12-01T00:00Z",
        )


def test_a_version_written_meanwhile_is_not_lost(written, act, cora_coordinator):
    with act(cora_coordinator) as by, pytest.raises(Refused, match="saved a newer version"):
        scopes.write(written, values=VALUES, over=1, by=by)


def test_another_provider_writes_no_scope(put_in, act, sam_provider):
    with act(sam_provider) as by, pytest.raises(NotYours):
        scopes.write(put_in("scoping"), values=VALUES, over=1, by=by)


def test_the_site_reads_and_signs_on_the_page(client_of, written, dana_of_riverton):
    client = client_of(dana_of_riverton)
    page = client.get(f"/requests/{written.number}/scope/").content.decode()
    assert "Sign for the site" in page
    assert "Sign for DOJ" not in page
    answer = client.post(
        f"/requests/{written.number}/scope/sign/", {"side": "site", "version": "2"}
    )
    assert answer.status_code == 303
    assert "Dana of Riverton" in client.get(f"/requests/{written.number}/scope/").content.decode()


def test_the_page_promises_a_new_version_only_while_one_can_be_written(
    client_of, written, sign, dana_of_riverton, cora_coordinator
):
    dana, page = client_of(dana_of_riverton), f"/requests/{written.number}/scope/"
    sign(dana_of_riverton, Side.SITE)
    assert "A change makes a new version" in words(dana.get(page))
    sign(cora_coordinator, Side.DOJ)
    signed = words(dana.get(page))
    assert "A change makes a new version" not in signed
    assert "It stays in force until both have signed a change of it." in signed


def test_what_was_typed_stays_when_a_scope_is_refused(client_of, written, pat_provider):
    form = {
        **VALUES,
        "effort": "0",
        "starts_on": "2026-12-07",
        "ends_on": "2026-12-01",
        "over": "2",
    }
    answer = client_of(pat_provider).post(f"/requests/{written.number}/scope/write/", form)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "more than zero hours" in text
    assert "Enter a last day on or after the first day" in text
    assert "One list that all three agencies use." in text


def test_a_scope_that_is_over_is_refused_at_its_last_day(client_of, written, pat_provider):
    days = {"starts_on": "2026-01-05", "ends_on": "2026-02-27"}
    form = {**VALUES, **days, "effort": "12", "over": "2"}
    answer = client_of(pat_provider).post(f"/requests/{written.number}/scope/write/", form)
    assert answer.status_code == 422
    assert "Enter a last day that is today or later." in answer.content.decode()
