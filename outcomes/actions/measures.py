"""Choose what a site measures, and change, end, or resume it."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.calendars.quarters import Quarter
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow import locks
from foundation.workflow.folds import fold
from foundation.workflow.versions import check_version
from outcomes import policies
from outcomes.errors import (
    ChosenBefore,
    MeasureEnded,
    MeasureRuns,
    NotYourMeasure,
    ReportedMeasure,
    UnlikelyBaseline,
    UnlikelyEnd,
)
from outcomes.models import Indicator, SiteMeasure, SiteMeasurement
from sites.models import Site

# What can be changed later; the rest says what is counted.
CHANGEABLE = ("sub_area", "counted_as", "source", "reporter", "baseline", "baseline_on")


@atomic_savepoint
def choose(
    site: Site,
    indicator: Indicator,
    *,
    since: Quarter,
    frequency: str,
    details: Mapping[str, Any],
    by: Actor,
) -> SiteMeasure:
    """Choose an indicator for a site, which reports it from a quarter on.

    Arguments:
        since: the first quarter.
        frequency: each quarter or each month, as in ``Frequency``.
        details: ``sub_area``, ``counted_as``, ``source``, ``reporter``, ``baseline``, ``baseline_on``.

    Raises:
        NotYourMeasure: when the actor doesn't enter measurements at the site.
        UnlikelyBaseline: when the day of the baseline is in the future.
        ChosenBefore: when the site reports it for that part already.
    """
    if not policies.can_enter_measurements(by, site.pk):
        raise NotYourMeasure
    made = SiteMeasure(
        site=site,
        indicator=indicator,
        since=since.first,
        frequency=frequency,
        chosen_by_id=by.user_id,
        chosen_at=clock.now(),
    )
    _describe(made, details)
    return _save(made)


@atomic_savepoint
def change(
    measure: SiteMeasure, *, details: Mapping[str, Any], version: int | str | None, by: Actor
) -> SiteMeasure:
    """Change how a site reports a measure; what it entered stays.

    Arguments:
        details: as for ``choose``.

    Raises:
        StaleEdit: when someone changed it since that version.
        NotYourMeasure: when the actor doesn't enter measurements at the site.
        ReportedMeasure: when the program reported it.
        MeasureEnded: when the site no longer reports it.
        UnlikelyBaseline: when the day of the baseline is in the future.
        ChosenBefore: when the site reports it for that part already.
    """
    held = hold(measure, by=by)
    check_version(held, version)
    if held.ended_on is not None:
        raise MeasureEnded
    _describe(held, details)
    held.version += 1
    return _save(held)


@atomic_savepoint
def end(
    measure: SiteMeasure, *, last: Quarter, reason: str, version: int | str | None, by: Actor
) -> SiteMeasure:
    """End a measure: the site reports it for no quarter after that one, and nobody is reminded of it.

    Raises:
        StaleEdit: when someone changed it since that version.
        NotYourMeasure: when the actor doesn't enter measurements at the site.
        ReportedMeasure: when the program reported it.
        MeasureEnded: when it has ended.
        UnlikelyEnd: when it would end before it begins, or before a period that has a measurement.
    """
    held = hold(measure, by=by)
    check_version(held, version)
    if held.ended_on is not None:
        raise MeasureEnded
    later = SiteMeasurement.objects.filter(measure=held, starts_on__gt=last.last)
    if last.last <= held.since or later.exists():
        raise UnlikelyEnd(field="last")
    held.ended_on, held.end_reason = last.last, reason.strip()
    held.version += 1
    return _save(held)


@atomic_savepoint
def resume(measure: SiteMeasure, *, version: int | str | None, by: Actor) -> SiteMeasure:
    """Report a measure again that was ended: its quarters since then are due.

    Raises:
        StaleEdit: when someone changed it since that version.
        NotYourMeasure: when the actor doesn't enter measurements at the site.
        ReportedMeasure: when the program reported it.
        MeasureRuns: when it hasn't ended.
        ChosenBefore: when the site chose it again.
    """
    held = hold(measure, by=by)
    check_version(held, version)
    if held.ended_on is None:
        raise MeasureRuns
    held.ended_on, held.end_reason = None, ""
    held.version += 1
    return _save(held)


def hold(measure: SiteMeasure, *, by: Actor) -> SiteMeasure:
    """Lock a measure, so that two people don't write about it at once.

    Raises:
        NotYourMeasure: when the actor doesn't enter measurements at the site.
        ReportedMeasure: when the program reported it.
    """
    held = locks.hold(SiteMeasure.objects.for_page(), measure.pk, refusal=NotYourMeasure)
    if not policies.can_enter_measurements(by, held.site_id):
        raise NotYourMeasure
    if held.is_imported:
        raise ReportedMeasure
    return held


def _describe(measure: SiteMeasure, details: Mapping[str, Any]) -> None:
    for name in CHANGEABLE:
        if name in details:
            setattr(measure, name, details[name])
    if measure.baseline_on and measure.baseline_on > clock.today(measure.site.time_zone):
        raise UnlikelyBaseline(field="baseline_on")


def _save(measure: SiteMeasure) -> SiteMeasure:
    """Save a measure; the database keeps a site from reporting one twice, also when two people choose it at once."""
    same = SiteMeasure.objects.in_use().like(measure).values_list("sub_area", flat=True)
    # A row of a spreadsheet finds its measure by the folded name: two spellings of one part would be one measure there.
    if measure.ended_on is None and fold(measure.sub_area) in map(fold, same):
        raise ChosenBefore(field="sub_area")
    try:
        with atomic_savepoint:
            measure.save()
    except IntegrityError as error:
        if "a_site_reports_a_measure_once" in str(error):
            raise ChosenBefore(field="sub_area") from error
        raise
    return measure
