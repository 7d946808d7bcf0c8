"""Save, submit, and withdraw an application, by the link that opens it."""

from collections.abc import Mapping
from uuid import UUID

from applications import policies, querysets
from applications.actions.links import applicant
from applications.actions.steps import notify_applicant, record
from applications.enums import LIFECYCLE, Level
from applications.errors import FormNotOffered, Incomplete, LinkClosed, NotADraft, RoundClosed
from applications.models import (
    Application,
    EligibilityAnswer,
    SelfAssessment,
)
from foundation.calendars import clock
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow import locks
from foundation.workflow.versions import check_version

# What a section of the form may change.
FIELDS = frozenset(
    {
        "agency_name",
        "ori",
        "state",
        "contact_name",
        "contact_title",
        "contact_phone",
        "problem",
        "change",
    }
)


@atomic_savepoint
def save(token: str, *, values: Mapping[str, str], version: int | str | None) -> Application:
    """Save fields of a draft.

    Arguments:
        values: the fields of one section, by name; others keep what they have.
        version: the version that the page showed.

    Raises:
        LinkClosed: when the link is no good.
        NotADraft: when it was submitted or withdrawn.
        RoundClosed: when the deadline has passed.
        FormNotOffered: when the form has no valid OMB control number.
        StaleEdit: when it was saved on another device in between.
    """
    with applicant(token) as (_by, link):
        held = _held_draft(link, version)
        for name in FIELDS & values.keys():
            setattr(held, name, values[name])
        return _saved(held)


@atomic_savepoint
def answer(token: str, *, answers: Mapping[str, bool], version: int | str | None) -> Application:
    """Save which requirements the agency meets, by their slugs. Raises as ``save``."""
    with applicant(token) as (_by, link):
        held = _held_draft(link, version)
        for slug, is_met in answers.items():
            mine = EligibilityAnswer.objects.filter(application=held, requirement_id=slug)
            if not mine.update(is_met=is_met):
                EligibilityAnswer.objects.create(
                    application=held, requirement_id=slug, is_met=is_met
                )
        return _saved(held)


@atomic_savepoint
def assess(token: str, *, levels: Mapping[int, Level], version: int | str | None) -> Application:
    """Save where the agency sees itself, by core areas' keys. Raises as ``save``."""
    with applicant(token) as (_by, link):
        held = _held_draft(link, version)
        for area, level in levels.items():
            mine = SelfAssessment.objects.filter(application=held, core_area_id=area)
            if not mine.update(level=level):
                SelfAssessment.objects.create(application=held, core_area_id=area, level=level)
        return _saved(held)


@atomic_savepoint
def submit(token: str, *, version: int | str | None) -> Application:
    """Submit a complete draft; a confirmation leaves by mail.

    Raises:
        Incomplete: when answers are missing.
        DomainError: as ``save``.
    """
    with applicant(token) as (by, link):
        held = _held_draft(link, version)
        if policies.missing(held):
            raise Incomplete
        LIFECYCLE.advance(held, LIFECYCLE.check("submit", held, by))
        held.submitted_at = clock.now()
        held.is_likely_junk = policies.looks_like_junk(held)
        held.save()
        record(held, "submit", by=by)
        notify_applicant(held)
        return held


@atomic_savepoint
def withdraw(token: str, *, reason: str, version: int | str | None) -> Application:
    """Withdraw an application that isn't decided; the agency may still read it.

    Raises:
        LinkClosed: when the link is no good.
        Refused: when it is decided or withdrawn already.
        StaleEdit: when it changed in between.
    """
    with applicant(token) as (by, link):
        held = _held(link)
        check_version(held, version)
        LIFECYCLE.advance(held, LIFECYCLE.check("withdraw", held, by))
        held.save()
        record(held, "withdraw", reason=reason, by=by)
        notify_applicant(held)
        return held


def _held(link: UUID) -> Application:
    mine = Application.objects.of_link(link, clock.now()).select_related("round")
    found = mine.first()
    if found is None:
        raise LinkClosed
    return locks.hold(mine, found.pk, refusal=LinkClosed)


def hold_draft(link: UUID) -> Application:
    """Lock the draft that a link opens, if it may be changed now.

    Raises:
        LinkClosed, NotADraft, RoundClosed, FormNotOffered: as ``save``.
    """
    held = _held(link)
    if not held.is_draft:
        raise NotADraft
    if not policies.can_write(held, clock.now()):
        raise RoundClosed
    if querysets.notice_of_form() is None:
        raise FormNotOffered
    return held


def _held_draft(link: UUID, version: int | str | None) -> Application:
    held = hold_draft(link)
    check_version(held, version)
    return held


def _saved(held: Application) -> Application:
    held.version += 1
    held.save()
    return held
