"""The demonstration's measures: verified, waiting, restated, not reported, still to enter, and ended."""

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from demo.actions import people
from foundation.accounts.models import User
from foundation.accounts.roles import LIAISON, POINT_OF_CONTACT
from foundation.calendars import clock
from foundation.calendars.quarters import Quarter
from outcomes.actions import measurements, measures
from outcomes.actions.measurements import Said
from outcomes.enums import ChangeKind, Frequency, Reporter
from outcomes.models import Indicator, SiteMeasure, SiteMeasurement
from outcomes.querysets.measures import due_quarter, slots_of
from sites.models import Site

# Slug, where the numbers come from, and the answers for the quarters before the latest one that is over.
REPORTED = (
    ("nibin-entries", "NIBIN site's monthly report", (41, 48, 52)),
    ("ballistics-turnaround", "Evidence log", (19, 14, None)),
    ("homicide-detectives", "Personnel roster", (12, 12, 16)),
)
RATIO = (("homicide-solve-rate", "Records system", ((3, 8), (5, 7), (6, 9))),)


def fill(site: Site) -> None:
    """Choose a site's measures, enter three quarters, and leave the latest one to enter but for one answer."""
    due = due_quarter(clock.now())
    quarters = [due.before.before.before, due.before.before, due.before]
    told = {
        slug: [
            Said(value=Decimal(each)) if each is not None else Said(is_reported=False)
            for each in row
        ]
        for slug, _, row in REPORTED
    }
    told |= {
        slug: [Said(numerator=Decimal(one), denominator=Decimal(other)) for one, other in row]
        for slug, _, row in RATIO
    }
    chosen = [_choose(site, slug, source, quarters[0]) for slug, source, _ in (*REPORTED, *RATIO)]
    for at, quarter in enumerate(quarters):
        answers = {each.pk: told[each.indicator.slug][at] for each in chosen}
        made = _enter(site, chosen, quarter, answers)
        if quarter != due.before:
            _verify(site, made, quarter)
    _restate(site, chosen[2], quarters[-1])
    _enter(
        site, chosen[:1], due, {chosen[0].pk: Said(value=Decimal(55), note="One week is missing.")}
    )
    _end(site, quarters[-1])


def _choose(site: Site, slug: str, source: str, since: Quarter) -> SiteMeasure:
    with clock.frozen(_at(site, since.after, days=3)), people.ActingAs(_contact(site)) as by:
        return measures.choose(
            site,
            Indicator.objects.get(slug=slug),
            since=since,
            frequency=Frequency.QUARTER,
            details={"source": source, "reporter": Reporter.LAW_ENFORCEMENT},
            by=by,
        )


def _enter(
    site: Site, chosen: Iterable[SiteMeasure], quarter: Quarter, told: Mapping[UUID, Said]
) -> list[SiteMeasurement]:
    said = [(slot, told[slot.measure.pk]) for slot in slots_of(chosen, quarter)]
    with clock.frozen(_at(site, quarter.after, days=8)), people.ActingAs(_contact(site)) as by:
        return measurements.enter(site, said, by=by)


def _verify(site: Site, made: Iterable[SiteMeasurement], quarter: Quarter) -> None:
    liaison = people.of(site, LIAISON.slug, "liaison")
    with clock.frozen(_at(site, quarter.after, days=11)), people.ActingAs(liaison) as by:
        for each in made:
            if each.is_reported:
                measurements.verify(each, version=each.version, by=by)


def _restate(site: Site, measure: SiteMeasure, quarter: Quarter) -> None:
    found = (
        SiteMeasurement.objects.current().for_page().get(measure=measure, starts_on=quarter.first)
    )
    with clock.frozen(_at(site, quarter.after, days=20)), people.ActingAs(_contact(site)) as by:
        measurements.restate(
            found,
            Said(value=Decimal(18)),
            change=ChangeKind.CORRECTED,
            reason="Two detectives on loan were left out.",
            version=found.version,
            by=by,
        )


def _end(site: Site, last: Quarter) -> None:
    made = _choose(site, "nibin-leads", "NIBIN site's monthly report", last)
    with clock.frozen(_at(site, last.after, days=5)), people.ActingAs(_contact(site)) as by:
        measures.end(
            made, last=last, reason="The lab counts leads for the whole state.", version=1, by=by
        )


def _contact(site: Site) -> User:
    return people.of(site, POINT_OF_CONTACT.slug, "law-enforcement")


def _at(site: Site, quarter: Quarter, *, days: int) -> datetime:
    """Return a morning early in a quarter, or now where that is still to come."""
    day = quarter.first + timedelta(days=days)
    return min(datetime.combine(day, time(9), tzinfo=ZoneInfo(site.time_zone)), clock.now())
