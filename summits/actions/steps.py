"""The parts that all actions here share: lock, check, record."""

from datetime import date

from django.db.models import QuerySet

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.workflow import locks
from foundation.workflow.versions import check_version
from summits import policies
from summits.enums import StepKind
from summits.errors import ImportedOnly, ManagersOnly, NotYourSummit, Over
from summits.models import Summit, SummitStep


def lock(
    summit: Summit, *, version: int | str | None, even_over: bool = False, by: Actor
) -> Summit:
    """Lock a summit for a change by an actor who organizes it, if they have read its present version.

    Raises:
        NotYourSummit: when the actor sees it but does not organize it.
        ImportedOnly: when it was loaded as it was published.
        Over: when it is archived or canceled, unless the change may still be made then.
        StaleEdit: when someone changed it since.
    """
    held = held_for_work(summit, even_over=even_over, by=by)
    check_version(held, version)
    return held


def held_for_work(summit: Summit, *, even_over: bool = False, by: Actor) -> Summit:
    """Lock a summit whatever its version, for a change of rows that belong to it.

    Raises:
        NotYourSummit, ImportedOnly, Over: as ``lock``.
    """
    rows: QuerySet[Summit, Summit] = Summit.objects.all()
    held = locks.hold(rows, summit.pk, refusal=NotYourSummit)
    if not policies.can_organize(by, held):
        raise NotYourSummit
    if held.is_imported:
        raise ImportedOnly
    if held.is_over and not even_over:
        raise Over
    return held


def require_manager(by: Actor) -> None:
    """Refuse everyone but Program Managers."""
    if not policies.can_manage(by):
        raise ManagersOnly


def keep(held: Summit) -> Summit:
    """Save a locked summit with its next version."""
    held.version += 1
    held.save()
    return held


def record(
    summit: Summit,
    step: StepKind,
    *,
    about: str = "",
    on: date | None = None,
    reason: str = "",
    by: Actor,
) -> SummitStep:
    """Record who did the step, from which day, and why."""
    return SummitStep.objects.create(
        summit=summit,
        step=step,
        about=about,
        on=on or clock.today(summit.time_zone),
        reason=reason.strip(),
        made_by_id=by.user_id,
        made_at=clock.now(),
    )
