"""The caseload's facts about each site, in a fixed number of queries for any number of sites."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from engagements.models import Commitment, Engagement
from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from foundation.accounts.roles import LIAISON
from foundation.calendars import clock
from foundation.needs.columns import day_at
from liaisons.models import EngagementUpdate, PlannedContact
from sites.models import Membership, Site
from sites.policies import RoleCell, SeatCell, roster
from tta_requests.querysets import requests


@dataclass(frozen=True, slots=True)
class LateCommitments:
    """How many commitments of a site are past due, and since when the oldest is."""

    count: int
    since: date


@dataclass(frozen=True, slots=True)
class NextContact:
    """The day planned for a contact, and its kind where that is planned too."""

    day: date
    kind: str = ""


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """One site on one day of its own calendar."""

    site: Site
    day: date
    last: EngagementUpdate | None
    engagement: Engagement | None
    roles: list[RoleCell]
    requests: Mapping[str, int]
    late: LateCommitments | None = None
    planned: PlannedContact | None = None

    @property
    def next_contact(self) -> NextContact | None:
        """The next contact that is planned, by itself or in the last update; None without a plan."""
        said = self.last.next_contact_on if self.last else None
        if self.planned and (said is None or self.planned.planned_on <= said):
            return NextContact(self.planned.planned_on, self.planned.get_kind_display())
        return NextContact(said) if said else None

    @property
    def next_on(self) -> date | None:
        """The day of the next contact that is planned; None without a plan."""
        return self.next_contact.day if self.next_contact else None

    @property
    def liaisons(self) -> list[User]:
        """The people in the liaison's seat now, stand-ins too."""
        return [holder.user for holder in self.seated]

    @property
    def seated(self) -> list[Membership]:
        """The memberships in the liaison's seat now, stand-ins' too."""
        return [holder for role in self.roles for holder in role.holders if _is_liaison(role)]

    @property
    def on_duty(self) -> list[User]:
        """The people to notify: the liaison, or while the liaison is on leave the stand-in."""
        return [holder.user for role in self.roles if _is_liaison(role) for holder in role.on_duty]

    @property
    def stand_in(self) -> Membership | None:
        """Who stands in for the liaison now; None if no one does."""
        seated = [holder for role in self.roles for holder in role.on_duty if _is_liaison(role)]
        return next((holder for holder in seated if holder.covers_id), None)

    @property
    def vacancies(self) -> list[SeatCell]:
        """The required seats that are vacant."""
        return [seat for role in self.roles for seat in role.seats if seat.vacant]

    @property
    def days(self) -> int | None:
        """Days since the last contact; None if there was none."""
        last = self.last.occurred_on if self.last else None
        return None if last is None else max((self.day - last).days, 0)

    @property
    def waited(self) -> int | None:
        """Days since the last contact, or since the liaison took the seat; None without both."""
        if self.days is not None:
            return self.days
        seated = [
            holder.starts_on for role in self.roles for holder in role.holders if _is_liaison(role)
        ]
        return (self.day - min(seated)).days if seated else None


def facts_of(sites: QuerySet[Site], actor: Actor) -> list[CaseFacts]:
    """Return everything the board shows of the sites for this reader, in seven queries."""
    found = list(sites.annotate(soonest=_soonest(actor)))
    lasts = {update.site_id: update for update in _last_updates(sites, actor)}
    engagements = _newest(Engagement.objects.visible_to(actor).for_journey(), sites)
    people = _by_site(Membership.objects.visible_to(actor).for_team().filter(site__in=_ids(sites)))
    counts, late = _open_requests(sites, actor), _late_commitments(sites, actor)
    facts = []
    now = clock.now()
    for site in found:
        day = clock.today(site.time_zone)
        roles = roster(site, people[site.pk], now)
        case = CaseFacts(
            site,
            day,
            lasts.get(site.pk),
            engagements.get(site.pk),
            roles,
            counts[site.pk],
            late.get(site.pk),
            _planned(site),
        )
        facts.append(case)
    return facts


def _is_liaison(role: RoleCell) -> bool:
    return role.role.slug == LIAISON.slug


def _ids(sites: QuerySet[Site]) -> Any:
    return sites.order_by().values("pk")


def _last_updates(sites: QuerySet[Site], actor: Actor) -> Iterable[EngagementUpdate]:
    return EngagementUpdate.objects.visible_to(actor).last_of(sites)


def _soonest(actor: Actor) -> Subquery:
    """Find the soonest contact that waits at a site, as a column of the sites themselves."""
    waiting = PlannedContact.objects.visible_to(actor).waiting().filter(site_id=OuterRef("pk"))
    told = JSONObject(pk="pk", kind="kind", planned_on="planned_on")
    return Subquery(waiting.values(told=told)[:1])


def _planned(site: Site) -> PlannedContact | None:
    told = getattr(site, "soonest", None)
    if told is None:
        return None
    day = date.fromisoformat(told["planned_on"])
    return PlannedContact(pk=UUID(told["pk"]), site=site, kind=told["kind"], planned_on=day)


def _newest(engagements: QuerySet[Engagement], sites: QuerySet[Site]) -> dict[int, Engagement]:
    rows = engagements.filter(site__in=_ids(sites)).order_by("starts_on", "pk")
    return {row.site_id: row for row in rows}


def _by_site(memberships: Iterable[Membership]) -> dict[int, list[Membership]]:
    found: dict[int, list[Membership]] = defaultdict(list)
    for membership in memberships:
        found[membership.site_id].append(membership)
    return found


def _open_requests(sites: QuerySet[Site], actor: Actor) -> dict[int, dict[str, int]]:
    counted = (
        requests.visible_to(actor)
        .open()
        .filter(site__in=_ids(sites))
        .order_by()
        .values_list("site_id", "status")
        .annotate(n=Count("pk"))
    )
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for site_id, status, n in counted:
        found[site_id][status] = n
    return found


def _late_commitments(sites: QuerySet[Site], actor: Actor) -> dict[int, LateCommitments]:
    """Count open commitments whose day is over at their site, for each site that has any."""
    today = day_at(clock.now(), "site__time_zone")
    late = Commitment.objects.visible_to(actor).open().filter(site__in=_ids(sites))
    counted = late.filter(due_on__lt=today).order_by().values_list("site_id")
    return {
        site_id: LateCommitments(count, since)
        for site_id, count, since in counted.annotate(n=Count("pk"), since=Min("due_on"))
    }


def commitments_of(actor: Actor, most: int) -> list[Commitment]:
    """Find the open commitments that the actor owns, due first, one more than is shown."""
    owned = Commitment.objects.visible_to(actor).open().filter(owner=actor.user_id)
    return list(owned.for_notice().order_by("due_on", "made_at")[: most + 1])
