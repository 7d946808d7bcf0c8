"""Decide what each site of a caseload needs, and in which order: worst first, then by days."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from engagements.enums import State
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.ui import dates, wording
from liaisons.enums import Risk
from liaisons.models import ContactStandard, EngagementUpdate
from liaisons.querysets.caseload import EVERY, CaseFacts, facts_on_board

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


class Show(StrEnum):
    """The lists of the workload page: the liaisons, or sites that need a manager."""

    ALL = ""
    QUIET = "quiet"
    ENDING = "ending"
    NO_LIAISON = "no-liaison"


@dataclass(frozen=True, slots=True)
class Case:
    """A site, and what it needs as a sentence."""

    facts: CaseFacts
    level: Level
    reason: str

    @property
    def needs_contact(self) -> bool:
        """Whether someone must act."""
        return self.level <= Level.AT_RISK

    def belongs_to(self, group: Group) -> bool:
        """Return whether a quick filter shows it."""
        state = state_of(self.facts)
        return {
            Group.ALL: True,
            Group.NEEDY: self.needs_contact,
            Group.CLOSING: state == State.CLOSING,
            Group.ALUMNI: state in {State.GRADUATED, State.ALUMNI},
        }[group]


def state_of(facts: CaseFacts) -> State | None:
    """Return the state of the site's engagement today; None without an engagement."""
    return facts.engagement.state_on(facts.day) if facts.engagement else None


def is_on_board(facts: CaseFacts) -> bool:
    """Return whether the site has an open engagement or a liaison."""
    open_engagement = facts.engagement is not None and facts.engagement.is_open_on(facts.day)
    return open_engagement or bool(facts.liaisons)


def board(actor: Actor, most: int = EVERY) -> list[CaseFacts]:
    """Return the facts of every site on the actor's board.

    Arguments:
        most: how many open requests and late commitments of a site are counted.
    """
    everywhere = actor.sites_for(P.CASELOAD_VIEW) is None
    found = facts_on_board(actor, most)
    return [each for each in found if not everywhere or is_on_board(each)]


def sees_every_liaison(actor: Actor) -> bool:
    """Return whether the actor has the caseload of every site, as DOJ staff have."""
    return P.CASELOAD_VIEW in actor.everywhere


def of_liaison(
    facts: list[CaseFacts], liaison: int | None, standard: ContactStandard
) -> list[Case]:
    """Return the cases of one liaison, worst first; of every liaison for None."""
    return in_order([assess(each, standard) for each in facts if is_chosen(each, liaison)])


def in_group(cases: list[Case], group: Group) -> list[Case]:
    """Return the cases that a quick filter shows."""
    return [case for case in cases if case.belongs_to(group)]


def is_chosen(facts: CaseFacts, liaison: int | None) -> bool:
    """Return whether the liaison has a seat at the site; True for None."""
    return liaison is None or any(user.pk == liaison for user in facts.liaisons)


def expects_contact(facts: CaseFacts) -> bool:
    """Return whether contact is due at all: in a current engagement that is not suspended."""
    return state_of(facts) not in IDLE | {State.SUSPENDED}


def assess(facts: CaseFacts, standard: ContactStandard) -> Case:
    """Return the site's most urgent need, as a sentence."""
    if state_of(facts) == State.SUSPENDED:
        return Case(facts, Level.PAUSED, "Clocks are paused while the engagement is suspended")
    if not expects_contact(facts):
        return Case(facts, Level.FINE, "No regular contact now")
    return Case(facts, *_worst(facts, standard))


def in_order(cases: list[Case]) -> list[Case]:
    """Sort cases: worst first, then the longest without contact, then by name."""
    return sorted(
        cases, key=lambda case: (case.level, -(case.facts.waited or 0), str(case.facts.site))
    )


def _worst(facts: CaseFacts, standard: ContactStandard) -> tuple[Level, str]:
    waited = facts.waited or 0
    if waited >= standard.overdue_days:
        return Level.LATE, f"Contact overdue: {_since(facts.last)}"
    if waited >= standard.due_days:
        return Level.AT_RISK, f"Update due: {_since(facts.last)}"
    if facts.vacancies:
        return Level.AT_RISK, _vacant(facts)
    return _of_last(facts.last, facts.next_on, facts.day)


def _of_last(last: EngagementUpdate | None, planned: date | None, day: date) -> tuple[Level, str]:
    if last and last.risk == Risk.SERIOUS and last.occurred_on:
        return Level.AT_RISK, f"Serious risk noted {dates.short_day(last.occurred_on)}"
    if planned and planned < day:
        return Level.AT_RISK, f"Planned contact was due {dates.short_day(planned)}"
    if planned == day:
        return Level.PLANNED, "Contact planned for today"
    return Level.FINE, "Contact is up to date"


def _since(last: EngagementUpdate | None) -> str:
    day = last.occurred_on if last else None
    return f"no updates since {dates.short_day(day)}" if day else "no updates yet"


def _vacant(facts: CaseFacts) -> str:
    seats = facts.vacancies
    count = wording.counted(len(seats), "seat")
    if not facts.liaisons:
        return f"No liaison; {count} vacant"
    if len(seats) > 1:
        return f"{len(seats)} seats vacant: {seats[0].seat.title} and {len(seats) - 1} more"
    since = seats[0].empty_since
    days = f" {(facts.day - since).days} days" if since else ""
    return f"Seat vacant{days}: {seats[0].seat.title}"
