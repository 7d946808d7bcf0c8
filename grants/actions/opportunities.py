"""Add an opportunity, and change it."""

from collections.abc import Sequence
from datetime import date, datetime

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.calendars.days import first_day
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow import locks
from foundation.workflow.versions import check_version
from grants import policies
from grants.errors import AnswerTooEarly, NotPast, StaffOnly, UnlikelyWindow
from grants.models import Opportunity


@atomic_savepoint
def add(
    *,
    name: str,
    funder: str,
    url: str,
    opens_at: datetime,
    closes_at: datetime,
    time_zone: str,
    who_may_apply: str,
    core_areas: Sequence[str],
    answer_expected_on: date | None = None,
    source: str,
    source_as_of: date,
    by: Actor,
) -> Opportunity:
    """Add an opportunity to the list that everyone reads.

    Arguments:
        opens_at: when applications open; an aware time, as ``closes_at``.
        time_zone: the zone in which the funder gives both.
        core_areas: slugs of core areas; empty for any.
        answer_expected_on: the day by which the funder decides, in that zone; None while it isn't known.
        source: where the facts are from.
        source_as_of: the day on which they were read there, not in the future.

    Raises:
        StaffOnly: when the actor doesn't keep the list.
        UnlikelyWindow: when it closes before it opens.
        AnswerTooEarly: when the funder would decide before applications close.
        NotPast: when the facts are from a day to come.
    """
    if by.user_id is None or not policies.can_manage(by):
        raise StaffOnly
    _check(opens_at, closes_at, answer_expected_on, source_as_of, time_zone)
    return Opportunity.objects.create(
        name=name,
        funder=funder,
        url=url,
        opens_at=opens_at,
        closes_at=closes_at,
        time_zone=time_zone,
        who_may_apply=who_may_apply.strip(),
        core_areas=list(core_areas),
        answer_expected_on=answer_expected_on,
        source=source,
        source_as_of=source_as_of,
        made_by_id=by.user_id,
    )


@atomic_savepoint
def change(
    opportunity: Opportunity,
    *,
    name: str,
    funder: str,
    url: str,
    opens_at: datetime,
    closes_at: datetime,
    time_zone: str,
    who_may_apply: str,
    core_areas: Sequence[str],
    answer_expected_on: date | None = None,
    source: str,
    source_as_of: date,
    version: int | str | None,
    by: Actor,
) -> Opportunity:
    """Change what an opportunity says; sites that already listed it keep its name and funder as they were.

    Raises:
        StaffOnly: when the actor doesn't keep the list.
        StaleEdit: when someone changed it since that version.
        UnlikelyWindow: when it closes before it opens.
        AnswerTooEarly: when the funder would decide before applications close.
        NotPast: when the facts are from a day to come.
    """
    if not policies.can_manage(by):
        raise StaffOnly
    held = locks.hold(Opportunity.objects.all(), opportunity.pk, refusal=StaffOnly)
    check_version(held, version)
    _check(opens_at, closes_at, answer_expected_on, source_as_of, time_zone)
    held.name, held.funder, held.url = name, funder, url
    held.opens_at, held.closes_at, held.time_zone = opens_at, closes_at, time_zone
    held.who_may_apply, held.core_areas = who_may_apply.strip(), list(core_areas)
    held.answer_expected_on = answer_expected_on
    held.source, held.source_as_of = source, source_as_of
    held.version += 1
    held.save()
    return held


def _check(
    opens_at: datetime, closes_at: datetime, answer_on: date | None, source_as_of: date, zone: str
) -> None:
    if closes_at <= opens_at:
        raise UnlikelyWindow(field="closes")
    if answer_on is not None and answer_on < first_day(closes_at, zone):
        raise AnswerTooEarly(field="answer_expected_on")
    if source_as_of > clock.today(zone):
        raise NotPast(field="source_as_of")
