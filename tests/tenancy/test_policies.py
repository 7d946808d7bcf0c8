"""The database's wall: what each kind of actor may see and write, without any help from Python."""

from datetime import UTC, date, datetime

import pytest
from django.db import InternalError, ProgrammingError, connection, transaction

from foundation.calendars import clock
from foundation.tenancy import guard
from foundation.tenancy.context import acting
from foundation.tenancy.models import tenant_models
from sites.models import Membership
from tests.factories.accounts import UserFactory
from tests.factories.sites import MembershipFactory

pytestmark = pytest.mark.django_db


def seen_by(who: str) -> set[str]:
    with acting(who), transaction.atomic():
        return {f"{row.site.slug}:{row.user.name}" for row in Membership.objects.all()}


def test_a_member_sees_the_own_site_only(dana_of_riverton, omar_of_lakeside):
    assert seen_by(f"user:{dana_of_riverton.pk}") == {"riverton-ex:Dana of Riverton"}


def test_staff_see_every_site(dana_of_riverton, omar_of_lakeside, cora_coordinator):
    assert seen_by(f"user:{cora_coordinator.pk}") == {
        "riverton-ex:Dana of Riverton",
        "lakeside-ex:Omar of Lakeside",
    }


def test_an_administrator_sees_no_site_without_broken_glass(dana_of_riverton, adam_admin):
    assert seen_by(f"user:{adam_admin.pk}") == set()


def test_a_person_with_two_seats_sees_both_sites(member, riverton, lakeside, dana_of_riverton):
    member(lakeside, "executive-leadership", "executive", user=dana_of_riverton)
    assert seen_by(f"user:{dana_of_riverton.pk}") == {
        "riverton-ex:Dana of Riverton",
        "lakeside-ex:Dana of Riverton",
    }


def test_an_ended_membership_shows_only_itself(member, riverton, omar_of_lakeside):
    gone = member(
        riverton, "executive-leadership", "executive", name="Gone", ends_on=date(2026, 3, 1)
    )
    member(riverton, "point-of-contact", "usao", name="Ula")
    assert seen_by(f"user:{gone.user_id}") == {"riverton-ex:Gone"}


def test_a_membership_follows_the_portals_clock(member, riverton):
    ula = member(riverton, "point-of-contact", "usao", name="Ula", starts_on=date(2031, 1, 1))
    member(riverton, "executive-leadership", "executive", name="Mayor")
    with clock.frozen(datetime(2031, 2, 1, tzinfo=UTC)):
        assert seen_by(f"user:{ula.user_id}") == {"riverton-ex:Ula", "riverton-ex:Mayor"}


def test_an_inactive_person_sees_nothing_of_the_site(member, riverton):
    ula = member(riverton, "point-of-contact", "usao", name="Ula")
    member(riverton, "executive-leadership", "executive", name="Mayor")
    ula.user.is_active = False
    ula.user.save()
    assert seen_by(f"user:{ula.user_id}") == {"riverton-ex:Ula"}


def test_an_inactive_coordinator_sees_no_site(dana_of_riverton, cora_coordinator):
    cora_coordinator.is_active = False
    cora_coordinator.save()
    assert seen_by(f"user:{cora_coordinator.pk}") == set()


@pytest.mark.parametrize("who", ["public", "system:unknown"])
def test_visitors_and_unknown_jobs_see_nothing(who, dana_of_riverton):
    assert seen_by(who) == set()


def test_nobody_is_refused_aloud(dana_of_riverton):
    with (
        guard.suspended(),
        pytest.raises(InternalError, match="no actor") as refusal,
        transaction.atomic(),
    ):
        list(Membership.objects.all())
    assert refusal.value.__cause__.pgcode == "PSP01"


def test_a_row_cannot_be_written_into_another_site(lakeside, dana_of_riverton):
    user = UserFactory()
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        acting(f"user:{dana_of_riverton.pk}"),
        transaction.atomic(),
    ):
        MembershipFactory(site=lakeside, user=user)


def test_another_sites_row_cannot_be_changed(dana_of_riverton, omar_of_lakeside):
    with acting(f"user:{dana_of_riverton.pk}"), transaction.atomic():
        assert Membership.objects.filter(user=omar_of_lakeside).update(title="Taken") == 0


def test_the_portal_cannot_truncate(dana_of_riverton):
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE sites_membership CASCADE")


def test_the_actor_is_forgotten_after_the_block(dana_of_riverton):
    with acting(f"user:{dana_of_riverton.pk}"):
        assert seen_by(f"user:{dana_of_riverton.pk}")
    with pytest.raises(InternalError), transaction.atomic():
        list(Membership.objects.all())


def test_every_table_with_a_site_is_behind_a_forced_policy():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c WHERE c.relrowsecurity AND c.relforcerowsecurity"
            " AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid)"
        )
        guarded = {name for (name,) in cursor.fetchall()}
        cursor.execute(
            "SELECT table_name FROM information_schema.columns"
            " WHERE column_name = 'site_id' AND table_schema = 'public'"
        )
        with_site = {name for (name,) in cursor.fetchall()}
    assert with_site - guarded == set()
    assert {model._meta.db_table for model in tenant_models()} == with_site


def only_sites(who: str) -> list[int] | None:
    with acting(who), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT app_only_sites()")
        (found,) = cursor.fetchone()
        return found


def test_only_staff_and_jobs_are_limited_to_no_sites(
    dana_of_riverton, cora_coordinator, adam_admin, riverton
):
    everywhere = [f"user:{cora_coordinator.pk}", "system:outbox"]
    assert [only_sites(who) for who in everywhere] == [None, None]
    nowhere = [f"user:{adam_admin.pk}", f"user:{UserFactory().pk}", "public", "system:unknown"]
    assert [only_sites(who) for who in nowhere] == [[]] * len(nowhere)
    assert only_sites(f"user:{dana_of_riverton.pk}") == [riverton.pk]


def test_what_tells_a_live_membership_is_a_part_of_the_query_that_asks(dana_of_riverton):
    """With rights or a search path of its own, PostgreSQL would start a second query each time a policy asks."""
    who = f"user:{dana_of_riverton.pk}"
    with acting(who), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("EXPLAIN SELECT FROM app_live_memberships_of(1, now())")
        plan = " ".join(line for (line,) in cursor.fetchall())
    assert "sites_membership" in plan
    assert "Function Scan" not in plan


def test_rows_that_no_site_limits_have_a_site():
    """``(site_id = ANY (…)) IS NOT FALSE`` is true for a row without a site."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.tablename, c.is_nullable FROM pg_policies p JOIN information_schema.columns c"
            " ON (c.table_name, c.column_name) = (p.tablename, 'site_id') WHERE p.qual ~ 'app_only_sites'"
        )
        found = dict(cursor.fetchall())
    assert found["tta_requests_ttarequest"] == "NO"
    assert set(found.values()) == {"NO"}, found
