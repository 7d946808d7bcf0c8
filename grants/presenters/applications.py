"""A site's applications in its list and on their pages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse

from foundation.ui import dates
from foundation.workflow.transition import Transition
from grants.enums import UNDECIDED, WORKED_ON, State
from grants.models import GrantApplication, GrantStep
from grants.models.rows import ReportedRow

GLYPHS: Mapping[str, str] = {
    State.CONSIDERING: "draft",
    State.APPLYING: "in-delivery",
    State.SUBMITTED: "submitted",
    State.AWARDED: "accepted",
    State.NOT_AWARDED: "declined",
    State.WITHDRAWN: "withdrawn",
}
UNKNOWN = "Not stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationLine:
    """An application in a site's list."""

    href: str
    name: str
    funder: str
    state: str
    glyph: str
    amount: str
    when: str


@dataclass(frozen=True, slots=True)
class Button:
    """A step's button, or the sentence why it isn't open."""

    label: str
    href: str
    refusal: str


@dataclass(frozen=True, slots=True)
class DoneStep:
    """A step in an application's record."""

    what: str
    who: str
    when: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationPage:
    """What the page of an application shows."""

    glyph: str
    facts: list[tuple[str, str]]
    buttons: list[Button]
    steps: list[DoneStep]


def lines_of(rows: Iterable[GrantApplication]) -> list[ApplicationLine]:
    """Show a site's applications."""
    return [
        ApplicationLine(
            href=row.get_absolute_url(),
            name=row.name,
            funder=row.funder,
            state=row.get_status_display(),
            glyph=GLYPHS[row.status],
            amount=_amount_of(row),
            when=_when(row),
        )
        for row in rows
    ]


def page_of(
    application: GrantApplication,
    *,
    offered: Iterable[tuple[Transition, str]],
    steps: Iterable[GrantStep],
) -> ApplicationPage:
    """Show one application with its award, the steps that are open, and those that were done."""
    return ApplicationPage(
        glyph=GLYPHS[application.status],
        facts=_facts(application),
        buttons=[
            Button(row.words, reverse(f"grants:{row.name}", args=[application.pk]), said)
            for row, said in offered
        ],
        steps=[
            DoneStep(
                each.get_step_display(),
                each.made_by.name,
                dates.when(each.made_at, application.site.time_zone),
                each.reason,
            )
            for each in steps
        ],
    )


def dollars(amount: int | None) -> str:
    """Return an amount such as "$125,000", or that it isn't stated."""
    return UNKNOWN if amount is None else f"${amount:,}"


def published(row: ReportedRow) -> str:
    """Return where an imported row is from; empty for one that was entered."""
    if row.source_as_of is None:
        return ""
    return f"Reported by the program: {row.source}, collected {dates.full_day(row.source_as_of)}"


def _facts(row: GrantApplication) -> list[tuple[str, str]]:
    facts = [("Funder", row.funder)]
    found = row.opportunity
    if found is not None:
        facts.append(("Closes", dates.when(found.closes_at, found.time_zone)))
    if row.answer_expected_on is not None and row.status in UNDECIDED:
        facts.append(("Answer expected", dates.full_day(row.answer_expected_on)))
    facts.append(("Amount requested", dollars(row.amount_requested)))
    if row.status == State.AWARDED:
        facts += [
            ("Amount awarded", dollars(row.amount_awarded)),
            ("Award number", row.award_number or UNKNOWN),
            ("Award period", _period(row)),
        ]
    if source := published(row):
        facts.append(("Source", source))
    return facts


def _period(row: GrantApplication) -> str:
    if row.award_year is not None:
        return f"Awarded in {row.award_year}"
    first, last = (
        dates.full_day(day) if day else "" for day in (row.award_starts_on, row.award_ends_on)
    )
    if first and last:
        return f"{first} to {last}"
    return f"From {first}" if first else f"Until {last}" if last else UNKNOWN


def _amount_of(row: GrantApplication) -> str:
    if row.status == State.AWARDED:
        return f"{dollars(row.amount_awarded)} awarded" if row.amount_awarded else UNKNOWN
    return dollars(row.amount_requested)


def _when(row: GrantApplication) -> str:
    if row.status == State.AWARDED:
        return _period(row)
    found = row.opportunity
    if found is not None and row.status in WORKED_ON:
        return f"Closes {dates.when(found.closes_at, found.time_zone)}"
    return ""
