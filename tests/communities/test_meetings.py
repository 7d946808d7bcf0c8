"""Meetings: the days a rule gives, for years and in every reader's zone; moved, canceled, and from now on at 2 pm."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from communities.actions import meetings, series
from communities.enums import Frequency
from communities.errors import (
    AlreadyScheduled,
    FacilitatorsOnly,
    MeetingCanceled,
    MeetingOver,
    NoMeetings,
    PastTime,
    SeriesReplaced,
    TooManyMeetings,
    UnlikelyDays,
)
from communities.models import CommunityStep, Meeting, Series
from foundation.calendars import clock
from foundation.workflow.errors import StaleEdit
from tests.communities.conftest import NOW, SECOND_WEDNESDAY

pytestmark = pytest.mark.django_db
EASTERN = ZoneInfo("America/New_York")


def second_wednesdays(first: int, last: int) -> list[date]:
    """Count them without any library: the second Wednesday is the one from the 8th to the 14th."""
    days = (
        date(y, m, d) for y in range(first, last + 1) for m in range(1, 13) for d in range(8, 15)
    )
    return [day for day in days if day.weekday() == 2]


@pytest.mark.parametrize("zone", ["America/New_York", "Pacific/Honolulu", "Pacific/Guam"])
def test_second_wednesday_3_pm_eastern_is_exact_from_2026_to_2032(zone):
    rule = Series(**_rule(), first_day=date(2026, 1, 1), last_day=date(2032, 12, 31))
    slots = rule.slots(most=120)
    wanted = second_wednesdays(2026, 2032)
    assert len(wanted) == 84
    assert [slot.astimezone(EASTERN).date() for slot in slots] == wanted
    # 3 pm Eastern is 20:00 UTC in winter and 19:00 UTC in summer, whatever zone it is read in.
    hours = {slot.astimezone(UTC).month: slot.astimezone(UTC).hour for slot in slots}
    assert hours == {1: 20, 2: 20, 3: hours[3], **dict.fromkeys(range(4, 11), 19), 11: 20, 12: 20}
    read = [slot.astimezone(ZoneInfo(zone)).astimezone(EASTERN).time() for slot in slots]
    assert {*read} == {time(15)}


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ({"week": -1, "weekday": 4}, [date(2026, 11, 27), date(2026, 12, 25)]),
        ({"week": 1, "weekday": 0, "interval": 3}, [date(2026, 11, 2)]),
        (
            {"frequency": Frequency.WEEKLY, "week": None, "weekday": 1, "interval": 4},
            [date(2026, 11, 3), date(2026, 12, 1), date(2026, 12, 29)],
        ),
    ],
)
def test_other_rules(rule, days):
    made = Series(**_rule() | rule, first_day=date(2026, 11, 2), last_day=date(2026, 12, 31))
    assert [slot.date() for slot in made.slots(most=120)] == days


def test_a_federal_holiday_is_left_out_and_its_meeting_can_be_moved(
    act, standards, meets, fay_facilitator, dana_of_riverton
):
    later = datetime(2026, 11, 18, 15, tzinfo=EASTERN)
    with act(dana_of_riverton) as by:
        veterans_day = meets.meetings.earliest("slot")
        assert veterans_day.is_canceled
        assert veterans_day.reason == "Federal offices are closed: Veterans Day."
    with act(dana_of_riverton) as by, pytest.raises(FacilitatorsOnly):
        meetings.move(veterans_day, starts_at=later, version=1, by=by)
    with act(fay_facilitator) as by:
        with pytest.raises(PastTime):
            meetings.move(veterans_day, starts_at=NOW, version=1, by=by)
        moved = meetings.move(veterans_day, starts_at=later, version=1, by=by)
        assert (moved.is_canceled, moved.is_moved, moved.slot.day) == (False, True, 11)
        assert moved.ends_at - moved.starts_at == timedelta(hours=1)
        with pytest.raises(StaleEdit):
            meetings.cancel(moved, reason="Storm", version=1, by=by)
        with clock.frozen(later), pytest.raises(MeetingOver):
            meetings.cancel(moved, reason="Storm", version=2, by=by)


def test_one_moved_one_canceled_and_from_now_on_at_2_pm(act, standards, meets, fay_facilitator):
    with act(fay_facilitator) as by:
        found = {held.slot.astimezone(EASTERN).date(): held for held in meets.meetings.all()}
        december = found[date(2026, 12, 9)]
        meetings.move(
            december, starts_at=datetime(2026, 12, 16, 15, tzinfo=EASTERN), version=1, by=by
        )
        meetings.cancel(found[date(2027, 1, 13)], reason="Inauguration", version=1, by=by)
        after = series.replace(meets, from_day=date(2027, 3, 1), at=time(14), minutes=60, by=by)
        with pytest.raises(SeriesReplaced):
            series.replace(meets, from_day=date(2027, 2, 1), at=time(14), minutes=60, by=by)
        with pytest.raises(UnlikelyDays):
            series.replace(after, from_day=date(2028, 1, 1), at=time(14), minutes=60, by=by)
        taking_place = Meeting.objects.of_community(meets.community_id).taking_place()
        read = [meeting.starts_at.astimezone(EASTERN) for meeting in taking_place]
    months = "Dec 16 15, Feb 10 15, Mar 10 14, Apr 14 14, May 12 14, Jun 09 14, Jul 14 14, Aug 11 14, Sep 08 14, Oct 13 14"
    assert [f"{at:%b %d %H}" for at in read] == months.split(", ")
    # Eastern time changed on Mar 14: 2 pm is an hour earlier in UTC from April on.
    assert [at.astimezone(UTC).hour for at in read[2:4]] == [19, 18]


def test_a_later_time_leaves_what_was_held_and_keeps_agendas(act, meets, fay_facilitator):
    said = {"link": "https://example.gov/maps", "recording": ""}
    with act(fay_facilitator) as by:
        _november, december, january = meets.meetings.order_by("slot")[:3]
        early = datetime(2026, 11, 18, 15, tzinfo=EASTERN)
        held = meetings.move(december, starts_at=early, version=1, by=by)
        meetings.describe(january, agenda="Maps", **said, version=1, by=by)
    with clock.frozen(early + timedelta(days=7)), act(fay_facilitator) as by:
        known = {"agenda": "Drones", "link": "", "recording": "https://example.gov/film"}
        meetings.describe(held, **known, version=2, by=by)
        after = series.replace(meets, from_day=date(2026, 12, 1), at=time(14), minutes=60, by=by)
        assert Meeting.objects.get(pk=held.pk).recording == "https://example.gov/film"
        days = [row.slot.astimezone(EASTERN).date() for row in after.meetings.order_by("slot")]
        assert days[0] == date(2027, 1, 13)
        carried = after.meetings.earliest("slot")
        assert (carried.agenda, carried.link) == ("Maps", said["link"])


def test_the_same_meetings_are_not_scheduled_twice_and_change_from_their_first_day(
    act, community, meets, fay_facilitator
):
    with act(fay_facilitator) as by:
        with pytest.raises(AlreadyScheduled):
            series.schedule(community, **SECOND_WEDNESDAY, ends_on=date(2026, 12, 31), by=by)
        after = series.replace(meets, from_day=date(2026, 11, 2), at=time(14), minutes=60, by=by)
        assert [*Series.objects.of_community(community.pk)] == [after]
        assert {row.starts_at.astimezone(EASTERN).hour for row in Meeting.objects.all()} == {14}


def test_no_meeting_is_scheduled_for_earlier_today(act, community, meets, fay_facilitator):
    first = datetime(2026, 12, 9, 13, tzinfo=EASTERN)
    rule = SECOND_WEDNESDAY | {"starts_on": first.date(), "ends_on": date(2027, 3, 1)}
    with clock.frozen(first), act(fay_facilitator) as by:
        with pytest.raises(PastTime):
            series.schedule(community, **rule | {"at": time(13)}, by=by)
        with pytest.raises(PastTime):  # today's meeting at 3 pm would be lost
            series.replace(meets, from_day=first.date(), at=time(10), minutes=60, by=by)
        series.replace(meets, from_day=first.date(), at=time(14), minutes=60, by=by)


def test_a_series_is_refused_where_its_days_cannot_be_right(act, community, fay_facilitator):
    for change, refused in (
        ({"ends_on": date(2026, 11, 3)}, NoMeetings),
        ({"ends_on": date(2026, 11, 1)}, UnlikelyDays),
        ({"starts_on": date(2026, 10, 1), "ends_on": date(2027, 1, 1)}, UnlikelyDays),
        ({"ends_on": date(2062, 12, 31)}, TooManyMeetings),
    ):
        with act(fay_facilitator) as by, pytest.raises(refused):
            series.schedule(community, **SECOND_WEDNESDAY | change, by=by)
    assert not Series.objects.exists()


def _rule() -> dict:
    return {
        name: SECOND_WEDNESDAY[name] for name in ("frequency", "week", "weekday", "at", "minutes")
    }


def test_a_meeting_and_all_that_follow_are_canceled_at_once(act, meets, fay_facilitator):
    with act(fay_facilitator) as by:
        _november, december, january, february = meets.meetings.order_by("slot")[:4]
        later = datetime(2027, 2, 11, 15, tzinfo=EASTERN)
        meetings.move(february, starts_at=later, version=1, by=by)
        meetings.cancel(january, reason="Inauguration", version=1, by=by)
        after = series.replace(meets, from_day=date(2027, 6, 1), at=time(14), minutes=60, by=by)
        with pytest.raises(StaleEdit):
            series.end(december, reason="Merged.", version=7, by=by)
        ended = series.end(december, reason=" Merged. ", version=1, by=by)
        assert (ended.pk, ended.last_day) == (meets.pk, date(2026, 12, 8))
        taking_place = Meeting.objects.of_community(meets.community_id).planned()
        assert [f"{held.slot:%b %Y}" for held in taking_place] == ["Nov 2026"]
        canceled = Meeting.objects.filter(series__in=[meets, after]).exclude(reason="Merged.")
        assert {held.reason for held in canceled} == {"", "Inauguration"}
        step = CommunityStep.objects.get(step="ended")
        assert (step.about, step.reason) == ("Wed Dec 9, 2026", "Merged.")
        with pytest.raises(MeetingCanceled):
            series.end(january, reason="Again.", version=2, by=by)
        again = series.schedule(
            meets.community,
            **SECOND_WEDNESDAY | {"starts_on": date(2027, 1, 1)},
            ends_on=date(2027, 3, 31),
            by=by,
        )
        assert again.meetings.count() == 3


def test_a_meeting_that_was_brought_forward_and_held_stays_when_its_series_ends(
    act, meets, fay_facilitator
):
    with act(fay_facilitator) as by:
        _november, december, january = meets.meetings.order_by("slot")[:3]
        meetings.move(january, starts_at=NOW + timedelta(days=1), version=1, by=by)
    with clock.frozen(NOW + timedelta(days=2)), act(fay_facilitator) as by:
        series.end(december, reason="Merged.", version=1, by=by)
        planned = Meeting.objects.of_community(meets.community_id).planned()
        december.refresh_from_db()
        assert december.changed_at == clock.now()  # calendar programs read it again
        assert [f"{each.slot:%b %Y}" for each in planned.order_by("slot")] == [
            "Nov 2026",
            "Jan 2027",
        ]


def test_ending_it_again_from_a_meeting_that_was_rescheduled_keeps_its_last_day(
    act, meets, fay_facilitator
):
    with act(fay_facilitator) as by:
        _november, december, _january, february = meets.meetings.order_by("slot")[:4]
        series.end(december, reason="Merged.", version=1, by=by)
        back = meetings.move(february, starts_at=february.starts_at, version=2, by=by)
        again = series.end(back, reason="Merged after all.", version=3, by=by)
        assert again.last_day == date(2026, 12, 8)
        reasons = meets.meetings.order_by("slot").values_list("reason", flat=True)
        assert list(reasons)[:4] == ["", "Merged.", "Merged.", "Merged after all."]


@pytest.fixture
def first(act, meets, fay_facilitator) -> Meeting:
    with act(fay_facilitator):
        return meets.meetings.select_related("community").order_by("slot")[0]


def test_only_facilitators_cancel_a_series_and_not_once_it_has_begun(
    act, first, fay_facilitator, dana_of_riverton
):
    with act(dana_of_riverton) as by, pytest.raises(FacilitatorsOnly):
        series.end(first, reason="Mine.", version=1, by=by)
    begun = clock.frozen(first.starts_at)
    with begun, act(fay_facilitator) as by, pytest.raises(MeetingOver):
        series.end(first, reason="Late.", version=1, by=by)


def test_a_meetings_page_cancels_it_and_all_later_ones(
    first, client_of, fay_facilitator, dana_of_riverton
):
    client, address = client_of(fay_facilitator), f"/communities/meetings/{first.pk}/"
    assert f"{address}end-series/" in client.get(address).content.decode()
    said = {"reason": "Merged with another one.", "version": 1}
    assert client.post(f"{address}end-series/", said | {"reason": ""}).status_code == 422
    assert client.post(f"{address}end-series/", said).status_code == 303
    page = client.get(address).content.decode()
    assert "Canceled. Merged with another one." in page
    assert f"{address}end-series/" not in page
    home = client.get(f"/communities/{first.community.slug}/").content.decode()
    assert "Second Wednesday of every month" not in home
    assert client_of(dana_of_riverton).get(f"{address}end-series/").status_code == 403
