"""Keep when people are away and who stands in."""

from datetime import date

from foundation.accounts.models import (
    Away,
)
from foundation.tenancy.context import atomic_savepoint


@atomic_savepoint
def go_away(*, away_from: date, until: date, stands_in: int, by: int) -> Away:
    """Keep when a person is away and who stands in; it takes the place of what was kept before.

    Arguments:
        away_from: the first day, in the person's own time zone.
        until: the last one.
        stands_in: the id of who gets their notices too, as far as they may read what these are about.
        by: the person's id.
    """
    kept = {"away_from": away_from, "until": until, "stands_in_id": stands_in}
    away, _ = Away.objects.update_or_create(person_id=by, defaults=kept)
    return away


@atomic_savepoint
def come_back(*, by: int) -> None:
    """Forget the absence: nobody stands in any more."""
    Away.objects.of(by).delete()
