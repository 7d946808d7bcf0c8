"""Decide what each site of a caseload needs, and in which order: worst first, then by days."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from functools import lru_cache
from operator import attrgetter

from django.utils.functional import cached_property  # without the lock of Python 3.11's

from engagements.enums import State
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.ui import dates, wording
from liaisons.enums import Risk
from liaisons.models import ContactStandard
from liaisons.querysets.case_rows import Contact
from liaisons.querysets.caseload import MAX_KEPT, CaseFacts, facts_on_board

Said = Callable[[CaseFacts], str]
# Boards whose order and counts a process remembers: those of its readers of all sites are one.
MAX_BOARDS = 128
IDLE = {State.PROPOSED, State.GRADUATED, State.ALUMNI, State.WITHDRAWN}


class Level(IntEnum):
    """How urgent a site's need is; the board is sorted by it."""

    LATE = 0
    AT_RISK = 1
    PLANNED = 2
    PAUSED = 3
    FINE = 4


class Group(StrEnum):
    """The quick filters of the board."""

    ALL = "all"
    NEEDY = "needy"
    CLOSING = "closing"
    ALUMNI = "alumni"


STATES = {
    Group.CLOSING: {State.CLOSING},
    Group.ALUMNI: {State.GRADUATED, State.ALUMNI},
}


class Show(StrEnum):
    """The lists of the workload page: the liaisons, or sites that need a manager."""

    ALL = ""
    QUIET = "quiet"
    ENDING = "ending"
    NO_LIAISON = "no-liaison"


@dataclass(frozen=True, eq=False)
class Case:
    """A site, how urgent its need is, and how a sentence on it is made of what is known.

    A process remembers it with its facts, so it is only equal to itself.
    """

    facts: CaseFacts
    level: Level
    said: Said

    @property
    def reason(self) -> str:
        """What the site needs, as a sentence."""
        return self.said(self.facts)

    @property
    def needs_contact(self) -> bool:
        """Whether someone must act."""
        return self.level <= Level.AT_RISK

    @cached_property
    def groups(self) -> list[Group]:
        """The quick filters that show it."""
        found = [group for group, states in STATES.items() if self.facts.state in states]
        return [Group.ALL, *([Group.NEEDY] if self.needs_contact else []), *found]

    @cached_property
    def place(self) -> tuple[Level, int, str]:
        """What its place on the board follows from: worst first, then the longest without contact, then by name."""
        return self.level, -(self.facts.waited or 0), self.facts.site.name


def is_on_board(facts: CaseFacts) -> bool:
    """Return whether the site has an open engagement or a liaison."""
    return facts.is_engaged or bool(facts.liaisons)


def board(actor: Actor) -> list[CaseFacts]:
    """Return what is known of every site on the actor's board besides its work."""
    everywhere = actor.sites_for(P.CASELOAD_VIEW) is None
    return [each for each in facts_on_board(actor) if not everywhere or is_on_board(each)]


def sees_every_liaison(actor: Actor) -> bool:
    """Return whether the actor has the caseload of every site, as DOJ staff have."""
    return P.CASELOAD_VIEW in actor.everywhere


def of_liaison(
    facts: Iterable[CaseFacts], liaison: int | None, standard: ContactStandard
) -> tuple[Case, ...]:
    """Return the cases of one liaison; of every liaison for None.

    The worst come first, then the longest without contact, then by name.
    """
    return _of_liaison(tuple(facts), liaison, standard.due_days, standard.overdue_days)


@lru_cache(maxsize=MAX_BOARDS)
def _of_liaison(
    facts: tuple[CaseFacts, ...], liaison: int | None, due_days: int, overdue_days: int
) -> tuple[Case, ...]:
    found = [_case(each, due_days, overdue_days) for each in facts if is_chosen(each, liaison)]
    return tuple(sorted(found, key=attrgetter("place")))


@lru_cache(maxsize=MAX_BOARDS)
def counts_of(cases: tuple[Case, ...]) -> Counter[Group]:
    """Return how many of the cases each quick filter shows."""
    return Counter(group for case in cases for group in case.groups)


@lru_cache(maxsize=MAX_BOARDS)
def liaisons_of(facts: tuple[CaseFacts, ...]) -> tuple[tuple[int, str, int], ...]:
    """Return each liaison, by name: the key, the name, and the number of sites."""
    seated = Counter((each.name, each.user_id) for known in facts for each in known.liaisons)
    return tuple((pk, name, load) for (name, pk), load in sorted(seated.items()))


def in_group(cases: Iterable[Case], group: Group) -> list[Case]:
    """Return the cases that a quick filter shows."""
    return [case for case in cases if group in case.groups]


def is_chosen(facts: CaseFacts, liaison: int | None) -> bool:
    """Return whether the liaison has a seat at the site; True for None."""
    return liaison is None or any(each.user_id == liaison for each in facts.liaisons)


def expects_contact(facts: CaseFacts) -> bool:
    """Return whether contact is due at all: in a current engagement that is not suspended."""
    return facts.state not in IDLE | {State.SUSPENDED}


def assess(facts: CaseFacts, standard: ContactStandard) -> Case:
    """Return the site's most urgent need."""
    return _case(facts, standard.due_days, standard.overdue_days)


@lru_cache(maxsize=MAX_KEPT)
def _case(facts: CaseFacts, due_days: int, overdue_days: int) -> Case:
    if facts.state == State.SUSPENDED:
        return Case(
            facts, Level.PAUSED, _always("Clocks are paused while the engagement is suspended")
        )
    if facts.state in IDLE:
        return Case(facts, Level.FINE, _always("No regular contact now"))
    return Case(facts, *_worst(facts, due_days, overdue_days))


def _worst(facts: CaseFacts, due_days: int, overdue_days: int) -> tuple[Level, Said]:
    waited = facts.waited or 0
    if waited >= overdue_days:
        return Level.LATE, _overdue
    if waited >= due_days:
        return Level.AT_RISK, _due
    if facts.vacant:
        return Level.AT_RISK, _vacant
    if facts.last and facts.last.risk == Risk.SERIOUS:
        return Level.AT_RISK, _risky
    return _of_plan(facts.next_on, facts.day)


def _of_plan(planned: date | None, day: date) -> tuple[Level, Said]:
    if planned and planned < day:
        return Level.AT_RISK, _missed
    if planned == day:
        return Level.PLANNED, _always("Contact planned for today")
    return Level.FINE, _always("Contact is up to date")


def _always(words: str) -> Said:
    return lambda _: words


def _overdue(facts: CaseFacts) -> str:
    return f"Contact overdue: {_since(facts.last)}"


def _due(facts: CaseFacts) -> str:
    return f"Update due: {_since(facts.last)}"


def _risky(facts: CaseFacts) -> str:
    return f"Serious risk noted {dates.short_day(facts.last.occurred_on)}" if facts.last else ""


def _missed(facts: CaseFacts) -> str:
    return f"Planned contact was due {dates.short_day(facts.next_on)}" if facts.next_on else ""


def _since(last: Contact | None) -> str:
    return f"no updates since {dates.short_day(last.occurred_on)}" if last else "no updates yet"


def _vacant(facts: CaseFacts) -> str:
    if not facts.liaisons:
        return f"No liaison; {wording.counted(facts.vacant, 'seat')} vacant"
    seats = facts.vacancies
    if len(seats) > 1:
        return f"{len(seats)} seats vacant: {seats[0].seat.title} and {len(seats) - 1} more"
    since = seats[0].empty_since
    days = f" {(facts.day - since).days} days" if since else ""
    return f"Seat vacant{days}: {seats[0].seat.title}"
