"""Applications as staff see them: the lines of the review list, and one application's page."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from applications.models import (
    Application,
    ApplicationStep,
    EligibilityAnswer,
    SelfAssessment,
    SupportLetter,
)
from applications.presenters.applications import deadline_of, facts_of
from applications.presenters.letters import for_staff
from foundation.ui import dates
from foundation.ui.types import Fact, FileLine, Link
from sites.models import Site

if TYPE_CHECKING:
    from applications.querysets import UsedRound

CHANGES = (
    ("Extend deadline of", "applications:extend"),
    ("Change", "applications:change-round"),
    ("Remove", "applications:remove-round"),
)
# What is offered once agencies have applied.
STAYS = CHANGES[:1]
# Steps that lead to no state.
BESIDES = {
    "name-reviewer": "Reviewer added",
    "remove-reviewer": "Reviewer removed",
    "score": "Scores submitted",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One application of the review list."""

    agency: str
    href: str
    ori: str
    state: str
    round: str
    submitted: str
    status: str


@dataclass(frozen=True, slots=True)
class RoundLine:
    """One round, and where it is changed."""

    name: str
    opens: str
    deadline: str
    note: str
    changes: list[Link]


@dataclass(frozen=True, slots=True)
class ApplicationShown:
    """What staff read of one application."""

    facts: list[Fact]
    answers: list[Fact]
    levels: list[Fact]
    letters: list[FileLine]
    steps: list[Fact]
    others: list[Line]
    actions: list[Link]


def lines_of(found: Iterable[Application]) -> list[Line]:
    """Return the lines of the review list, in the order given."""
    return [
        Line(
            agency=each.agency_name,
            href=reverse("applications:detail", args=[each.pk]),
            ori=each.ori,
            state=each.state,
            round=str(each.round),
            submitted=dates.when(each.submitted_at) if each.submitted_at else "",
            status=f"{each.get_status_display()}{', likely junk' if each.is_likely_junk else ''}",
        )
        for each in found
    ]


def rounds_of(found: "Iterable[UsedRound]") -> list[RoundLine]:
    """Return the lines of the list of rounds."""
    return [
        RoundLine(
            name=str(each),
            opens=dates.when(each.opens_at, each.time_zone),
            deadline=deadline_of(each),
            note=f"Extended: {each.extension_reason}" if each.extended_to else "",
            changes=[
                Link(f"{verb} the {each}", reverse(name, args=[each.pk]))
                for verb, name in (STAYS if each.is_used else CHANGES)
            ],
        )
        for each in found
    ]


def page_of(
    application: Application,
    *,
    answers: Iterable[EligibilityAnswer],
    levels: Iterable[SelfAssessment],
    letters: Iterable[SupportLetter],
    steps: Iterable[ApplicationStep],
    actions: Iterable[tuple[str, str]],
    others: Iterable[Application] = (),
    site: Site | None = None,
) -> ApplicationShown:
    """Return what staff read of an application.

    Arguments:
        actions: names in addresses and labels of what the reader may do now.
        others: further applications of the same agency.
        site: what the agency had, or became.
    """
    return ApplicationShown(
        facts=[
            *facts_of(application),
            *([Fact("Site", site.name, site.get_absolute_url())] if site else ()),
        ],
        answers=[
            Fact(each.requirement.question, "Yes" if each.is_met else "No") for each in answers
        ],
        levels=[Fact(each.core_area.name, each.get_level_display()) for each in levels],
        letters=for_staff(letters),
        steps=[_step(each) for each in steps],
        others=lines_of(others),
        actions=[
            Link(label, reverse("applications:step", args=[application.pk, name]))
            for name, label in actions
        ],
    )


def _step(each: ApplicationStep) -> Fact:
    who = each.made_by.name if each.made_by else "The agency"
    said = f"{who}, {dates.when(each.made_at)}"
    label = BESIDES.get(each.step) or each.get_target_display()
    return Fact(label, f"{said}. {each.reason}" if each.reason else said)
