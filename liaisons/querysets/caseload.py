"""The caseload's facts about each site, in one statement for any number of sites."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from engagements.models import Commitment, Engagement
from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from foundation.accounts.roles import LIAISON
from foundation.calendars import clock
from liaisons.models import ContactStandard, EngagementUpdate, PlannedContact
from liaisons.querysets import case_columns as columns
from sites.models import Membership, Site
from sites.policies import RoleCell, SeatCell, roster


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
    standard: ContactStandard
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
    """Return everything the board shows of the sites for this reader, in one statement."""
    now = clock.now()
    return [_facts(site, now) for site in columns.with_facts(sites, actor)]


def standard_of(facts: list[CaseFacts]) -> ContactStandard:
    """Return the setting of when contact is due, as the statement of the facts found it."""
    return facts[0].standard if facts else ContactStandard.objects.current()


def _facts(site: Site, now: datetime) -> CaseFacts:
    late = columns.late_of(site)
    return CaseFacts(
        site=site,
        day=clock.today(site.time_zone),
        last=columns.update_of(site),
        engagement=columns.engagement_of(site),
        roles=roster(site, columns.people_of(site), now),
        requests=columns.requests_of(site),
        standard=columns.standard_of(site),
        late=LateCommitments(late["n"], date.fromisoformat(late["since"])) if late else None,
        planned=columns.contact_of(site),
    )


def _is_liaison(role: RoleCell) -> bool:
    return role.role.slug == LIAISON.slug


def commitments_of(actor: Actor, most: int) -> list[Commitment]:
    """Find the open commitments that the actor owns, due first, one more than is shown."""
    owned = Commitment.objects.visible_to(actor).open().filter(owner=actor.user_id)
    return list(owned.for_notice().order_by("due_on", "made_at")[: most + 1])
