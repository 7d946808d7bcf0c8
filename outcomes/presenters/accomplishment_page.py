"""The page of one accomplishment: its figures, evidence, five people, open steps, and history."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.exports.forms import ExportOffer, export_of
from foundation.ui import dates
from foundation.ui.steps import OpenStep, open_steps
from foundation.ui.types import Link, TimelineEntry
from outcomes import policies
from outcomes.enums import AccomplishmentState
from outcomes.models import Accomplishment, AccomplishmentEvidence, AccomplishmentStep
from outcomes.models.accomplishments import PEOPLE
from outcomes.presenters import evidence_package
from outcomes.presenters.accomplishments import (
    GLYPHS,
    ChainLink,
    FigureView,
    chain_of,
    figures_of,
)
from sites.models import CoreArea, Principle

SIGNED = {
    "author": "Written",
    "attested_by": "Attested for the site",
    "verified_by": "Verified",
    "cleared_by": "Cleared for DOJ",
    "published_by": "Published",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AccomplishmentPage:
    """Everything an accomplishment's page shows besides its own words.

    Attributes:
        glyph: the picture of its state.
        turn: who takes the next step, or that none is left.
        part: what the reader did with it; empty if nothing.
        figures: its figures.
        chain: what it rests on, in the order it happened.
        signed: each of the five steps with the person who took it; empty before.
        facts: what is known of it, by label.
        steps: the steps that the reader's role includes: label, address, and why not, if so.
        links: what else the reader can do.
        package: the form that exports what it rests on; None for a reader who can't export.
        history: the steps taken, newest first.
    """

    glyph: str
    turn: str
    part: str
    figures: Sequence[FigureView]
    chain: Sequence[ChainLink]
    signed: Sequence[tuple[str, str]]
    facts: Sequence[tuple[str, str]]
    steps: Sequence[OpenStep]
    links: Sequence[Link]
    package: ExportOffer | None
    history: Sequence[TimelineEntry]


def page_of(
    found: Accomplishment,
    actor: Actor,
    *,
    evidence: Iterable[AccomplishmentEvidence],
    history: Iterable[AccomplishmentStep],
    areas: Iterable[CoreArea],
    principles: Iterable[Principle],
    is_partner_seated: bool,
) -> AccomplishmentPage:
    """Return what the page shows to a reader.

    Arguments:
        found: loaded with ``for_page``.
        actor: the reader.
        evidence: as ``querysets.evidence.evidence_of`` loads it for the reader.
        history: its steps, newest first.
        areas: the core areas among which it names its own.
        principles: DOJ's principles among which it names its own.
        is_partner_seated: whether someone holds the seat of the federal partner it names.
    """
    may_edit, lines = policies.can_edit(actor, found), list(evidence)
    is_bare = found.status == AccomplishmentState.DRAFT and not lines
    return AccomplishmentPage(
        glyph=GLYPHS[found.status],
        turn=policies.turn_of(found, is_bare=is_bare),
        part=policies.part_of(actor, found),
        figures=figures_of(found),
        chain=chain_of(lines, found.site, may_remove=may_edit),
        signed=[] if found.is_imported else _signed(found),
        facts=_facts(found, areas, principles, _partner(found, is_seated=is_partner_seated)),
        steps=open_steps(
            policies.accomplishment_steps_open_to(actor, found),
            "outcomes:{}-accomplishment",
            found.pk,
        ),
        links=_links(found, actor, may_edit=may_edit),
        package=export_of(evidence_package.SLUG, f"{evidence_package.NAMED}={found.pk}", actor),
        history=[_entry(step, found.site.time_zone) for step in history],
    )


def _signed(found: Accomplishment) -> list[tuple[str, str]]:
    people = ((name, getattr(found, name)) for name in PEOPLE)
    return [(SIGNED[name], person.name if person else "Not yet") for name, person in people]


def _facts(
    found: Accomplishment,
    areas: Iterable[CoreArea],
    principles: Iterable[Principle],
    partner: str,
) -> list[tuple[str, str]]:
    facts = [
        ("Core areas", ", ".join(each.name for each in areas if each.slug in found.core_areas)),
        (
            "DOJ principles",
            ", ".join(each.name for each in principles if each.slug in found.principles),
        ),
        ("Federal partner", partner),
        ("Source", found.source),
    ]
    return [(label, said) for label, said in facts if said]


def _partner(found: Accomplishment, *, is_seated: bool) -> str:
    if not found.federal_agency:
        return ""
    if found.concurred_by:
        return f"{found.federal_agency}, {found.concurred_by.name} agreed"
    if not is_seated and not found.is_imported:
        return f"{found.federal_agency}. No one holds its seat at the site, so it can't be cleared yet."
    return f"{found.federal_agency} hasn't agreed yet"


def _links(found: Accomplishment, actor: Actor, *, may_edit: bool) -> list[Link]:
    links = []
    was_told = found.is_public or found.status == AccomplishmentState.WITHDRAWN
    if was_told and not found.site.is_demo:
        public = reverse("dashboards:accomplishment", args=[found.pk])
        links.append(Link("See the public page", public))
    if may_edit:
        links += [
            Link("Change draft", reverse("outcomes:edit-accomplishment", args=[found.pk])),
            Link("Add evidence", reverse("outcomes:add-evidence", args=[found.pk])),
        ]
    if policies.can_concur(actor, found):
        agree = reverse("outcomes:concur-accomplishment", args=[found.pk])
        links.append(Link(f"Agree for {found.federal_agency}", agree))
    return links


def _entry(step: AccomplishmentStep, tz: str) -> TimelineEntry:
    return TimelineEntry(
        glyph="dot",
        what=str(step.get_step_display()),
        reason=step.reason,
        when=dates.when(step.made_at, tz),
        who=f"by {step.made_by.name}" if step.made_by else "by the portal",
    )
