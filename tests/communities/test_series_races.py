"""The end of a series while one of its meetings is changed, with real commits."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from communities.actions import meetings, series
from communities.models import Meeting
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import StaleEdit
from tests.communities.conftest import NOW
from tests.together import Meet, at_once, does, refusals

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def later(act, meets, fay_facilitator) -> list[Meeting]:
    with act(fay_facilitator):
        return list(meets.meetings.select_related("community").order_by("slot")[1:4])


def end(first: Meeting, by: Actor) -> None:
    series.end(first, reason="Merged.", version=1, by=by)


def in_november(act: Callable[[Meet], None]) -> Callable[[Meet], None]:
    """Return an act on the day of the fixtures: the clock that they stop is this thread's alone."""

    def acting(meet: Meet) -> None:
        with clock.frozen(NOW):
            act(meet)

    return acting


def test_none_takes_place_whether_one_was_moved_before_or_after(later, fay_facilitator):
    december, january, _february = later

    def move(by: Actor) -> None:
        starts_at = january.starts_at + timedelta(days=1)
        meetings.move(january, starts_at=starts_at, version=1, by=by)

    both = does(fay_facilitator, lambda by: end(december, by)), does(fay_facilitator, move)
    done = refusals(at_once(*map(in_november, both)))
    assert done in ([], [StaleEdit])
    with acting_atomic("system:demo"):
        planned = Meeting.objects.of_community(december.community_id).planned()
        assert planned.count() == 1  # November's
        kept = Meeting.objects.get(pk=january.pk)
    # Who moved it first sees the move in its history; who came second was refused.
    assert (kept.version, kept.starts_at != january.starts_at) == (
        (2, False) if done else (3, True)
    )


def test_an_agenda_is_written_before_or_refused(later, fay_facilitator):
    december, january, _february = later

    def describe(by: Actor) -> None:
        given = {"agenda": "Maps", "link": "", "recording": "", "version": 1}
        meetings.describe(january, **given, by=by)

    both = does(fay_facilitator, lambda by: end(december, by)), does(fay_facilitator, describe)
    done = refusals(at_once(*map(in_november, both)))
    with acting_atomic("system:demo"):
        kept = Meeting.objects.get(pk=january.pk)
    assert kept.is_canceled
    assert (done, kept.agenda) in (([], "Maps"), ([StaleEdit], ""))


def test_a_series_ends_once(later, fay_facilitator):
    ends = in_november(does(fay_facilitator, lambda by: end(later[0], by)))
    assert refusals(at_once(ends, ends)) == [StaleEdit]
