"""The caseload's facts about each site, in one statement for any number of sites.

What a statement tells of a site is read once in a process: the same texts on the same day are the same facts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import cached_property  # without the lock of Python 3.11's

from engagements.enums import State
from engagements.models import OVER, Commitment, Engagement, Term
from foundation.accounts.actors import Actor
from foundation.accounts.compiled import Compiled
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import LIAISON
from foundation.calendars import clock
from foundation.calendars.days import ZONE_SLACK
from foundation.tenancy.functions import listed
from liaisons.models import ContactStandard
from liaisons.querysets import case_columns as columns
from liaisons.querysets import case_rows as rows
from liaisons.querysets.case_rows import CaseSite, CaseWork, Contact, Holder, Planned, Work
from liaisons.querysets.places import sites_where
from sites.models import Site
from sites.policies import SeatCell

# Where counts are added up or exported: more than any site has.
EVERY = 10_000
# Sites as their readers see them, with their work, that a process remembers.
MAX_KEPT = 2048
ZONE = CaseSite._fields.index("time_zone")


@dataclass(frozen=True, slots=True)
class NextContact:
    """The day planned for a contact, and its kind where that is planned too."""

    day: date
    kind: str = ""


@dataclass(frozen=True, eq=False)
class CaseFacts:
    """One site on one day of its own calendar; what a column tells is read when somebody asks.

    Attributes:
        site: what the statement tells of it.
        day: the day.
        work: its open work; None where no one asked for it.
    """

    site: CaseSite
    day: date
    work: Work | None = None

    @property
    def counted(self) -> Work:
        """Its open work.

        Raises:
            LookupError: when no one asked for it by ``with_work``.
        """
        if self.work is None:
            raise LookupError("The work of this site was not counted.")
        return self.work

    @cached_property
    def last(self) -> Contact | None:
        """The newest update; None without one."""
        return rows.contact_of(self.site)

    @cached_property
    def planned(self) -> Planned | None:
        """The soonest contact that is planned by itself; None without one."""
        return rows.planned_of(self.site)

    @cached_property
    def term(self) -> Term | None:
        """The dates of the newest engagement; None without one."""
        return rows.term_of(self.site)

    @cached_property
    def state(self) -> State | None:
        """The state of that engagement today; None without one."""
        return self.term.state_on(self.day) if self.term else None

    @cached_property
    def is_engaged(self) -> bool:
        """Whether its engagement is open, or about to be."""
        return self.state is not None and self.state not in OVER

    @cached_property
    def next_contact(self) -> NextContact | None:
        """The next contact that is planned, by itself or in the last update; None without a plan."""
        said = self.last.next_contact_on if self.last else None
        if self.planned and (said is None or self.planned.planned_on <= said):
            return NextContact(self.planned.planned_on, self.planned.kind)
        return NextContact(said) if said else None

    @property
    def next_on(self) -> date | None:
        """The day of the next contact that is planned; None without a plan."""
        return self.next_contact.day if self.next_contact else None

    @cached_property
    def liaisons(self) -> list[Holder]:
        """Who is in the liaison's seat now, stand-ins too."""
        return rows.holders_of(self.site)

    @property
    def on_duty(self) -> list[int]:
        """The people to notify: the liaison, or while the liaison is on leave the stand-in."""
        away = {each.covers_id for each in self.liaisons if each.is_active}
        return [each.user_id for each in self.liaisons if each.id not in away]

    @property
    def stand_in(self) -> Holder | None:
        """Who stands in for the liaison now; None if no one does."""
        return next((each for each in self.liaisons if each.covers_id), None)

    @cached_property
    def vacant(self) -> int:
        """How many required seats are vacant."""
        return columns.vacant_at(self.site)

    @cached_property
    def vacancies(self) -> list[SeatCell]:
        """The required seats that are vacant, with the day each was left; known where the work was counted."""
        return list(columns.vacancies_of(self.site, self.counted))

    @cached_property
    def days(self) -> int | None:
        """Days since the last contact; None if there was none."""
        return max((self.day - self.last.occurred_on).days, 0) if self.last else None

    @cached_property
    def waited(self) -> int | None:
        """Days since the last contact, or since the liaison took the seat; None without both.

        They never begin before the engagement does, or before it was resumed: no contact was expected then.
        """
        seated = [each.starts_on(self.site.time_zone) for each in self.liaisons]
        begun = self.last.occurred_on if self.last else min(seated, default=None)
        if begun is None:
            return None
        return max((self.day - max(begun, self.expected_from or begun)).days, 0)

    @property
    def expected_from(self) -> date | None:
        """The day from which contact has been expected without a pause; None without a running engagement."""
        return self.term.runs_since(self.day) if self.term else None


def facts_of(sites: QuerySet[Site], actor: Actor) -> dict[Site, CaseFacts]:
    """Return what the caseload knows of each of the sites for this reader besides their work, in one statement."""
    found = list(columns.with_facts(sites, actor))
    told = [tuple(getattr(site, name) for name in CaseSite._fields) for site in found]
    return dict(zip(found, _read(told), strict=True))


def facts_on_board(actor: Actor) -> list[CaseFacts]:
    """Return the same of all sites on this reader's board, from a statement that is kept."""
    return _read(_sites_with_facts(actor))


def with_work(facts: Sequence[CaseFacts], actor: Actor, most: int = EVERY) -> list[CaseFacts]:
    """Return the facts with the open work of their sites, in one statement that is kept; none if it is known already.

    Arguments:
        most: how many open requests and late commitments of a site are counted; one more says that there are more.
    """
    if all(each.work for each in facts):
        return list(facts)
    asked = ",".join(str(each.site.pk) for each in facts)
    found = {told[0]: told for told in _sites_with_work(actor, most, ids=asked)}
    return [_counted(each, found[each.site.pk], most) for each in facts]


@lru_cache(maxsize=MAX_KEPT)
def _facts(told: tuple[Any, ...], day: date) -> CaseFacts:
    return CaseFacts(CaseSite(*told), day)


@lru_cache(maxsize=MAX_KEPT)
def _counted(facts: CaseFacts, told: tuple[Any, ...], most: int) -> CaseFacts:
    return replace(facts, work=rows.work_of(CaseWork(*told), most))


@Compiled
def _sites_with_facts(actor: Actor) -> QuerySet[Site, tuple[Any, ...]]:
    found = columns.with_facts(sites_where(actor, P.CASELOAD_VIEW).order_by(), actor)
    everywhere = actor.sites_for(P.CASELOAD_VIEW) is None
    shown = found.filter(_may_be_on_board()) if everywhere else found
    return shown.values_list(*CaseSite._fields)


@Compiled
def _sites_with_work(actor: Actor, most: int, *, ids: str) -> QuerySet[Site, tuple[Any, ...]]:
    sites = Site.objects.where_allowed(actor, P.CASELOAD_VIEW).filter(listed(ids)).order_by()
    return columns.with_work(sites, actor, most).values_list(*CaseWork._fields)


def _may_be_on_board() -> Q:
    """Find the sites with a liaison, or an open engagement on a day that no site is behind of.

    Who holds a site's seats is a column of the statement: PostgreSQL adds it up once for both.
    """
    open_then = Engagement.objects.open_on(clock.today("UTC") - ZONE_SLACK)
    return Q(held__contains=LIAISON.slug) | Q(Exists(open_then.filter(site=OuterRef("pk"))))


def _read(sites: Iterable[tuple[Any, ...]]) -> list[CaseFacts]:
    today = cache(clock.today)
    return [_facts(told, today(told[ZONE])) for told in sites]


def standard_of(facts: Sequence[CaseFacts]) -> ContactStandard:
    """Return the setting of when contact is due, as the statement of the facts found it."""
    return columns.standard_of(facts[0].site) if facts else ContactStandard.objects.current()


@Compiled
def commitments_of(actor: Actor, most: int) -> QuerySet[Commitment]:
    """Find the open commitments that the actor owns, due first, one more than is shown."""
    owned = Commitment.objects.visible_to(actor).open().filter(owner=actor.user_id)
    return owned.for_list().order_by("due_on", "made_at")[: most + 1]
