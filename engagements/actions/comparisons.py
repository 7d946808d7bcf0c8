"""Count what comparable sites had reached after as many months as each engagement has lasted."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from engagements.enums import COMPARED
from engagements.models import MIN_SITES, Comparison, Engagement, PopulationBand
from foundation.calendars import clock
from foundation.calendars.months import months_after, whole_months
from foundation.tenancy.context import atomic

COUNTS = ("month", "sites", "reached", "made_at")


@atomic
def count() -> int:
    """Count for every open engagement what comparable sites had reached by its month, and keep the counts.

    Sites are comparable when their newest engagement has the same track and their populations are in one band; a
    demonstration site is comparable to others of its kind only. An engagement counts once it has lasted as many
    months; months of suspension count as months. Run by a job that sees every site.

    Returns:
        How many counts are kept. A group of fewer than ``MIN_SITES`` other sites leaves none.
    """
    now = clock.now()
    bands = list(PopulationBand.objects.values_list("at_least", flat=True))
    groups: dict[tuple[bool, str, int], list[Engagement]] = defaultdict(list)
    for engagement in Engagement.objects.to_compare():
        site = engagement.site
        band = bisect_right(bands, site.population or 0)
        groups[site.is_demo, engagement.track, band].append(engagement)
    made = [row for group in groups.values() for row in _counts(group, now)]
    Comparison.objects.bulk_create(
        made,
        update_conflicts=True,
        unique_fields=["site", "engagement", "kind"],
        update_fields=COUNTS,
    )
    Comparison.objects.of_others({row.engagement_id for row in made}).delete()
    return len(made)


def _counts(group: Sequence[Engagement], now: datetime) -> Iterator[Comparison]:
    """Count for each open engagement of a group what the others had reached."""
    reached = {each.pk: _reached(each) for each in group}
    today = {each.pk: clock.today(each.site.time_zone) for each in group}
    lasted = {each.pk: whole_months(each.starts_on, today[each.pk]) for each in group}
    for own in group:
        month = lasted[own.pk]
        others = [each for each in group if each.pk != own.pk and lasted[each.pk] >= month]
        if not month or len(others) < MIN_SITES or not own.is_open_on(today[own.pk]):
            continue
        for kind in COMPARED:
            yield Comparison(
                site_id=own.site_id,
                engagement=own,
                kind=kind,
                month=month,
                sites=len(others),
                reached=_count(others, reached, kind, month),
                made_at=now,
            )


def _reached(engagement: Engagement) -> Mapping[str, date]:
    """Return the day on which each milestone was reached."""
    return {row.kind: row.done_on for row in engagement.milestones.all() if row.done_on}


def _count(
    others: Iterable[Engagement],
    reached: Mapping[UUID, Mapping[str, date]],
    kind: str,
    month: int,
) -> int:
    """Count the engagements that reached a milestone before that many months were over."""
    days = ((each.starts_on, reached[each.pk].get(kind)) for each in others)
    return sum(day is not None and day < months_after(starts, month) for starts, day in days)
