"""Enter what a site measured, replace it by a later version, and verify it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import atomic_savepoint
from foundation.ui import dates
from foundation.workflow import locks
from foundation.workflow.versions import check_version
from outcomes import policies
from outcomes.actions import measures
from outcomes.enums import Qualifier
from outcomes.errors import (
    EnteredBefore,
    EnteredByYou,
    NothingMeasured,
    NothingToVerify,
    NotMeasuredThen,
    NotYourMeasure,
    NotYourMeasurement,
    ReportedMeasure,
    SameMeasurement,
    UnlikelyMeasurement,
)
from outcomes.models import SiteMeasure, SiteMeasurement
from outcomes.models.measurements import NUMBERS
from outcomes.querysets.measures import Slot, periods_of
from sites.models import Site

ENTERED = "Someone already entered {} for {}. Open the measurement to change it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is said of a measure for a period.

    Attributes:
        is_reported: False where the site has no number, which is never 0.
        value: the number, in the indicator's unit.
        numerator: the first of two counts, where the indicator has them.
        denominator: the second.
        qualifier: how exact it is.
        note: more about it, in one line.
    """

    is_reported: bool = True
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    qualifier: str = Qualifier.EXACT
    note: str = ""


@atomic_savepoint
def enter(site: Site, said: Sequence[tuple[Slot, Said]], *, by: Actor) -> list[SiteMeasurement]:
    """Enter the first version for some periods of a site's measures: all of them or none.

    Raises:
        NotYourMeasure: when the actor doesn't enter measurements at the site.
        NothingMeasured: without any.
        ReportedMeasure: when the program reported the measure.
        NotMeasuredThen: when a period isn't over, or the site doesn't report the measure in it.
        EnteredBefore: when a period has a measurement already.
        UnlikelyMeasurement: when the numbers don't fit the indicator.
    """
    if not policies.can_enter_measurements(by, site.pk):
        raise NotYourMeasure
    if not said:
        raise NothingMeasured
    # In one order, so that two people who enter the same measures never wait for each other.
    return [
        _enter(slot, words, by=by)
        for slot, words in sorted(said, key=lambda each: (each[0].measure.pk, each[0].starts_on))
    ]


@atomic_savepoint
def restate(
    found: SiteMeasurement,
    said: Said,
    *,
    change: str,
    reason: str,
    version: int | str | None,
    by: Actor,
) -> SiteMeasurement:
    """Replace a measurement by a later version, which someone verifies again; the former one stays in the history.

    Arguments:
        found: any version for the period.
        change: why, as in ``ChangeKind``.
        reason: why, in a sentence.
        version: the version the form was based on, as it was sent.

    Raises:
        StaleEdit: when someone entered a later version.
        NotYourMeasure: when the actor doesn't enter measurements at the site.
        ReportedMeasure: when the program reported it.
        SameMeasurement: when nothing differs.
        UnlikelyMeasurement: when the numbers don't fit the indicator.
    """
    measure = measures.hold(found.measure, by=by)
    former = _current(found)
    check_version(former, version)
    fresh = _made(measure, said)
    if all(getattr(fresh, name) == getattr(former, name) for name in NUMBERS):
        raise SameMeasurement
    fresh.starts_on, fresh.ends_on = former.starts_on, former.ends_on
    fresh.version, fresh.change, fresh.reason = former.version + 1, change, reason.strip()
    former.is_current = False
    former.save(update_fields=["is_current"])
    return _sign(fresh, by)


@atomic_savepoint
def verify(found: SiteMeasurement, *, version: int | str | None, by: Actor) -> SiteMeasurement:
    """Confirm that a measurement is what its source says.

    Raises:
        StaleEdit: when someone entered a later version.
        NotYourMeasurement: when the actor doesn't verify measurements at the site.
        ReportedMeasure: when the program reported it.
        NothingToVerify: when it is verified, or says that there is no number.
        EnteredByYou: when the actor entered it.
    """
    locks.hold(SiteMeasure.objects.all(), found.measure_id, refusal=NotYourMeasurement)
    held = _current(found)
    check_version(held, version)
    if held.is_imported:
        raise ReportedMeasure
    if not policies.may_verify(by, held.site_id):
        raise NotYourMeasurement
    if held.verified_by_id is not None or not held.is_reported:
        raise NothingToVerify
    if held.entered_by_id == by.user_id:
        raise EnteredByYou
    held.verified_by_id, held.verified_at = by.user_id, clock.now()
    held.save(update_fields=["verified_by", "verified_at"])
    return held


def _enter(slot: Slot, said: Said, *, by: Actor) -> SiteMeasurement:
    measure = measures.hold(slot.measure, by=by)
    today = clock.today(measure.site.time_zone)
    if slot.ends_on >= today or (slot.starts_on, slot.ends_on) not in periods_of(
        measure, slot.quarter
    ):
        raise NotMeasuredThen
    if SiteMeasurement.objects.filter(measure=measure).of_period(slot.starts_on).exists():
        raise EnteredBefore(
            ENTERED.format(slot.measure, dates.period(slot.starts_on, slot.ends_on))
        )
    made = _made(measure, said)
    made.starts_on, made.ends_on = slot.starts_on, slot.ends_on
    return _sign(made, by)


def _made(measure: SiteMeasure, said: Said) -> SiteMeasurement:
    """Return a measurement with the numbers that fit the indicator, not saved yet."""
    counts = (said.numerator, said.denominator)
    made = SiteMeasurement(site_id=measure.site_id, measure=measure, note=said.note.strip())
    made.is_reported = said.is_reported
    if not said.is_reported:
        return made
    given, other = (
        (counts, (said.value,)) if measure.indicator.is_ratio else ((said.value,), counts)
    )
    if any(each is None or each < 0 for each in given) or any(each is not None for each in other):
        raise UnlikelyMeasurement
    made.value, made.numerator, made.denominator = said.value, *counts
    made.qualifier = said.qualifier
    return made


def _sign(made: SiteMeasurement, by: Actor) -> SiteMeasurement:
    made.entered_by_id, made.entered_at = by.user_id, clock.now()
    made.save(force_insert=True)
    return made


def _current(found: SiteMeasurement) -> SiteMeasurement:
    """Return the newest version for a period whose measure is locked."""
    return SiteMeasurement.objects.newest_of(found).for_page().get()
