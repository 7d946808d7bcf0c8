"""A site as a card of the caseload board."""

from functools import lru_cache
from typing import Literal
from urllib.parse import urlencode

from foundation.accounts.actors import Actor
from foundation.ui.navigation import named
from foundation.ui.types import CaseCard, ClockState, Fact, Link
from liaisons import policies
from liaisons.models import ContactStandard
from liaisons.policies.caseload import Case, Level
from liaisons.presenters.addresses import home_of, requests_of
from liaisons.presenters.cases import (
    last_contact,
    last_contact_href,
    late_commitments,
    next_contact,
    open_requests,
    phase_and_leave,
    seated,
)
from liaisons.querysets.caseload import MAX_KEPT, CaseFacts

Tone = Literal["breach", "risk", "quiet"]
LOOKS: dict[Level, tuple[Tone, ClockState]] = {
    Level.LATE: ("breach", ClockState.PAST_DUE),
    Level.AT_RISK: ("risk", ClockState.AT_RISK),
    Level.PLANNED: ("quiet", ClockState.ON_TIME),
    Level.PAUSED: ("quiet", ClockState.PAUSED),
    Level.FINE: ("quiet", ClockState.MET),
}


def card_of(case: Case, standard: ContactStandard, actor: Actor, *, everywhere: bool) -> CaseCard:
    """Return a site, whose work was counted, as a card of the board; ``everywhere`` adds its liaison's name."""
    marks = standard.due_days, standard.overdue_days
    may_log = policies.can_log(actor, case.facts.site.pk)
    return _card(case, marks, may_log=may_log, everywhere=everywhere)


@lru_cache(maxsize=MAX_KEPT)
def _card(case: Case, marks: tuple[int, int], *, may_log: bool, everywhere: bool) -> CaseCard:
    facts = case.facts
    tone, state = LOOKS[case.level]
    home, asked = home_of(facts.site), urlencode({"site": facts.site.slug})
    warn_at, late_at = marks
    return CaseCard(
        name=facts.site.name,
        href=home or f"{named('liaisons:list')}?{asked}",
        phase=phase_and_leave(facts),
        tone=tone,
        reason=case.reason,
        state=state,
        days=facts.days,
        warn_at=warn_at,
        late_at=late_at,
        facts=_facts(facts, everywhere=everywhere),
        action=Link("Log an update", f"{named('liaisons:new')}?{asked}") if may_log else None,
        links=_links(facts, home),
    )


def _links(facts: CaseFacts, home: str) -> tuple[Link, ...]:
    since = named("sites:since-visit", facts.site.slug)
    links = (Link("View site", home), Link("Since my last visit", since))
    return tuple(link for link in links if link.href)


def _facts(facts: CaseFacts, *, everywhere: bool) -> tuple[Fact, ...]:
    site, planned = facts.site, facts.planned
    has_requests, vacant = bool(facts.counted.requests), facts.vacant
    return (
        *((Fact("Liaison", seated(facts)),) if everywhere else ()),
        Fact("Last contact", last_contact(facts), last_contact_href(facts)),
        Fact("Commitments past due", late_commitments(facts)),
        Fact("Vacant seats", str(vacant), named("sites:team", site.slug) if vacant else ""),
        Fact("Open requests", open_requests(facts), requests_of(site) if has_requests else ""),
        Fact(
            "Next contact",
            next_contact(facts),
            named("liaisons:planned-contact", planned.id) if planned else "",
        ),
    )
