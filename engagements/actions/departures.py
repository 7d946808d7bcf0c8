"""Hand over a site's commitments when their owner leaves: none that is open stays with somebody who is gone."""

from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

from django.db.models import Q, QuerySet

from engagements.actions.commitments import announce, saved
from engagements.enums import Party
from engagements.models import Commitment
from engagements.querysets.owners import in_role
from foundation.accounts import holdings
from foundation.accounts.actors import Actor, resolve
from foundation.accounts.holdings import Chosen, Heir, Held, Holding, Loss, taker
from foundation.accounts.models import Away, User
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import COORDINATOR, LIAISON, PROGRAM_MANAGER
from foundation.calendars import clock
from foundation.workflow import locks
from sites.models import Membership, Site

SLUG = "site-commitment"


class Heirs:
    """The people who can take the commitments of one leaver; each person and group is looked up once."""

    def __init__(self, leaver: User) -> None:
        self._leaver = leaver
        self._people: dict[int, tuple[User, Actor]] = {}

    def of(self, commitment: Commitment) -> Iterator[Heir]:
        """Find who can own it: the backup, the same role at the site, its liaison, then DOJ's people."""
        site = commitment.site
        roles = [role for at, role in self._seats if at == site.pk]
        groups: list[Iterable[int]] = [sorted(self._stand_ins)]
        if commitment.owed_by == Party.DOJ:
            groups.append(sorted(User.objects.open_with_role(COORDINATOR.slug)))
        else:
            groups += [self._seated(site, role) for role in roles]
            groups.append(self._seated(site, LIAISON.slug))
        groups.append(self._managers)
        seen = {self._leaver.pk}
        for user_id in (each for group in groups for each in group):
            if user_id not in seen:
                seen.add(user_id)
                person, actor = self._person(user_id)
                if actor.may(P.SITE_VIEW, at=site.pk):
                    yield Heir(person.pk, person.name)

    @cached_property
    def _stand_ins(self) -> set[int]:
        return Away.objects.stand_ins([self._leaver.pk], clock.now())

    @cached_property
    def _managers(self) -> list[int]:
        return sorted(User.objects.open_with_role(PROGRAM_MANAGER.slug))

    @cached_property
    def _seats(self) -> list[tuple[int, str]]:
        held = Membership.objects.of_user(self._leaver.pk)
        return list(held.values_list("site_id", "role"))

    def _seated(self, site: Site, role: str) -> list[int]:
        return [person.pk for person in in_role(site, role, clock.now())]

    def _person(self, user_id: int) -> tuple[User, Actor]:
        if user_id not in self._people:
            person = User.objects.select_related("organization").get(pk=user_id)
            self._people[user_id] = (person, resolve(person))
        return self._people[user_id]


def _owed(loss: Loss) -> QuerySet[Commitment]:
    owed = Commitment.objects.open().without_request().filter(owner=loss.person)
    lost = Q(site_id__in=loss.sites)
    if loss.desk:
        lost |= Q(owed_by=Party.DOJ)
    if loss.every_site:
        seats = Membership.objects.of_user(loss.person.pk).live(clock.now())
        lost |= ~Q(site_id__in=seats.order_by().values("site_id"))
    return (owed if loss.closes else owed.filter(lost)).select_related("site")


def _held(loss: Loss) -> Iterator[Held]:
    heirs = Heirs(loss.person)
    for each in _owed(loss).order_by("due_on", "pk"):
        yield Held(
            kind=SLUG,
            key=str(each.pk),
            noun="commitment",
            site=each.site.name,
            thing=str(each.pk),
            title=each.text,
            heirs=tuple(heirs.of(each)),
        )


def _pass_on(loss: Loss, chosen: Chosen, by: Actor) -> None:
    heirs = Heirs(loss.person)
    for commitment in locks.hold_all(_owed(loss).order_by("pk")):
        commitment.owner_id = taker(heirs.of(commitment), chosen.get(f"{SLUG}:{commitment.pk}"))
        kept = saved(commitment, "owner")
        if kept.owner_id is not None:
            announce(kept)


def _readable(reader: Actor, things: Collection[str]) -> set[str]:
    seen = Commitment.objects.visible_to(reader).filter(pk__in=things)
    return {str(pk) for pk in seen.values_list("pk", flat=True)}


holdings.declare(Holding(slug=SLUG, held=_held, pass_on=_pass_on, readable=_readable))
