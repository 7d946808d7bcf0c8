"""Who is on the roster of a summit, and when each arrived."""

from datetime import datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery

from foundation.accounts.actors import Actor
from foundation.workflow.cursors import Position
from sites.models import Site
from summits.models import CheckIn, Registration, Session, Summit
from summits.models.registrations import RegistrationQuerySet


def roster_of(
    summit: Summit, actor: Actor, sites: frozenset[int] | None, site: Site | None = None
) -> RegistrationQuerySet:
    """Return who holds a seat or a place at a summit, each with ``arrived_at`` at the first door, by site and name.

    Arguments:
        sites: the ids of the sites to list; ``None`` lists everyone.
        site: one site to list alone.
    """
    found = Registration.objects.visible_to(actor).of_summit(summit.pk).holding()
    if sites is not None:
        found = found.at_any(sites)
    if site is not None:
        found = found.at(site.pk)
    at_any_door = CheckIn.objects.filter(registration=OuterRef("pk"))
    return _with_arrival(found, at_any_door).order_by("site__name", "name", "pk")


def position_on_roster(registration: Registration) -> Position:
    """Return where a person is on a roster: by site, the people of no site last, by name, and by key."""
    site = registration.site
    return Position((site.name if site else None, registration.name), registration.pk)


def after_person(found: RegistrationQuerySet, position: Position | None) -> RegistrationQuerySet:
    """Return the people of a roster who come after a position; everyone for None."""
    if position is None:
        return found
    site, name = position.at
    later = Q(name__gt=name) | Q(name=name, pk__gt=position.pk)
    if site is None:
        return found.filter(later, site=None)
    return found.filter(Q(site__name__gt=site) | Q(site__name=site) & later | Q(site=None))


def door_list_of(summit: Summit, actor: Actor, session: Session | None) -> RegistrationQuerySet:
    """Return who may come to a door, by name, each with ``arrived_at`` there; federal partners aren't on it."""
    found = Registration.objects.visible_to(actor).of_summit(summit.pk).on_phones()
    at_this_door = CheckIn.objects.filter(registration=OuterRef("pk"), session=session)
    return _with_arrival(found, at_this_door)


def sites_on(summit: Summit, actor: Actor, sites: frozenset[int] | None) -> QuerySet[Site]:
    """Return the sites that have people on a roster, by name."""
    on_it = roster_of(summit, actor, sites).order_by().values("site_id")
    return Site.objects.filter(pk__in=on_it).order_by("name")


def arrived_at(registration: Registration) -> datetime | None:
    """Return when a person on a roster arrived, as the query found it."""
    found: datetime | None = registration.arrived_at  # type: ignore[attr-defined]  # -- added by the query
    return found


def _with_arrival(found: RegistrationQuerySet, here: QuerySet[CheckIn]) -> RegistrationQuerySet:
    return found.select_related("site", "seat", "summit").annotate(
        arrived_at=Subquery(here.order_by("at").values("at")[:1])
    )
