"""Write accomplishments, and take them from a draft to the public, by five different people."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from foundation import outbox
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow import locks
from foundation.workflow.transition import Transition
from foundation.workflow.versions import check_version
from outcomes import policies
from outcomes.actions.public_notices import NOTICES, leave_notice
from outcomes.enums import (
    ACCOMPLISHMENT_LIFECYCLE,
    AccomplishmentState,
    AccomplishmentStepKind,
)
from outcomes.errors import (
    ClaimsACause,
    NoReason,
    NotADraft,
    NotAsked,
    NothingCorrected,
    NotYourAccomplishment,
    NotYourTurn,
    ReportedAccomplishment,
    UnlikelyFigure,
)
from outcomes.models import Accomplishment, AccomplishmentStep
from outcomes.models.accomplishments import WORDS
from sites.models import Site

A = AccomplishmentState
Step = AccomplishmentStepKind
# What each step says about the person who takes it.
SIGNED = {
    Step.ATTESTED: "attested_by_id",
    Step.VERIFIED: "verified_by_id",
    Step.CLEARED: "cleared_by_id",
    Step.PUBLISHED: "published_by_id",
}
# What a correction changes; the rest was agreed to.
CORRECTABLE = ("headline", "narrative", "figures")
# The steps after which everyone with a part in it gets a notice.
TOLD = (Step.SENT_BACK, Step.PUBLISHED, Step.CORRECTED, Step.WITHDRAWN)
FIGURE_PARTS = ("label", "before", "after", "unit", "period")
NEEDED_PARTS = ("label", "after", "period")
# PSP supports sites; what their work led to has many causes.
CAUSES = re.compile(
    r"\b(caused|because\s+of|led\s+to|result(ed|ing)\s+in|thanks\s+to|due\s+to)\b", re.IGNORECASE
)


@atomic_savepoint
def draft(*, site: Site, words: Mapping[str, Any], by: Actor) -> Accomplishment:
    """Write the draft of an accomplishment; its author never takes a later step.

    Arguments:
        words: ``headline``, ``narrative``, ``figures``, and the slugs of ``core_areas`` and
            ``principles``; ``federal_agency`` where a federal partner's work is named.

    Raises:
        NotYourAccomplishment: when the actor doesn't write accomplishments of the site.
        ClaimsACause: when the words claim what caused a change.
        UnlikelyFigure: when a figure lacks what it counts, its number, or its period.
    """
    if by.user_id is None or not policies.can_write_accomplishments(by, site.pk):
        raise NotYourAccomplishment
    now = clock.now()
    made = Accomplishment.objects.create(
        site=site, author_id=by.user_id, written_at=now, moved_at=now, **_clean(words)
    )
    record(made, Step.DRAFTED, by=by)
    return made


@atomic_savepoint
def edit(
    found: Accomplishment, *, words: Mapping[str, Any], version: int | str | None, by: Actor
) -> Accomplishment:
    """Change the words of a draft; a federal partner who agreed to the former words is asked again.

    Raises:
        StaleEdit: when someone changed it since that version.
        ReportedAccomplishment: when the program reported it.
        NotYourAccomplishment: when the actor isn't its author.
        NotADraft: when the site has attested it.
        ClaimsACause: when the words claim what caused a change.
        UnlikelyFigure: when a figure lacks what it counts, its number, or its period.
    """
    held = hold_draft(found, version=version, by=by)
    _reword(held, words)
    held.concurred_by_id = None
    save(held, Step.EDITED, by=by)
    return held


@atomic_savepoint
def concur(found: Accomplishment, *, version: int | str | None, by: Actor) -> Accomplishment:
    """Record that the federal partner agrees with what is said about its work.

    Raises:
        StaleEdit: when someone changed it since that version.
        ReportedAccomplishment: when the program reported it.
        NotAllowed: when the actor doesn't have the seat of the agency it names.
        NotAsked: when the site hasn't attested it yet, DOJ has cleared it, or the agency has agreed.
        Refused: when the actor took part in it.
    """
    held = _held(found, version)
    if not policies.may_concur(by, held):
        raise NotYourTurn(policies.NOT_AGREED.format(agency=held.federal_agency or "no agency"))
    if held.status not in policies.AGREEABLE_STATES or held.concurred_by_id is not None:
        raise NotAsked
    if said := policies.part_of(by, held):
        raise NotYourTurn(f"{said} Someone else in the agency's seat agrees.")
    held.concurred_by_id = by.user_id
    # Not a move: since the last one, the next step waits.
    _save(held, Step.CONCURRED, by=by)
    return held


@atomic_savepoint
def take(
    found: Accomplishment,
    step: str,
    *,
    version: int | str | None,
    reason: str = "",
    notice: str = "",
    words: Mapping[str, Any] | None = None,
    by: Actor,
) -> Accomplishment:
    """Take a step of the table of transitions by its name.

    Arguments:
        step: a name in ``ACCOMPLISHMENT_LIFECYCLE``.
        version: the version the form was based on, as it was sent.
        reason: why it is sent back, corrected, withdrawn, or discarded, for the site's team and DOJ staff.
        notice: what visitors read about a correction or withdrawal beside its day; empty for the day alone.
        words: the new words of a correction, as for ``draft``.

    Raises:
        StaleEdit: when someone changed it since.
        ReportedAccomplishment: when the program reported it.
        Refused: when its state or a guard does not allow the step.
        NotAllowed: when only someone else may take it.
        InvalidInput: when a reason is missing, words or figures are unlikely, a correction changes nothing,
            or a public notice repeats what is withdrawn.
    """
    held = _held(found, version)
    row = _checked(held, step, reason, by)
    kind = Step(step)
    if kind in SIGNED:
        setattr(held, SIGNED[kind], by.user_id)
    if kind == Step.PUBLISHED:
        held.published_at = clock.now()
    if kind == Step.CORRECTED:
        _correct(held, words or {})
    if kind == Step.SENT_BACK:
        held.is_sent_back = True
        for name in (*SIGNED.values(), "concurred_by_id"):
            setattr(held, name, None)
    if kind in NOTICES:
        leave_notice(held, NOTICES[kind], notice.strip())
    people = sorted(held.people - {by.user_id})
    ACCOMPLISHMENT_LIFECYCLE.advance(held, row)
    held.moved_at = clock.now()
    held.save()
    record(held, kind, reason=reason.strip(), by=by)
    if kind in TOLD:
        outbox.emit(
            "outcomes.announce_step",
            key=f"outcomes.announce_step:{held.pk}:{held.version}",
            payload={
                "accomplishment": str(held.pk),
                "step": str(kind),
                "people": _ids(people),
                "version": held.version,
            },
        )
    return held


def hold_draft(found: Accomplishment, *, version: int | str | None, by: Actor) -> Accomplishment:
    """Lock a draft for a change by its author, who so answers what sent it back.

    Another writer of the site who changes the draft of an author who left becomes its author.

    Raises:
        StaleEdit: when someone changed it since that version.
        ReportedAccomplishment: when the program reported it.
        NotYourAccomplishment: when the actor isn't its author.
        NotADraft: when the site has attested it.
    """
    held = _held(found, version)
    if not policies.may_edit(by, held):
        raise NotYourAccomplishment
    if held.status != A.DRAFT:
        raise NotADraft
    held.author_id = by.user_id
    held.is_sent_back = False
    return held


def save(held: Accomplishment, step: AccomplishmentStepKind, *, by: Actor) -> None:
    """Save a locked accomplishment as its next version, and record what was done with it."""
    held.moved_at = clock.now()
    _save(held, step, by=by)


def record(
    held: Accomplishment, step: AccomplishmentStepKind, *, reason: str = "", by: Actor
) -> None:
    """Record what a person did with an accomplishment."""
    AccomplishmentStep.objects.create(
        site_id=held.site_id,
        accomplishment=held,
        step=step,
        reason=reason,
        made_by_id=by.user_id,
        made_at=clock.now(),
    )


def _checked(held: Accomplishment, step: str, reason: str, by: Actor) -> Transition:
    """Return the transition of a step; a federal partner who is asked to agree may send it back instead."""
    if step == policies.DISCARD and not policies.may_edit(by, held):
        raise NotYourTurn(policies.NOT_ITS_AUTHOR)
    row = ACCOMPLISHMENT_LIFECYCLE.find(step, held.status)
    if row is None or not policies.can_object(by, held, step):
        return ACCOMPLISHMENT_LIFECYCLE.check(step, held, by, reason=reason)
    if not reason.strip():
        raise NoReason(field="reason")
    return row


def _save(held: Accomplishment, step: AccomplishmentStepKind, *, by: Actor) -> None:
    held.version += 1
    held.save()
    record(held, step, by=by)


def _held(found: Accomplishment, version: int | str | None) -> Accomplishment:
    held = locks.hold(
        Accomplishment.objects.select_related("site"), found.pk, refusal=NotYourAccomplishment
    )
    check_version(held, version)
    if held.is_imported:
        raise ReportedAccomplishment
    return held


def _reword(held: Accomplishment, words: Mapping[str, Any]) -> None:
    for name, value in _clean({each: getattr(held, each) for each in WORDS} | dict(words)).items():
        setattr(held, name, value)


def _correct(held: Accomplishment, words: Mapping[str, Any]) -> None:
    """Replace what a correction may replace, and refuse one that changes nothing."""
    former = [getattr(held, name) for name in CORRECTABLE]
    _reword(held, {name: words[name] for name in CORRECTABLE if name in words})
    if former == [getattr(held, name) for name in CORRECTABLE]:
        raise NothingCorrected


def _clean(words: Mapping[str, Any]) -> dict[str, Any]:
    told = {name: words[name] for name in WORDS if name in words}
    for name in ("headline", "narrative"):
        told[name] = str(told[name]).strip()
        _refuse_causes(told[name], field=name)
    told["figures"] = [_figure(each) for each in told.get("figures", ())]
    return told


def _figure(parts: Mapping[str, Any]) -> dict[str, str]:
    figure = {name: str(parts.get(name, "")).strip() for name in FIGURE_PARTS}
    if not all(figure[name] for name in NEEDED_PARTS):
        raise UnlikelyFigure(field="figures")
    for said in figure.values():
        _refuse_causes(said, field="figures")
    return figure


def _refuse_causes(said: str, *, field: str) -> None:
    if CAUSES.search(said):
        raise ClaimsACause(field=field)


def _ids(people: Iterable[int]) -> str:
    """Write ids into an outbox message, which holds texts and numbers only."""
    return " ".join(str(pk) for pk in people)
