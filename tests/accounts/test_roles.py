"""Roles as data: the golden table, the page for readers, and powers that stay at their site."""

from pathlib import Path

import pytest

from foundation.accounts import roles_doc
from foundation.accounts.actors import Actor, Powers, _together, resolve
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import ADMINISTRATOR, BROKEN_GLASS, ROLES, SITE_ROLES
from foundation.tenancy.context import acting_atomic

HERE = Path(__file__).parent
DOCS = HERE.parents[1] / "docs"


def test_the_golden_table_is_what_the_code_grants():
    assert (HERE / "role_matrix.md").read_text() == roles_doc.table()


def test_the_page_of_roles_is_what_the_code_says():
    assert (DOCS / "roles.md").read_text() == roles_doc.book()


def test_every_permission_is_granted_to_some_role():
    granted = frozenset().union(*(role.permissions for role in ROLES.values()))
    assert set(P) - granted == set()


def test_the_site_team_has_six_roles():
    assert len(SITE_ROLES) == 6


def test_administrators_hold_nothing_of_a_site():
    assert ADMINISTRATOR.permissions == {P.INBOX_VIEW, P.ADMIN_USE, P.GLASS_BREAK}


def test_broken_glass_is_to_look():
    assert all(str(permission).endswith(":view") for permission in BROKEN_GLASS)


@pytest.mark.parametrize("slug", ["provider", "administrator"])
def test_these_roles_cannot_enter_a_workspace(slug):
    assert P.SITE_VIEW not in ROLES[slug].permissions


def test_powers_of_two_rooms_at_one_site_add_up():
    rooms = [Powers({1: frozenset({P.SITE_VIEW})}), Powers({1: frozenset({P.UPDATE_LOG})})]
    assert _together(rooms, lasting=True) == {1: {P.SITE_VIEW, P.UPDATE_LOG}}


def test_powers_that_pass_are_left_out_of_what_lasts():
    rooms = [Powers({1: frozenset({P.SITE_VIEW})}, passing={1: frozenset({P.UPDATE_LOG})})]
    assert _together(rooms, lasting=True) == {1: {P.SITE_VIEW}}
    assert _together(rooms, lasting=False) == {1: {P.SITE_VIEW, P.UPDATE_LOG}}


@pytest.fixture
def both(member, riverton, lakeside) -> Actor:
    """Liaison at Riverton, executive at Lakeside."""
    seat = member(riverton, "strategic-site-liaison", "liaison", name="Two Hats")
    member(lakeside, "executive-leadership", "executive", user=seat.user)
    with acting_atomic(f"user:{seat.user_id}"):
        return resolve(seat.user)


def test_a_person_with_two_roles_has_each_at_its_site(both, riverton, lakeside):
    assert both.may(P.UPDATE_LOG, at=riverton.pk)
    assert not both.may(P.UPDATE_LOG, at=lakeside.pk)
    assert both.may(P.SITE_VIEW, at=lakeside.pk)
    assert both.sites_for(P.UPDATE_LOG) == {riverton.pk}


def test_nothing_holds_at_no_site(both):
    assert not both.may(P.UPDATE_LOG, at=None)
    assert both.may_anywhere(P.UPDATE_LOG)


def test_an_inactive_person_is_a_visitor(dana_of_riverton):
    dana_of_riverton.is_active = False
    assert resolve(dana_of_riverton).principal == "public"


def test_a_liaison_of_one_site_is_refused_where_only_executive(both, client_of, lakeside):
    from foundation.accounts.models import User

    client = client_of(User.objects.get(pk=both.user_id))
    assert client.get("/sites/lakeside-ex/team/").status_code == 200
    assert client.get("/sites/lakeside-ex/team/invite/").status_code == 403
