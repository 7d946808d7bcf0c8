"""A site of the caseload as a card, and its texts."""

from datetime import date
from typing import Literal
from urllib.parse import urlencode

from django.urls import reverse

from engagements.enums import State
from engagements.presenters.journey import journey_of
from foundation.accounts.actors import Actor
from foundation.ui import wording
from foundation.ui.dates import day as day_words
from foundation.ui.navigation import named
from foundation.ui.types import CaseCard, ClockState, Fact, Link
from liaisons import policies
from liaisons.models import ContactStandard
from liaisons.policies.caseload import Case, Level, state_of
from liaisons.presenters.addresses import home_of, requests_of
from liaisons.querysets.caseload import CaseFacts
from tta_requests.enums import Status

Tone = Literal["breach", "risk", "quiet"]
LOOKS: dict[Level, tuple[Tone, ClockState]] = {
    Level.LATE: ("breach", ClockState.PAST_DUE),
    Level.AT_RISK: ("risk", ClockState.AT_RISK),
    Level.PLANNED: ("quiet", ClockState.ON_TIME),
    Level.PAUSED: ("quiet", ClockState.PAUSED),
    Level.FINE: ("quiet", ClockState.MET),
}


def card_of(case: Case, standard: ContactStandard, actor: Actor, *, everywhere: bool) -> CaseCard:
    """Return a site as a card of the board; ``everywhere`` adds its liaison's name."""
    facts = case.facts
    tone, state = LOOKS[case.level]
    home = home_of(facts.site)
    log = f"{reverse('liaisons:new')}?{urlencode({'site': facts.site.slug})}"
    may_log = policies.can_log(actor, facts.site.pk)
    return CaseCard(
        name=facts.site.name,
        href=home or f"{reverse('liaisons:list')}?{urlencode({'site': facts.site.slug})}",
        phase=phase(facts),
        tone=tone,
        reason=case.reason,
        state=state,
        days=facts.days,
        warn_at=standard.due_days,
        late_at=standard.overdue_days,
        facts=_facts(facts, everywhere=everywhere),
        action=Link("Log an update", log) if may_log else None,
        links=(Link("View site", home),) if home else (),
    )


def _facts(facts: CaseFacts, *, everywhere: bool) -> tuple[Fact, ...]:
    last = facts.last
    team = named("sites:team", facts.site.slug)
    contact = (
        f"{last.get_kind_display()} {_day(facts, last.occurred_on)}" if last else "None logged"
    )
    planned = last.next_contact_on if last else None
    return (
        *((Fact("Liaison", seated(facts)),) if everywhere else ()),
        Fact("Last contact", contact, last.get_absolute_url() if last else ""),
        Fact("Vacant seats", str(len(facts.vacancies)), team if facts.vacancies else ""),
        Fact(
            "Open requests", open_requests(facts), requests_of(facts.site) if facts.requests else ""
        ),
        Fact("Next contact", _day(facts, planned) if planned else "Not planned"),
    )


def seated(facts: CaseFacts) -> str:
    """Return the name of the site's liaison."""
    return ", ".join(user.name for user in facts.liaisons) or "No liaison"


def open_requests(facts: CaseFacts) -> str:
    """Return open requests as "3 · 1 Offered, 2 Scoping", or "2 · Scoping" for one state."""
    order = [status for status in Status if status in facts.requests]
    if not order:
        return "0"
    parts = [f"{facts.requests[status]} {status.label}" for status in order]
    words = ", ".join(parts) if len(parts) > 1 else order[0].label
    return f"{sum(facts.requests.values())} · {words}"


def _day(facts: CaseFacts, day: date | None) -> str:
    return day_words(day, today=facts.day) if day else ""


def phase(facts: CaseFacts) -> str:
    """Return the engagement's phase, such as "Year 3, closing · 67 days left"."""
    if facts.engagement is None:
        return "No engagement on record"
    journey = journey_of(facts.engagement, facts.day)
    state = state_of(facts)
    if journey.is_over or state in {State.PROPOSED, None}:
        return journey.state.label
    year = f"Year {(journey.month - 1) // 12 + 1}"
    if state == State.CLOSING:
        left = max((journey.ends_on - facts.day).days, 0)
        return f"{year}, closing · {wording.counted(left, 'day')} left"
    months = f"{wording.counted(journey.months_left, 'month')} left"
    return (
        f"{year} · {months}"
        if state == State.ACTIVE
        else f"{year}, {journey.state.label.lower()} · {months}"
    )
