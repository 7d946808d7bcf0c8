"""Seats: appointing, ending, and the roster with its vacancies."""

import re
from datetime import UTC, date, datetime

import pytest

from foundation.accounts.actors import Actor, resolve
from foundation.audit.enums import Kind
from foundation.audit.models import SecurityEvent
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import InvalidInput, Refused
from sites import policies
from sites.actions import seats
from sites.errors import NotYours, SeatTaken
from sites.models import Membership
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 18, tzinfo=UTC)
LIAISON = {"role": "strategic-site-liaison", "seat": "liaison"}


@pytest.fixture
def mona(mona_manager) -> Actor:
    with acting_atomic(f"user:{mona_manager.pk}"):
        return resolve(mona_manager)


def test_a_manager_appoints(riverton, mona):
    lee = UserFactory()
    with acting_atomic(mona.principal):
        assert seats.appoint(riverton, user=lee, **LIAISON, by=mona).user == lee
    assert SecurityEvent.objects.get(kind=Kind.ROLE_CHANGED).user_id == lee.pk


def test_a_member_does_not_appoint(riverton, dana_of_riverton):
    with acting_atomic(f"user:{dana_of_riverton.pk}"), pytest.raises(NotYours):
        seats.appoint(riverton, user=UserFactory(), **LIAISON, by=resolve(dana_of_riverton))


def test_one_chair_holds_one_person(riverton, mona, lee_liaison):
    with acting_atomic(mona.principal), pytest.raises(SeatTaken):
        seats.appoint(riverton, user=UserFactory(), **LIAISON, by=mona)


def test_a_seat_of_another_role_is_refused(riverton, mona):
    with acting_atomic(mona.principal), pytest.raises(InvalidInput):
        seats.appoint(riverton, user=UserFactory(), role="program-advisor", seat="liaison", by=mona)


def test_an_ended_membership_frees_the_seat(riverton, mona, lee_liaison):
    with acting_atomic(mona.principal):
        held = Membership.objects.get(user=lee_liaison)
        seats.end(held, on=date(2026, 6, 30), by=mona)
        assert seats.appoint(riverton, user=UserFactory(), **LIAISON, by=mona).pk


def test_a_membership_ends_once(mona, lee_liaison):
    with acting_atomic(mona.principal):
        held = Membership.objects.get(user=lee_liaison)
        seats.end(held, by=mona)
        with pytest.raises(Refused):
            seats.end(held, by=mona)


def test_a_membership_does_not_end_before_it_began(mona, lee_liaison):
    with acting_atomic(mona.principal), pytest.raises(InvalidInput):
        seats.end(Membership.objects.get(user=lee_liaison), on=date(2020, 1, 1), by=mona)


def test_the_roster_has_six_roles_and_shows_vacancies(riverton, dana_of_riverton, member):
    member(riverton, "program-advisor", "advisor", name="Gone", ends_on=date(2026, 3, 1))
    with acting_atomic(f"user:{dana_of_riverton.pk}"):
        rows = list(Membership.objects.at(riverton).for_team())
    cells = {cell.role.slug: cell for cell in policies.roster(riverton, rows, AT)}
    assert len(cells) == 6
    assert [seat.vacant for seat in cells["point-of-contact"].seats] == [True, False]
    assert cells["program-advisor"].seats[0].empty_since == date(2026, 3, 2)
    assert cells["strategic-site-liaison"].seats[0].empty_since is None


def test_the_team_page_shows_people_and_vacancies(riverton, dana_of_riverton, client_of):
    page = client_of(dana_of_riverton).get("/sites/riverton-ex/team/")
    assert b"Dana of Riverton" in page.content
    assert b"Vacant" in page.content
    assert f'href="mailto:{dana_of_riverton.email}"'.encode() in page.content
    # Both the tabs of the site and the seat to fill lead on.
    assert b'href="/sites/riverton-ex/workspace/"' in page.content
    seat = "/sites/riverton-ex/team/invite/?seat=point-of-contact%3Ausao"
    assert f'href="{seat}"'.encode() in page.content
    asked = client_of(dana_of_riverton).get(seat).content.decode()
    assert re.search(r'<option value="point-of-contact:usao"\s+selected', asked)


def test_a_manager_sees_when_a_member_signed_in(
    riverton, dana_of_riverton, lee_liaison, mona_manager, client_of
):
    dana_of_riverton.last_login = datetime(2026, 3, 4, 15, tzinfo=UTC)
    with acting_atomic("system:demo"):
        dana_of_riverton.save(update_fields=["last_login"])
    page = client_of(mona_manager).get("/sites/riverton-ex/team/").content.decode()
    seen = re.findall(r'data-label="Last sign-in">\s*(?:<time[^>]*>)?([^<]+?)\s*<', page)
    assert sorted(seen) == ["Never", "Wed Mar 4, 9:00 am CT"]


def test_a_manager_ends_a_membership_on_the_page(mona_manager, lee_liaison, client_of):
    with acting_atomic("system:demo"):
        held = Membership.objects.get(user=lee_liaison)
    answer = client_of(mona_manager).post(
        f"/sites/riverton-ex/team/{held.pk}/end/", {"on": "2026-06-30"}
    )
    assert answer.status_code == 303
    with acting_atomic("system:demo"):
        held.refresh_from_db()
    assert held.ends_on == date(2026, 6, 30)


def test_a_day_that_is_none_is_refused(mona_manager, lee_liaison, client_of):
    with acting_atomic("system:demo"):
        held = Membership.objects.get(user=lee_liaison)
    answer = client_of(mona_manager).post(
        f"/sites/riverton-ex/team/{held.pk}/end/", {"on": "2026-13-40"}
    )
    assert answer.status_code == 422
