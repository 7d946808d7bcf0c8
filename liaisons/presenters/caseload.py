"""The caseload board: its filters, and each site as a card."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from engagements.models import Commitment
from engagements.querysets.owners import Duty
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.exports.forms import ExportOffer, export_of
from foundation.ui.addresses import queried
from foundation.ui.sorting import TURNED, Column, Sorting
from foundation.ui.types import CaseCard, Heading, PageLinks
from liaisons import policies
from liaisons.models import ContactStandard
from liaisons.policies.caseload import (
    Case,
    Group,
    assess,
    counts_of,
    in_group,
    liaisons_of,
    of_liaison,
)
from liaisons.presenters.case_cards import card_of
from liaisons.presenters.cases import ends_on, late_count, liaison_names, request_count
from liaisons.presenters.owned import OwnedCommitment, owned_commitment
from liaisons.querysets.caseload import CaseFacts

GROUPS = {
    Group.ALL: "All",
    Group.NEEDY: "Need attention",
    Group.CLOSING: "Closing",
    Group.ALUMNI: "Alumni",
}
TABLE, PAGE, PRINT = "table", "page", "print"
MAX_OWNED = 20
# Whole rows of three cards, or of two.
PAGE_SIZE = 24
# A card counts no further, so that no site's work makes the page slow.
MAX_COUNTED = 100
# The table's columns, in its order; the usual order is the most urgent first.
COLUMNS: tuple[Column[Case], ...] = (
    Column("site", "Site", lambda case: case.facts.site.name),
    Column("", "What it needs"),
    Column("engagement", "Engagement", lambda case: ends_on(case.facts)),
    Column("days", "Days since contact", lambda case: case.facts.days, falls=True),
    Column("liaison", "Liaison", lambda case: liaison_names(case.facts) or None),
    Column("contact", "Last contact", lambda case: case.facts.last and case.facts.last.occurred_on),
    Column("late", "Commitments past due", lambda case: late_count(case.facts), falls=True),
    Column("seats", "Vacant seats", lambda case: case.facts.vacant, falls=True),
    Column("requests", "Open requests", lambda case: request_count(case.facts), falls=True),
    Column("next", "Next contact", lambda case: case.facts.next_on),
)
OF_EVERYONE = "liaison"
OF_WORK = {"late", "requests"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the board's URL asks for.

    Attributes:
        group: the quick filter.
        liaison: the liaison whose sites are asked for; None for all sites.
        page: which page of them, from 1; None for all on one, to print.
        query: the raw values of the URL, with the choice of cards or table, without the page.
    """

    group: Group
    liaison: int | None
    page: int | None
    query: Mapping[str, str]

    @property
    def as_table(self) -> bool:
        """Whether the board is asked for as a table."""
        return self.query.get("as") == TABLE

    @property
    def words(self) -> str:
        """Return the query without empty values, as a URL has it."""
        return urlencode({name: value for name, value in self.query.items() if value})

    @property
    def needs_work(self) -> bool:
        """Whether the order asked for depends on the sites' open work."""
        return self.query.get("sort", "").removesuffix(TURNED) in OF_WORK

    def address(self, **changes: str) -> str:
        """Return the URL of the board's first page with some of the query changed."""
        query = {**self.query, **changes}
        return queried("liaisons:caseload", **{name: query[name] for name in query if query[name]})


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """The filters above the board, each with its number of sites, and the choice of cards or table."""

    groups: Sequence[tuple[str, str, bool]]
    liaisons: Sequence[tuple[str, str, bool]]
    as_table: bool
    other_look: str
    query: str


@dataclass(frozen=True, kw_only=True)
class Board:
    """The sites of a board in the order asked for, and the page of them that is shown.

    Attributes:
        facts: what is known of each site of the reader.
        standard: after how many days a contact is due.
        asked: what the URL asks for.
        everywhere: whether the reader sees every site, not only their own.
    """

    facts: Sequence[CaseFacts]
    standard: ContactStandard
    asked: Asked
    everywhere: bool

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """The sites of the liaison asked for, the most urgent first."""
        return of_liaison(self.facts, self.asked.liaison, self.standard)

    @cached_property
    def sorting(self) -> Sorting[Case]:
        """The headings, and the order asked for."""
        columns = [each for each in COLUMNS if self.everywhere or each.name != OF_EVERYONE]
        return Sorting(columns, self.asked.query.get("sort", ""))

    @cached_property
    def found(self) -> list[Case]:
        """The sites of the quick filter, in the order asked for."""
        return self.sorting.applied(in_group(self.cases, self.asked.group))

    @property
    def pages(self) -> int:
        """How many pages they fill."""
        return max(1, -(-len(self.found) // PAGE_SIZE))

    @property
    def page(self) -> int:
        """The page that is shown: the last one where fewer are left than asked for."""
        return min(self.asked.page or 1, self.pages)

    @property
    def shown(self) -> list[Case]:
        """The sites of that page; all of them on paper."""
        if self.asked.page is None:
            return self.found
        return self.found[(self.page - 1) * PAGE_SIZE : self.page * PAGE_SIZE]

    @property
    def links(self) -> PageLinks:
        """Where the pager leads; nowhere from the only page."""
        here, pages = self.page, self.pages
        if pages == 1 or self.asked.page is None:
            return PageLinks()
        first = (here - 1) * PAGE_SIZE + 1
        return PageLinks(
            first=self._address(1) if here > 2 else "",
            previous=self._address(here - 1) if here > 1 else "",
            next=self._address(here + 1) if here < pages else "",
            last=self._address(pages) if here < pages - 1 else "",
            position=f"Sites {first} to {first + len(self.shown) - 1} of {len(self.found)}",
        )

    def _address(self, page: int) -> str:
        return self.asked.address(**{PAGE: str(page) if page > 1 else ""})


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseloadPage:
    """Everything the page shows.

    Attributes:
        everywhere: whether the reader sees every site, not only their own.
        total: how many sites there are before the quick filter.
        needy: how many of them need a contact.
        standard: after how many days a contact is due.
        filters: the filters and the two looks.
        cards: the sites of this page.
        links: where the pager leads.
        print_href: the URL of all sites on one page; empty if this page has them all.
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
    links: PageLinks
    print_href: str
    headings: Sequence[Heading]
    is_sorted: bool
    may_log: bool
    sees_leave: bool
    export: ExportOffer | None
    owned: Sequence[OwnedCommitment]
    owned_rest: bool


def page_of(
    board: Board,
    counted: Sequence[CaseFacts],
    actor: Actor,
    *,
    owned: Sequence[Commitment],
    duty: Duty,
) -> CaseloadPage:
    """Show a page of the reader's sites.

    Arguments:
        board: the sites.
        counted: what is known of each site of the page, with its work.
        actor: the reader.
        owned: the reader's own open commitments, one more than is shown.
        duty: whose work the reader does now.
    """
    asked, everywhere = board.asked, board.everywhere
    shown = [assess(facts, board.standard) for facts in counted]
    counts = counts_of(board.cases)
    return CaseloadPage(
        everywhere=everywhere,
        total=len(board.cases),
        needy=counts[Group.NEEDY],
        standard=board.standard,
        filters=Filters(
            groups=_groups(counts, asked),
            liaisons=_liaisons(board.facts, asked) if everywhere else [],
            as_table=asked.as_table,
            other_look=asked.address(**{"as": "" if asked.as_table else TABLE}),
            query=asked.words,
        ),
        cards=[card_of(case, board.standard, actor, everywhere=everywhere) for case in shown],
        links=board.links,
        print_href=asked.address(**{PRINT: "1"}) if len(shown) < len(board.found) else "",
        headings=board.sorting.headings(lambda order: asked.address(sort=order)),
        is_sorted=board.sorting.column is not None,
        may_log=actor.may_anywhere(P.UPDATE_LOG),
        sees_leave=policies.sees_leave(actor),
        export=export_of("caseload", asked.words, actor) if shown else None,
        owned=[owned_commitment(each, actor, duty) for each in owned[:MAX_OWNED]],
        owned_rest=len(owned) > MAX_OWNED,
    )


def _groups(counts: Counter[Group], asked: Asked) -> list[tuple[str, str, bool]]:
    return [
        (f"{words} {counts[group]}", asked.address(show=group.value), group == asked.group)
        for group, words in GROUPS.items()
        if counts[group] or group in {Group.ALL, asked.group}
    ]


def _liaisons(facts: Sequence[CaseFacts], asked: Asked) -> list[tuple[str, str, bool]]:
    """Return a filter for each liaison, labeled with the name and number of sites."""
    found = [
        (f"{name} {load}", asked.address(liaison=str(pk)), pk == asked.liaison)
        for pk, name, load in liaisons_of(tuple(facts))
    ]
    everybody = (f"Every liaison {len(facts)}", asked.address(liaison=""), asked.liaison is None)
    return [everybody, *found]
