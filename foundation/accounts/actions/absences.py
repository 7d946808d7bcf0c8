"""Save when people are away and who covers for them."""

from datetime import date, datetime

from foundation.accounts.models import (
    Away,
)
from foundation.tenancy.context import atomic_savepoint


@atomic_savepoint
def go_away(*, away_from: date, until: date, stands_in: int, by: int) -> Away:
    """Save when a person is away and who covers for them, replacing any absence saved before.

    Arguments:
        away_from: the first day, in the person's own time zone.
        until: the last day, in the same time zone.
        stands_in: the id of the person who gets their notices too, as far as that person may read
            the subject.
        by: the id of the person who is away.
    """
    kept = {"away_from": away_from, "until": until, "stands_in_id": stands_in}
    away, _ = Away.objects.update_or_create(person_id=by, defaults=kept)
    return away


@atomic_savepoint
def lose_backup(user_id: int, *, at: datetime) -> list[int]:
    """Delete the absences that a person covers who leaves; return the ids of those who now have no backup."""
    rows = Away.objects.covered_by(user_id, at)
    people = [each.person_id for each in rows]
    rows.delete()
    return people


@atomic_savepoint
def come_back(*, by: int) -> None:
    """Delete the person's absence, so that no one covers for them any more."""
    Away.objects.of(by).delete()
