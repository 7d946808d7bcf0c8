"""Measurements in words: numbers with their unit, periods, and who answers for them."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from foundation.ui import dates
from outcomes.enums import Frequency, Qualifier
from outcomes.models import Indicator, SiteMeasurement
from outcomes.models.indicators import PERCENT
from outcomes.querysets.measures import Slot

NOT_REPORTED = "Not reported"
BY_PROGRAM = "Reported by the program"
NO_SHARE = "no percentage"


def amount(value: Decimal, indicator: Indicator) -> str:
    """Return a number in an indicator's unit, such as "75%" or "12.5 days"."""
    return in_unit(value, indicator.unit)


def in_unit(value: Decimal, unit: str) -> str:
    """Return a number with its unit, which is in the plural as administrators enter it: "1 day", "2 days"."""
    said = _plain(value)
    if unit == PERCENT:
        return f"{said}%"
    return f"{said} {unit.removesuffix('s') if value == 1 else unit}"


def said_of(found: SiteMeasurement) -> str:
    """Return what a measurement says, such as "more than 255 leads" or "75% (9 of 12)"."""
    indicator = found.measure.indicator
    if not found.is_reported:
        return NOT_REPORTED
    if found.numerator is not None and found.denominator is not None:
        counts = f"{_plain(found.numerator)} of {_plain(found.denominator)}"
        number = found.number
        share = NO_SHARE if number is None else amount(number, indicator)
        return _qualified(found, f"{share} ({counts})")
    return _qualified(found, amount(found.value or Decimal(0), indicator))


def period_of(found: SiteMeasurement) -> str:
    """Return the period of a measurement: a quarter, a month, or the program's own words."""
    if found.period:
        return found.period[0].upper() + found.period[1:]
    return dates.period(found.starts_on, found.ends_on)


def answered_by(found: SiteMeasurement) -> str:
    """Say who entered a measurement, and who verified it."""
    if found.is_imported:
        return BY_PROGRAM
    entered = f"Entered by {found.entered_by.name}" if found.entered_by else "Entered"
    if found.verified_by:
        return f"{entered}. Verified by {found.verified_by.name}"
    return f"{entered}. Not verified yet" if found.is_reported else entered


def state_of(found: SiteMeasurement) -> tuple[str, str]:
    """Return the glyph and the words for how far a measurement is checked."""
    if found.is_imported:
        return "submitted", BY_PROGRAM
    if not found.is_reported:
        return "submitted", NOT_REPORTED
    if found.verified_by_id is not None:
        return "confirmed", "Verified"
    return "submitted", "Not verified yet"


def labels_of(slots: Iterable[Slot]) -> dict[str, str]:
    """Return what the fields of each period are called, by its key."""
    return {slot.key: title_of(slot) for slot in slots}


def title_of(slot: Slot) -> str:
    """Return the name of a measure, with the month where it's reported each month."""
    if slot.measure.frequency == Frequency.MONTH:
        return f"{slot.measure}, {dates.month(slot.starts_on)}"
    return str(slot.measure)


def hints_of(slots: Iterable[Slot]) -> dict[str, str]:
    """Return the last period's answer for each period, by its key."""
    return {slot.key: before_of(slot) for slot in slots}


def before_of(slot: Slot) -> str:
    """Return the latest answer for an earlier period, such as "April to June 2026: 14 days"."""
    if slot.before is None:
        return "No earlier measurement."
    slot.before.measure = slot.measure
    return f"{period_of(slot.before)}: {said_of(slot.before)}"


def change_of(found: Sequence[SiteMeasurement]) -> str:
    """Say how the newest number differs from the first one; empty without two exact numbers."""
    exact = [
        each
        for each in found
        if each.number is not None and each.qualifier == Qualifier.EXACT and not each.is_imported
    ]
    if len(exact) < 2:
        return ""
    newest, first = exact[0], exact[-1]
    if newest.number is None or first.number is None:
        return ""
    indicator = newest.measure.indicator
    now, then = amount(newest.number, indicator), amount(first.number, indicator)
    if newest.number == first.number:
        return f"{now} in {period_of(newest)}, as in {period_of(first)}."
    way = "Up" if newest.number > first.number else "Down"
    return f"{way} to {now} in {period_of(newest)}, from {then} in {period_of(first)}."


def _qualified(found: SiteMeasurement, said: str) -> str:
    if found.qualifier == Qualifier.EXACT:
        return said
    return f"{found.get_qualifier_display()} {said}"


def _plain(value: Decimal) -> str:
    """Return a number without zeros after its point, at most one place of a computed share."""
    rounded = value if value == value.quantize(Decimal("0.01")) else value.quantize(Decimal("0.1"))
    return f"{rounded.normalize():,f}"
