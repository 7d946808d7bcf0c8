"""What a test committed is gone before the next one, and what migrations wrote is still there."""

import pytest
from django.db import connections

from tests import sweep


def filled() -> set[str]:
    """Tables with rows, asked as the owner past every policy."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        names = [name for (name,) in cursor.fetchall()]
        cursor.execute("SELECT set_config('app.actor', 'system:migrate', false)")
        cursor.execute(
            " UNION ALL ".join(f"SELECT '{n}' WHERE EXISTS (SELECT FROM \"{n}\")" for n in names)  # noqa: S608 -- names of the catalogue's
        )
        found = {name for (name,) in cursor.fetchall()}
        cursor.execute("SELECT set_config('app.actor', '', false)")
    return found


@pytest.mark.parametrize("silently", [True, False])
@pytest.mark.django_db(transaction=True)
def test_committed_rows_go_and_those_of_migrations_stay(
    sent_by, dana_of_riverton, riverton, lee_liaison, enforced, monkeypatch, silently
):
    if not silently:  # on a server of somebody else's
        monkeypatch.setattr(sweep, "MAY_SILENCE", "SELECT false")
    sent_by(dana_of_riverton, riverton)
    assert {"tta_requests_ttarequest", "tta_requests_ttarequestevent", "outbox_message"} <= filled()
    sweep.sweep()
    assert filled() == set(sweep.SEEDED)


@pytest.mark.django_db(transaction=True, databases=["default"])
def test_it_needs_no_leave_of_the_test(dana_of_riverton):
    """The owner's connection is shut to a test that names only the other one."""
    sweep.sweep()
    assert type(dana_of_riverton)._default_manager.count() == 0
