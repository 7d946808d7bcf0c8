"""The caseload board: its filters, and each site as a card."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlencode

from django.urls import reverse

from engagements.models import Commitment
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.exports.forms import ExportOffer, export_of
from foundation.ui.navigation import named
from foundation.ui.sorting import Column, Sorting
from foundation.ui.types import CaseCard, ClockState, Fact, Heading, Link
from liaisons import policies
from liaisons.models import ContactStandard
from liaisons.policies.caseload import (
    Case,
    Group,
    Level,
    in_group,
    is_chosen,
    of_liaison,
)
from liaisons.presenters.addresses import home_of, requests_of
from liaisons.presenters.cases import (
    day_of,
    ends_on,
    late_commitments,
    late_count,
    liaison_names,
    next_contact,
    open_requests,
    phase_and_leave,
    seated,
)
from liaisons.presenters.owned import OwnedCommitment, owned_commitment
from liaisons.querysets.caseload import CaseFacts

Tone = Literal["breach", "risk", "quiet"]
LOOKS: dict[Level, tuple[Tone, ClockState]] = {
    Level.LATE: ("breach", ClockState.PAST_DUE),
    Level.AT_RISK: ("risk", ClockState.AT_RISK),
    Level.PLANNED: ("quiet", ClockState.ON_TIME),
    Level.PAUSED: ("quiet", ClockState.PAUSED),
    Level.FINE: ("quiet", ClockState.MET),
}
GROUPS = {
    Group.ALL: "All",
    Group.NEEDY: "Need attention",
    Group.CLOSING: "Closing",
    Group.ALUMNI: "Alumni",
}
TABLE = "table"
MAX_OWNED = 20
# The table's columns, in its order; the usual order is the most urgent first.
COLUMNS: tuple[Column[Case], ...] = (
    Column("site", "Site", lambda case: case.facts.site.name),
    Column("", "What it needs"),
    Column("engagement", "Engagement", lambda case: ends_on(case.facts)),
    Column("days", "Days since contact", lambda case: case.facts.days, falls=True),
    Column("liaison", "Liaison", lambda case: liaison_names(case.facts) or None),
    Column("contact", "Last contact", lambda case: case.facts.last and case.facts.last.occurred_on),
    Column("late", "Commitments past due", lambda case: late_count(case.facts), falls=True),
    Column("seats", "Vacant seats", lambda case: len(case.facts.vacancies), falls=True),
    Column("requests", "Open requests", lambda case: sum(case.facts.requests.values()), falls=True),
    Column("next", "Next contact", lambda case: case.facts.next_on),
)
OF_EVERYONE = "liaison"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the board's URL asks for.

    Attributes:
        group: the quick filter.
        liaison: the liaison whose sites are asked for; None for all sites.
        query: the raw values of the URL, with the choice of cards or table.
    """

    group: Group
    liaison: int | None
    query: Mapping[str, str]

    @property
    def as_table(self) -> bool:
        """Whether the board is asked for as a table."""
        return self.query.get("as") == TABLE

    @property
    def words(self) -> str:
        """Return the query without empty values, as a URL has it."""
        return urlencode({name: value for name, value in self.query.items() if value})

    def address(self, **changes: str) -> str:
        """Return the URL of the board with some of the query changed."""
        words = replace(self, query={**self.query, **changes}).words
        return f"{reverse('liaisons:caseload')}{'?' if words else ''}{words}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """The filters above the board, each with its number of sites, and the choice of cards or table."""

    groups: Sequence[tuple[str, str, bool]]
    liaisons: Sequence[tuple[str, str, bool]]
    as_table: bool
    other_look: str
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseloadPage:
    """Everything the board shows.

    Attributes:
        everywhere: whether the reader sees every site, not only their own.
        total: how many sites there are before the quick filter.
        needy: how many of them need a contact.
        standard: after how many days a contact is due.
        filters: the filters and the two looks.
        cards: the sites, the most urgent first unless another order is asked for.
        headings: the headings that sort them.
        is_sorted: whether another order is asked for.
        may_log: whether the reader logs updates.
        sees_leave: whether the reader has leave to plan, their own or liaisons', or can be asked to stand in.
        export: the export form; None if there is nothing to export.
        owned: the reader's own open commitments, due first.
        owned_rest: whether there are more of them.
    """

    everywhere: bool
    total: int
    needy: int
    standard: ContactStandard
    filters: Filters
    cards: Sequence[CaseCard]
    headings: Sequence[Heading]
    is_sorted: bool
    may_log: bool
    sees_leave: bool
    export: ExportOffer | None
    owned: Sequence[OwnedCommitment]
    owned_rest: bool


def page_of(
    facts: list[CaseFacts],
    standard: ContactStandard,
    actor: Actor,
    *,
    asked: Asked,
    owned: Sequence[Commitment],
) -> CaseloadPage:
    """Show the reader's sites, the most urgent first.

    Arguments:
        facts: what is known of each site.
        standard: after how many days a contact is due.
        actor: the reader.
        asked: what the URL asks for.
        owned: the reader's own open commitments, one more than is shown.
    """
    everywhere = actor.sites_for(P.CASELOAD_VIEW) is None
    cases = of_liaison(facts, asked.liaison, standard)
    columns = [each for each in COLUMNS if everywhere or each.name != OF_EVERYONE]
    sorting = Sorting(columns, asked.query.get("sort", ""))
    shown = sorting.applied(in_group(cases, asked.group))
    return CaseloadPage(
        everywhere=everywhere,
        total=len(cases),
        needy=sum(case.needs_contact for case in cases),
        standard=standard,
        filters=Filters(
            groups=_groups(cases, asked),
            liaisons=_liaisons(facts, asked) if everywhere else [],
            as_table=asked.as_table,
            other_look=asked.address(**{"as": "" if asked.as_table else TABLE}),
            query=asked.words,
        ),
        cards=[card_of(case, standard, actor, everywhere=everywhere) for case in shown],
        headings=sorting.headings(lambda order: asked.address(sort=order)),
        is_sorted=sorting.column is not None,
        may_log=actor.may_anywhere(P.UPDATE_LOG),
        sees_leave=policies.sees_leave(actor),
        export=export_of("caseload", asked.words, actor) if shown else None,
        owned=[owned_commitment(each, actor) for each in owned[:MAX_OWNED]],
        owned_rest=len(owned) > MAX_OWNED,
    )


def _groups(cases: list[Case], asked: Asked) -> list[tuple[str, str, bool]]:
    counts = {group: sum(case.belongs_to(group) for case in cases) for group in GROUPS}
    return [
        (f"{words} {counts[group]}", asked.address(show=group.value), group == asked.group)
        for group, words in GROUPS.items()
        if counts[group] or group in {Group.ALL, asked.group}
    ]


def _liaisons(facts: list[CaseFacts], asked: Asked) -> list[tuple[str, str, bool]]:
    """Return a filter for each liaison, labeled with the name and number of sites."""
    people = {user.pk: user for each in facts for user in each.liaisons}
    loads = {pk: sum(is_chosen(each, pk) for each in facts) for pk in people}
    found = [
        (f"{user.name} {loads[pk]}", asked.address(liaison=str(pk)), pk == asked.liaison)
        for pk, user in sorted(people.items(), key=lambda item: (item[1].name, item[0]))
    ]
    everybody = (f"Every liaison {len(facts)}", asked.address(liaison=""), asked.liaison is None)
    return [everybody, *found]


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
        phase=phase_and_leave(facts),
        tone=tone,
        reason=case.reason,
        state=state,
        days=facts.days,
        warn_at=standard.due_days,
        late_at=standard.overdue_days,
        facts=_facts(facts, everywhere=everywhere),
        action=Link("Log an update", log) if may_log else None,
        links=_links(facts, home),
    )


def _links(facts: CaseFacts, home: str) -> tuple[Link, ...]:
    since = named("sites:since-visit", facts.site.slug)
    links = (Link("View site", home), Link("Since my last visit", since))
    return tuple(link for link in links if link.href)


def _facts(facts: CaseFacts, *, everywhere: bool) -> tuple[Fact, ...]:
    last = facts.last
    team = named("sites:team", facts.site.slug)
    contact = (
        f"{last.get_kind_display()} {day_of(facts, last.occurred_on)}" if last else "None logged"
    )
    return (
        *((Fact("Liaison", seated(facts)),) if everywhere else ()),
        Fact("Last contact", contact, last.get_absolute_url() if last else ""),
        Fact("Commitments past due", late_commitments(facts)),
        Fact("Vacant seats", str(len(facts.vacancies)), team if facts.vacancies else ""),
        Fact(
            "Open requests", open_requests(facts), requests_of(facts.site) if facts.requests else ""
        ),
        Fact(
            "Next contact",
            next_contact(facts),
            facts.planned.get_absolute_url() if facts.planned else "",
        ),
    )
