"""A site's measures with what was measured, and what is still to be entered or verified."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import (
    Case,
    Count,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import LIAISON
from foundation.calendars.days import ONE_DAY, first_day
from foundation.calendars.months import last_day_of
from foundation.calendars.quarters import Quarter
from foundation.needs.columns import end_of, needing
from foundation.needs.reading import MAX_ROWS
from foundation.needs.registry import Within
from outcomes.enums import Frequency, Reporter
from outcomes.models import SiteMeasure, SiteMeasurement, SiteMeasureQuerySet
from sites.models import Membership, Site

MONTHS_A_QUARTER = 3
# Three years, as long as an engagement, and the present quarter.
QUARTERS_OFFERED = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A period of a measure in a quarter: the quarter itself, or one of its months.

    Attributes:
        quarter: the quarter.
        starts_on: the first day of the period.
        ends_on: its last day.
        now: the current measurement; None if there is none yet.
        before: the latest one for an earlier period.
    """

    measure: SiteMeasure
    quarter: Quarter
    starts_on: date
    ends_on: date
    now: SiteMeasurement | None = None
    before: SiteMeasurement | None = None

    @property
    def key(self) -> str:
        """What the slot is called in a form."""
        return f"{self.measure.pk.hex}-{self.starts_on:%Y-%m}"

    @property
    def name(self) -> str:
        """What the period is called in a file: ``2026-q3``, or ``2026-m07``, which no program takes for a day."""
        if self.measure.frequency == Frequency.MONTH:
            return f"{self.starts_on.year}-m{self.starts_on.month:02}"
        return self.quarter.slug


def periods_of(measure: SiteMeasure, quarter: Quarter) -> list[tuple[date, date]]:
    """Return the first and last days of a measure's periods in a quarter; none where the site doesn't report it."""
    if measure.is_imported or quarter.first < measure.since:
        return []
    if measure.ended_on is not None and measure.ended_on < quarter.last:
        return []
    if measure.frequency == Frequency.MONTH:
        return [(first, last_day_of(first, 1)) for first in quarter.months]
    return [(quarter.first, quarter.last)]


def slots_of(measures: Iterable[SiteMeasure], quarter: Quarter) -> list[Slot]:
    """Return the periods of measures in a quarter, each with its measurement and the one before."""
    measures = list(measures)
    known: dict[Any, list[SiteMeasurement]] = {each.pk: [] for each in measures}
    found = SiteMeasurement.objects.of_measures(measures).current().order_by("starts_on")
    for each in found.filter(starts_on__lte=quarter.last):
        known[each.measure_id].append(each)
    return [
        Slot(
            measure=measure,
            quarter=quarter,
            starts_on=first,
            ends_on=last,
            now=next((each for each in known[measure.pk] if each.starts_on == first), None),
            before=next(
                (each for each in reversed(known[measure.pk]) if each.starts_on < first), None
            ),
        )
        for measure in measures
        for first, last in periods_of(measure, quarter)
    ]


def due_quarter(now: datetime) -> Quarter:
    """Return the latest quarter that is due: from a day after its end in UTC, when it's over at every site."""
    return Quarter.holding(first_day(now, "UTC") - ONE_DAY).before


def quarters_around(now: datetime) -> list[Quarter]:
    """Return the quarters a measure can begin or end with: the present one first, then those of three years before."""
    found = [Quarter.holding(first_day(now, "UTC")).after]
    while len(found) < QUARTERS_OFFERED:
        found.append(found[-1].before)
    return found[1:]


def lacking(quarter: Quarter) -> SiteMeasureQuerySet:
    """Return the measures that a site reports for a quarter and hasn't entered for all of it."""
    entered = SiteMeasurement.objects.current().within(quarter).filter(measure=OuterRef("pk"))
    counted = entered.order_by().values("measure").annotate(found=Count("pk")).values("found")
    wanted = Case(When(frequency=Frequency.MONTH, then=Value(MONTHS_A_QUARTER)), default=Value(1))
    found = SiteMeasure.objects.reported_in(quarter)
    return found.annotate(entered=Coalesce(Subquery(counted), 0)).filter(entered__lt=wanted)


def count_lacking(
    measures: Iterable[SiteMeasure], found: Iterable[SiteMeasurement], quarter: Quarter
) -> int:
    """Count the measures of a loaded site that lack a current measurement for a period of a quarter."""
    entered = {(each.measure_id, each.starts_on) for each in found}
    return sum(
        any((each.pk, first) not in entered for first, _ in periods_of(each, quarter))
        for each in measures
    )


def rows_for(actor: Actor, now: datetime, within: Within) -> Iterator[QuerySet[Any, Any]]:
    """Find the sites whose quarter the actor enters, and the measurements the actor verifies."""
    if actor.user_id is None:
        return
    quarter = due_quarter(now)
    if not within.thing:
        due = lacking(quarter).filter(Exists(_seats_that_enter(actor.user_id, now)))
        due = due.filter(site=OuterRef("pk"))
        sites = _here(Site.objects.all(), "pk", actor, P.MEASUREMENT_ENTER, within)
        yield needing(
            sites.filter(Exists(due)).order_by("pk")[:MAX_ROWS],
            cause="enter-measurements",
            site="",
            since=end_of(Value(quarter.last, DateField()), "time_zone"),
            quarter=Cast(Value(quarter.slug), TextField()),
            slug=F("slug"),
        )
    theirs = SiteMeasurement.objects.unverified().exclude(entered_by=actor.user_id)
    waiting = _here(theirs, "site_id", actor, P.MEASUREMENT_VERIFY, within)
    if P.MEASUREMENT_VERIFY in actor.everywhere:
        waiting = waiting.filter(_has_no_other_verifier(now))
    if within.thing:
        waiting = waiting.filter(measure=within.thing)
    yield needing(
        waiting.order_by("entered_at", "pk")[:MAX_ROWS],
        cause="verify-measurement",
        thing=F("measure_id"),
        title=F("measure__indicator__name"),
        since=F("entered_at"),
    )


def _seats_that_enter(user_id: int, now: datetime) -> QuerySet[Membership]:
    """Find a person's seats that enter a measure: the one it names, or the liaison's where no one holds that."""
    seats = Membership.objects.live(now)
    named = seats.filter(site=OuterRef("site"), seat=OuterRef(OuterRef("reporter")))
    instead = Q(seat=Reporter.LIAISON) & ~Q(Exists(named))
    mine = seats.of_user(user_id).filter(site=OuterRef("site_id"))
    return mine.filter(Q(seat=OuterRef("reporter")) | instead)


def _has_no_other_verifier(now: datetime) -> Q:
    """Return the condition that the site has no liaison but who entered it, so that a manager verifies."""
    liaisons = Membership.objects.live(now).with_role(LIAISON.slug).filter(site=OuterRef("site_id"))
    return ~Q(Exists(liaisons.exclude(user=OuterRef("entered_by"))))


def _here(found: Any, field: str, actor: Actor, permission: P, within: Within) -> Any:
    """Return the rows at the sites of a permission, and of the page's site."""
    sites = actor.sites_for(permission)
    found = found if sites is None else found.filter(**{f"{field}__in": sites})
    return found if within.site_id is None else found.filter(**{field: within.site_id})
