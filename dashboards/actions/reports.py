"""Freeze the report of a period, and restate a figure of a frozen one."""

from decimal import Decimal
from typing import TypeVar

from django.db import IntegrityError

from dashboards import errors
from dashboards.enums import Period
from dashboards.models import Report, Restatement
from dashboards.models.reports import current
from dashboards.policies import reports as policies
from dashboards.querysets.report_changes import changes_of
from dashboards.querysets.reports import figures_of
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.calendars.days import OFFICIAL_ZONE
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow.errors import DomainError, StaleEdit

CENTS = Decimal("0.01")  # as a figure is shown
HOURS = "/hours"  # the end of the keys of figures that aren't counts
Kept = TypeVar("Kept", Report, Restatement)


@atomic_savepoint
def freeze(period: Period, *, by: Actor) -> Report:
    """Store the figures of a period that is over, as they are counted now.

    Raises:
        NotYours: when the actor is no Program Manager.
        TooEarly: before the period is over.
        AlreadyFrozen: when it was frozen before, also by someone at the same moment.
    """
    if by.user_id is None or not policies.can_freeze(by):
        raise errors.NotYours
    if not policies.is_over(period, clock.today(OFFICIAL_ZONE)):
        raise errors.TooEarly
    report = Report(
        period=period.slug,
        figures=figures_of(period, by),
        changes=changes_of(period, by),
        frozen_at=clock.now(),
        frozen_by_id=by.user_id,
    )
    return _insert(report, twice=errors.AlreadyFrozen)


@atomic_savepoint
def restate(
    report: Report, figure: str, *, new: Decimal, reason: str, version: int, by: Actor
) -> Restatement:
    """Correct one figure of a frozen report; the old value and the reason stay with it.

    Arguments:
        report: the frozen report.
        figure: the figure's key, such as ``areas/gun-violence/delivered``.
        new: the value it should have.
        reason: why it changed.
        version: the report's version that the person saw.

    Raises:
        NotYours: when the actor is no Program Manager.
        NoSuchFigure: when the report has no such figure, or it has the new value already.
        NotCounted: when a count would get a fraction.
        StaleEdit: when someone restated a figure since.
    """
    if by.user_id is None or not policies.can_freeze(by):
        raise errors.NotYours
    made = list(Restatement.objects.of_report(report))
    if version != len(made) + 1:
        raise StaleEdit
    exact = current(report, made).get(figure)
    if exact is None or (old := exact.quantize(CENTS)) == new:
        raise errors.NoSuchFigure(field="new")
    if new != new.to_integral_value() and not figure.endswith(HOURS):
        raise errors.NotCounted(field="new")
    kept = Restatement(
        report=report,
        number=version,
        figure=figure,
        old_value=old,
        new_value=new,
        reason=reason.strip(),
        made_at=clock.now(),
        made_by_id=by.user_id,
    )
    return _insert(kept, twice=StaleEdit)


def _insert(row: Kept, *, twice: type[DomainError]) -> Kept:
    """Add a row, unless someone added the same in the meantime."""
    try:
        row.save(force_insert=True)
    except IntegrityError as found:
        raise twice from found
    return row
