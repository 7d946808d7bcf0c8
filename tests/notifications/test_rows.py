"""The database's wall around notices."""

import pytest
from django.db import ProgrammingError, transaction

from foundation.notifications.models import Ledger, Notification, Preference
from foundation.tenancy.context import acting, acting_atomic
from tests.notifications.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def notice(tell, lee_liaison, riverton):
    return tell(lee_liaison, site_id=riverton.pk)


def seen_by(who: str) -> tuple[int, int]:
    with acting_atomic(who):
        return Notification.objects.count(), Ledger.objects.count()


def test_a_reader_sees_the_own_notices(notice, lee_liaison):
    assert seen_by(f"user:{lee_liaison.pk}") == (1, 1)


@pytest.mark.parametrize(
    "other", ["dana_of_riverton", "omar_of_lakeside", "cora_coordinator", "adam_admin"]
)
def test_nobody_else_sees_them(notice, other, request):
    assert seen_by(f"user:{request.getfixturevalue(other).pk}") == (0, 0)


@pytest.mark.parametrize("who", ["public", "system:unknown"])
def test_visitors_and_unknown_jobs_see_none(notice, who):
    assert seen_by(who) == (0, 0)


def test_nobody_else_changes_them(notice, dana_of_riverton):
    with acting_atomic(f"user:{dana_of_riverton.pk}"):
        assert Notification.objects.update(read_at=NOW) == 0


def test_a_reader_cannot_change_what_it_says(notice, lee_liaison):
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        acting(f"user:{lee_liaison.pk}"),
        transaction.atomic(),
    ):
        Notification.objects.update(title="Nothing")


@pytest.mark.parametrize("model", [Notification, Ledger])
def test_what_was_fired_is_never_deleted(notice, model):
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        acting("system:outbox"),
        transaction.atomic(),
    ):
        model.objects.all()._raw_delete("default")


def test_a_person_cannot_write_into_an_inbox(notice, dana_of_riverton, lee_liaison):
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        acting(f"user:{dana_of_riverton.pk}"),
        transaction.atomic(),
    ):
        Ledger.objects.create(kind="x", key="x", recipient=lee_liaison, why="x", fired_at=NOW)


def test_a_reader_cannot_forge_the_ledger(notice, lee_liaison):
    with acting_atomic(f"user:{lee_liaison.pk}"):
        assert Ledger.objects.update(mail="off") == 0


def test_nobody_sets_another_persons_wishes(lee_liaison, dana_of_riverton):
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        acting(f"user:{dana_of_riverton.pk}"),
        transaction.atomic(),
    ):
        Preference.objects.create(user=lee_liaison, email="off")
