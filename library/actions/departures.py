"""Give a leaver's resources another owner: none goes without a person who reviews it."""

from collections.abc import Collection, Iterator

from django.db.models import Exists, OuterRef, Q, QuerySet

from foundation.accounts import holdings
from foundation.accounts.actors import Actor
from foundation.accounts.holdings import Chosen, Heir, Held, Holding, Loss, taker
from foundation.accounts.roles import PROGRAM_MANAGER
from foundation.calendars import clock
from foundation.workflow import locks
from library.actions.owners import announce
from library.actions.resources import save
from library.enums import SHARING_SITE_ROLES, SHARING_STAFF
from library.models import Resource
from library.querysets import owners_of
from sites.models import Membership

SLUG = "resource"


def _owned(loss: Loss) -> QuerySet[Resource]:
    """Find what a loss leaves without somebody who can answer for it."""
    owned = Resource.objects.current().owned_by(loss.person.pk)
    if loss.closes:
        return owned
    lost = Q(site_id__in=loss.sites)
    seats = Membership.objects.of_user(loss.person.pk).live(clock.now())
    if loss.every_site:
        lost |= Q(site__isnull=False) & Q(~Exists(seats.filter(site_id=OuterRef("site_id"))))
    if loss.desk or loss.seats:
        # What everyone reads is kept by DOJ's staff, and by who still has a seat that shares resources.
        shares = seats.with_role(*SHARING_SITE_ROLES).exclude(pk__in=loss.seats)
        keeps = loss.person.staff_role in SHARING_STAFF and not loss.desk
        if not keeps and not shares.exists():
            lost |= Q(site=None)
    return owned.filter(lost)


def _heirs(resource: Resource, leaver: int) -> Iterator[Heir]:
    """Find who can take a resource: the people of its site, or Program Managers, first."""
    people = owners_of(resource, clock.now()).exclude(pk=leaver)
    first = [each for each in people if _comes_first(resource, each.staff_role)]
    for each in [*first, *(one for one in people if one not in first)]:
        yield Heir(each.pk, each.name)


def _comes_first(resource: Resource, staff_role: str) -> bool:
    return not staff_role if resource.site_id else staff_role == PROGRAM_MANAGER.slug


def _held(loss: Loss) -> Iterator[Held]:
    for each in _owned(loss).select_related("site").order_by("review_by", "pk"):
        yield Held(
            kind=SLUG,
            key=str(each.pk),
            noun="resource",
            site=each.site.name if each.site else "",
            thing=str(each.pk),
            number=each.handle,
            title=each.title,
            heirs=tuple(_heirs(each, loss.person.pk)),
        )


def _pass_on(loss: Loss, chosen: Chosen, by: Actor) -> None:
    for held in locks.hold_all(_owned(loss).order_by("pk")):
        heir = taker(_heirs(held, loss.person.pk), chosen.get(f"{SLUG}:{held.pk}"))
        if heir is not None:
            held.owner_id = heir
            announce(save(held))


def _readable(reader: Actor, things: Collection[str]) -> set[str]:
    seen = Resource.objects.visible_to(reader).filter(pk__in=things)
    return {str(pk) for pk in seen.values_list("pk", flat=True)}


holdings.declare(Holding(slug=SLUG, held=_held, pass_on=_pass_on, readable=_readable))
