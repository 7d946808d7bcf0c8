"""The page of one recommendation: its facts, evidence, open steps, what was made from it, and its history."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from engagements import policies
from engagements.models import (
    Evidence,
    EvidenceFile,
    Recommendation,
    RecommendationStep,
    SharedRecommendation,
)
from engagements.models.recommendations import CHECKED_STATES
from engagements.presenters.changes import changes_of
from engagements.presenters.recommendations import GLYPHS, REPORTED, day_of, owner_of
from engagements.querysets.made_from import Made
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.calendars.days import last_day
from foundation.files.lines import line_of
from foundation.ui import dates
from foundation.ui.steps import OpenStep, open_steps
from foundation.ui.types import FileLine, Link, TimelineEntry
from foundation.workflow.transition import Transition
from sites.models import Principle


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceLine:
    """A line of evidence with its files."""

    text: str
    who: str
    files: Sequence[FileLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationPage:
    """Everything a recommendation's page shows besides its own fields.

    Attributes:
        facts: what is known of it, by label.
        glyph: the picture of its state.
        evidence: its lines of evidence with files, newest first.
        made: the requests made from it.
        shared: who shares its headline and result with all sites, and until when; empty if no one does.
        steps: the steps that the reader's role includes.
        links: what else the reader can add.
        history: the steps taken, newest first.
    """

    facts: Sequence[tuple[str, str]]
    glyph: str
    evidence: Sequence[EvidenceLine]
    made: Sequence[Made]
    shared: str
    steps: Sequence[OpenStep]
    links: Sequence[Link]
    history: Sequence[TimelineEntry]


def page_of(
    recommendation: Recommendation,
    actor: Actor,
    *,
    principles: Iterable[Principle],
    evidence: Iterable[Evidence],
    history: Iterable[RecommendationStep],
    offered: Iterable[tuple[Transition, str]],
    made: Sequence[Made],
    shared: SharedRecommendation | None,
    may_ask: bool,
) -> RecommendationPage:
    """Show one recommendation to a reader.

    Arguments:
        recommendation: loaded with ``for_page``.
        actor: the reader.
        principles: DOJ's principles, if it names any.
        evidence: its lines of evidence with files, newest first.
        history: the steps taken with it, newest first.
        offered: the steps that the reader's role includes, each with its refusal or "".
        made: what was made from it, as far as the reader may read it.
        shared: what of it all sites read now.
        may_ask: whether the reader may ask for help for its site.
    """
    tz = recommendation.site.time_zone
    named = [each.name for each in principles if each.slug in recommendation.principles]
    return RecommendationPage(
        facts=_facts(recommendation, named),
        glyph=GLYPHS[recommendation.status],
        evidence=[_evidence(each, actor, tz) for each in evidence],
        made=made,
        shared=_shared(shared, tz) if shared else "",
        steps=open_steps(offered, "engagements:{}-recommendation", recommendation.pk),
        links=[
            *_links(recommendation, actor, may_ask=may_ask),
            *_sharing(recommendation, actor, shared),
        ],
        history=[_entry(step, tz) for step in history],
    )


def _links(row: Recommendation, actor: Actor, *, may_ask: bool) -> list[Link]:
    ask = reverse("tta_requests:new", query={"origin": f"recommendation:{row.pk}"})
    commit = reverse("engagements:add-commitment", query={"origin": f"recommendation:{row.pk}"})
    tell = reverse(
        "outcomes:draft-accomplishment",
        args=[row.site.slug],
        query={"recommendation": str(row.pk)},
    )
    own = [row.pk]
    found = (
        (policies.can_add_evidence, "Add evidence", reverse("engagements:add-evidence", args=own)),
        (policies.can_record_check, "Log a check", reverse("engagements:record-check", args=own)),
        (
            policies.can_change_owner,
            "Change owner or due date",
            reverse("engagements:change-owner", args=own),
        ),
        (
            policies.can_correct_recommendation,
            "Correct recommendation",
            reverse("engagements:correct-recommendation", args=own),
        ),
        (lambda *_: may_ask and not row.is_withdrawn, "Ask for help with it", ask),
        (_may_commit, "Add commitment", commit),
        (_may_tell, "Write accomplishment", tell),
    )
    return [Link(label, href) for may, label, href in found if may(actor, row)]


def _sharing(row: Recommendation, actor: Actor, shared: SharedRecommendation | None) -> list[Link]:
    if not policies.can_share(actor, row):
        return []
    if shared:
        stop = reverse("engagements:stop-sharing-recommendation", args=[row.pk])
        return [Link("Stop sharing", stop)]
    share = reverse("engagements:share-recommendation", args=[row.pk])
    return [Link("Share with all sites", share)]


def _shared(shared: SharedRecommendation, tz: str) -> str:
    """Say who shares it since when, and until which day."""
    until = f", until {dates.full_day(last_day(shared.ends_at, tz))}" if shared.ends_at else ""
    return f"{shared.shared_by.name} shared this with all sites on {dates.when(shared.shared_at, tz)}{until}."


def _may_tell(actor: Actor, row: Recommendation) -> bool:
    """Return whether the reader writes accomplishments, and the work is done that one would rest on."""
    is_done = row.status in CHECKED_STATES and not row.is_imported
    return is_done and actor.may(P.ACCOMPLISHMENT_WRITE, at=row.site_id)


def _may_commit(actor: Actor, row: Recommendation) -> bool:
    return not row.is_withdrawn and policies.can_keep_commitments(actor, row.site_id)


def _facts(row: Recommendation, principles: Sequence[str]) -> list[tuple[str, str]]:
    found = [("Status", str(row.get_status_display()))]
    if row.is_imported:
        found.append(("Origin", REPORTED))
    found += [("Core area", row.core_area.name), ("Owner", owner_of(row) or "Not named")]
    if principles:
        found.append(("DOJ principles", ", ".join(principles)))
    if row.assessment:
        found.append(("Assessment", f"{row.assessment.title}, {day_of(row.assessment)}"))
    if row.finding:
        found.append(("Finding", row.finding.text))
    for label, day in (
        ("Due", row.due_on),
        ("Next check", row.next_check_on),
        ("12-month check", row.sustained_check_on),
    ):
        if day:
            found.append((label, dates.full_day(day)))
    if row.repeats_every_days:
        found.append(("Repeats", f"Every {row.repeats_every_days} days"))
    if row.source:
        found.append(("Source", row.source))
    return found


def _evidence(row: Evidence, actor: Actor, tz: str) -> EvidenceLine:
    who = row.made_by.name if row.made_by else "the portal"
    return EvidenceLine(
        text=row.text,
        who=f"{who}, {dates.when(row.made_at, tz)}",
        files=[_file(each, actor) for each in row.files.all() if each.removed_at is None],
    )


def _file(file: EvidenceFile, actor: Actor) -> FileLine:
    may_remove = policies.can_remove_evidence(actor, file)
    remove = reverse("engagements:remove-evidence-file", args=[file.pk]) if may_remove else ""
    return line_of(file, href=file.get_absolute_url(), remove_href=remove)


def _entry(step: RecommendationStep, tz: str) -> TimelineEntry:
    said = [dates.full_day(step.on), *changes_of(step.changes)]
    return TimelineEntry(
        glyph="dot",
        what=str(step.get_step_display()),
        rest=". ".join(said),
        reason=step.reason,
        when=f"Recorded {dates.when(step.made_at, tz)}",
        who=f"by {step.made_by.name}" if step.made_by else "by the portal",
    )
