"""Core areas, sites, and principles for lists to choose from: small tables cached in the process for 30 seconds."""

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save

from engagements.models import Engagement
from foundation.calendars import clock
from foundation.calendars.days import OFFICIAL_ZONE
from foundation.needs.registry import Place
from sites.models import CoreArea, Principle, Site

SECONDS_KEPT = 30.0


@dataclass(frozen=True, slots=True)
class Choices:
    """Every core area in force, every site by its id in the order of names, and DOJ's principles; all are public."""

    areas: tuple[CoreArea, ...]
    by_id: Mapping[int, Site]
    principles: tuple[Principle, ...]

    @property
    def sites(self) -> tuple[Site, ...]:
        """All sites, in the order of their names."""
        return tuple(self.by_id.values())

    def sites_among(self, ids: frozenset[int] | None) -> tuple[Site, ...]:
        """Return the sites with those ids; all of them for ``None``."""
        return tuple(site for pk, site in self.by_id.items() if ids is None or pk in ids)


_kept: tuple[float, Choices] | None = None


def current(*, knowing: Iterable[int] = ()) -> Choices:
    """Return these tables; a change in this process counts at once, one from elsewhere within 30 seconds.

    Arguments:
        knowing: ids of the reader's sites: if one is missing because another process just created it, both
            tables are read again.
    """
    global _kept  # noqa: PLW0603 -- two small tables kept for the process
    if _kept is None or _kept[0] < time.monotonic() or not _knows(_kept[1], knowing):
        areas = CoreArea.objects.in_force_on(clock.today(OFFICIAL_ZONE)).order_by("name")
        sites = Site.objects.order_by("name", "pk")
        _kept = (
            time.monotonic() + SECONDS_KEPT,
            Choices(
                tuple(areas), {site.pk: site for site in sites}, tuple(Principle.objects.all())
            ),
        )
    return _kept[1]


def site(pk: int, *, knowing: Iterable[int] = ()) -> Site:
    """Return the cached site with that id, which must exist; ``knowing`` is as for ``current``."""
    return current(knowing=knowing).by_id[pk]


def _knows(kept: Choices, ids: Iterable[int]) -> bool:
    return all(pk in kept.by_id for pk in ids)


def places(ids: frozenset[int]) -> dict[int, Place]:
    """Return the names and zones of the cached sites with those ids."""
    known = current(knowing=ids).by_id
    return {pk: Place(known[pk].name, known[pk].time_zone) for pk in ids & known.keys()}


def former_sites() -> frozenset[int]:
    """Return the ids of the sites that ask for no new help, because their engagement is over."""
    return frozenset(Engagement.objects.former_sites(clock.now()))


def forget(**_: Any) -> None:
    """Drop the cached tables, now and once this transaction is committed."""
    _forget_now()
    if transaction.get_connection().in_atomic_block:
        transaction.on_commit(_forget_now)


def _forget_now() -> None:
    global _kept  # noqa: PLW0603 -- as above
    _kept = None


for _model in (CoreArea, Principle, Site):
    post_save.connect(forget, sender=_model, dispatch_uid=f"choices_saved_{_model.__name__}")
    post_delete.connect(forget, sender=_model, dispatch_uid=f"choices_deleted_{_model.__name__}")
