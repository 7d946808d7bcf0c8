"""The caseload's facts about each site, in one statement for any number of sites."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from engagements.models import Commitment, Engagement
from foundation.accounts.actors import Actor
from foundation.accounts.compiled import Compiled
from foundation.accounts.models import User
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import LIAISON
from foundation.calendars import clock
from liaisons.models import ContactStandard, EngagementUpdate, PlannedContact
from liaisons.querysets import case_columns as columns
from liaisons.querysets.places import sites_where
from sites.models import Membership, Site
from sites.policies import RoleCell, SeatCell, roster

# Where counts are added up or exported: more than any site has.
EVERY = 10_000
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NextContact:
    """The day planned for a contact, and its kind where that is planned too."""

    day: date
    kind: str = ""


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """One site on one day of its own calendar.

    Attributes:
        requests: how many open requests are in each state.
        late: the due dates of commitments past due, the oldest first.
        most: how many of either are counted; one more says that there are more.
    """

    site: Site
    day: date
    last: EngagementUpdate | None
    engagement: Engagement | None
    roles: list[RoleCell]
    requests: Mapping[str, int]
    standard: ContactStandard
    late: Sequence[date] = ()
    most: int = EVERY
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
        return [holder for role in self.roles if _is_liaison(role) for holder in role.holders]

    @property
    def on_duty(self) -> list[User]:
        """The people to notify: the liaison, or while the liaison is on leave the stand-in."""
        return [holder.user for role in self.roles if _is_liaison(role) for holder in role.on_duty]

    @property
    def stand_in(self) -> Membership | None:
        """Who stands in for the liaison now; None if no one does."""
        return next((holder for holder in self.seated if holder.covers_id), None)

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
        seated = [holder.starts_on for holder in self.seated]
        return (self.day - min(seated)).days if seated else None


def facts_of(sites: QuerySet[Site], actor: Actor) -> list[CaseFacts]:
    """Return everything the board shows of the sites for this reader, in one statement."""
    return _read(columns.with_facts(sites, actor, EVERY), EVERY)


def facts_on_board(actor: Actor, most: int) -> list[CaseFacts]:
    """Return the same of all sites on this reader's board, from a statement that is kept.

    Arguments:
        most: how many open requests and late commitments of a site are counted.
    """
    return _read(_sites_with_facts(actor, most), most)


@Compiled
def _sites_with_facts(actor: Actor, most: int) -> QuerySet[Site]:
    sites = sites_where(actor, P.CASELOAD_VIEW).select_related("state")
    everywhere = actor.sites_for(P.CASELOAD_VIEW) is None
    return columns.with_facts(
        sites.filter(_may_be_on_board()) if everywhere else sites, actor, most
    )


def _may_be_on_board() -> Q:
    """Find the sites with an open engagement, on a day that no site is behind of, or a liaison."""
    open_then = Engagement.objects.open_on(clock.today("UTC") - A_DAY)
    seated = Membership.objects.with_role(LIAISON.slug).live(clock.now())
    return Exists(open_then.filter(site=OuterRef("pk"))) | Exists(
        seated.filter(site=OuterRef("pk"))
    )


def _read(sites: Iterable[Site], most: int) -> list[CaseFacts]:
    now = clock.now()
    return [_facts(site, now, most) for site in sites]


def standard_of(facts: list[CaseFacts]) -> ContactStandard:
    """Return the setting of when contact is due, as the statement of the facts found it."""
    return facts[0].standard if facts else ContactStandard.objects.current()


def _facts(site: Site, now: datetime, most: int) -> CaseFacts:
    return CaseFacts(
        site=site,
        day=clock.today(site.time_zone),
        last=columns.update_of(site),
        engagement=columns.engagement_of(site),
        roles=roster(site, columns.people_of(site), now),
        requests=columns.requests_of(site),
        standard=columns.standard_of(site),
        late=columns.late_of(site),
        most=most,
        planned=columns.contact_of(site),
    )


def _is_liaison(role: RoleCell) -> bool:
    return role.role.slug == LIAISON.slug


@Compiled
def commitments_of(actor: Actor, most: int) -> QuerySet[Commitment]:
    """Find the open commitments that the actor owns, due first, one more than is shown."""
    owned = Commitment.objects.visible_to(actor).open().filter(owner=actor.user_id)
    return owned.for_notice().order_by("due_on", "made_at")[: most + 1]
