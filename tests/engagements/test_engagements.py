"""Opening engagements, starting onboarding, extending, and withdrawing."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from engagements.actions import announcements, engagements, milestones, suspensions
from engagements.enums import MilestoneKind, State, Track
from engagements.errors import (
    AlreadyEngaged,
    AnnouncedBefore,
    NotYours,
    ReasonMissing,
    SeatsEmpty,
    UnlikelyDate,
    WrongMoment,
)
from engagements.models import Engagement, EngagementStep, Milestone
from engagements.policies import empty_required_seats
from foundation.calendars import clock
from foundation.outbox.worker import drain
from foundation.tenancy.context import acting_atomic
from tests.factories.engagements import EngagementFactory

pytestmark = pytest.mark.usefixtures("room_settings")
START, DAY = date(2026, 10, 1), date(2026, 3, 2)


@pytest.fixture
def opened(acting_as, mona_manager, riverton) -> Engagement:
    with acting_as(mona_manager) as by:
        return engagements.open_new(site=riverton, year=2026, track=Track.PSP, by=by)


def test_without_a_date_the_start_is_assumed(opened):
    assert (opened.starts_on, opened.ends_on) == (START, date(2029, 9, 30))
    assert opened.start_is_assumed
    assert not opened.is_published
    assert opened.state_on(START) == State.PROPOSED


def test_an_announced_engagement_is_public(acting_as, mona_manager, riverton):
    day = date(2024, 2, 29)
    with acting_as(mona_manager) as by:
        opened = engagements.open_new(
            site=riverton, year=2024, track=Track.DIAGNOSTIC, announced_on=day, by=by
        )
    assert (opened.starts_on, opened.ends_on) == (day, date(2025, 8, 28))
    assert opened.is_published
    assert not opened.start_is_assumed


@pytest.mark.parametrize("is_withdrawn", [False, True])
def test_an_announcement_to_come_is_public_from_its_day(
    acting_as, mona_manager, riverton, is_withdrawn
):
    """The day begins in Washington; an engagement that was withdrawn before it is never shown."""
    with clock.frozen(datetime(2026, 3, 2, 18, tzinfo=UTC)), acting_as(mona_manager) as by:
        opened = engagements.open_new(
            site=riverton, year=2026, track=Track.PSP, announced_on=date(2026, 3, 16), by=by
        )
        if is_withdrawn:
            engagements.withdraw(opened, on=date(2026, 3, 2), reason="Wrong track.", by=by)
    shown = []
    for minutes in (-1, 1):
        midnight = datetime(2026, 3, 16, tzinfo=ZoneInfo("America/New_York"))
        with clock.frozen(midnight + timedelta(minutes=minutes)):
            drain()
            with acting_atomic("public"):
                shown.append(Engagement.objects.filter(pk=opened.pk).exists())
    assert shown == [False, not is_withdrawn]


def test_an_engagement_is_announced_later_and_its_assumed_start_follows(
    room_settings, acting_as, mona_manager, lee_liaison, riverton
):
    """Before its day the announcement can be moved; once it is public it stays."""
    first, later = date(2026, 11, 16), date(2026, 12, 1)
    with clock.frozen(datetime(2026, 11, 2, 18, tzinfo=UTC)), acting_as(mona_manager) as by:
        opened = engagements.open_new(site=riverton, year=2026, track=Track.PSP, by=by)
        kept = Milestone.objects.get(engagement=opened, kind="month-6")
        milestones.redate(
            opened, MilestoneKind.MONTH_6, to=date(2027, 5, 3), reason="Summit.", by=by
        )
        told = announcements.announce(opened, on=first, by=by)
        assert (told.starts_on, told.ends_on, told.start_is_assumed) == (
            first,
            date(2029, 11, 15),
            False,
        )
        moved = announcements.announce(told, on=later, by=by)
        assert (moved.starts_on, moved.is_published) == (later, False)
        months = Milestone.objects.filter(engagement=opened, kind__in=["month-6", "month-12"])
        assert {each.kind: each.due_on for each in months} == {
            "month-6": date(2027, 5, 3),
            "month-12": date(2027, 12, 1),
        }
        assert kept.due_on == date(2027, 4, 1)
    shown = []
    for day in (first, later):
        with clock.frozen(datetime(day.year, day.month, day.day, 18, tzinfo=UTC)):
            drain()
            with acting_atomic("public"):
                shown.append(Engagement.objects.filter(pk=opened.pk).exists())
    assert shown == [False, True]
    with clock.frozen(datetime(2026, 12, 2, 18, tzinfo=UTC)):
        with acting_as(mona_manager) as by, pytest.raises(AnnouncedBefore):
            announcements.announce(moved, on=date(2026, 12, 2), by=by)
        with acting_as(lee_liaison) as by, pytest.raises(NotYours):
            announcements.announce(moved, on=date(2026, 12, 2), by=by)


def test_work_that_began_keeps_its_first_day_when_it_is_announced(
    acting_as, mona_manager, client_of, riverton
):
    with acting_atomic("system:demo"):
        begun = EngagementFactory(site=riverton, active=True, start_is_assumed=True)
    client, page = client_of(mona_manager), "/sites/riverton-ex/engagement/"
    asked = f"/engagements/{begun.pk}/announce/"
    assert asked in client.get(page).text
    typed = {"on": "12/1/1999", "version": "1"}
    assert "Enter a date from 2014 through 2100." in client.post(asked, typed).text
    assert client.post(asked, {**typed, "on": "9/3/2024"}).status_code == 303
    with acting_atomic("public"):
        told = Engagement.objects.get(pk=begun.pk)
    assert (told.starts_on, told.announced_on) == (begun.starts_on, date(2024, 9, 3))
    text = client.get(page).text
    assert "(assumed)" not in text
    assert "Sep 3, 2024" in text
    assert asked not in text
    assert client.post(asked, typed).status_code == 409


def test_opening_plans_the_milestones(opened, acting_as, mona_manager):
    with acting_as(mona_manager):
        due = dict(Milestone.objects.values_list("kind", "due_on"))
    assert due == {
        "kick-off": START,
        "listening-session": date(2026, 11, 15),
        "assessments": date(2027, 1, 29),
        "strategic-plan": date(2027, 3, 30),
        "month-6": date(2027, 4, 1),
        "month-12": date(2027, 10, 1),
        "month-24": date(2028, 10, 1),
        "t-180": date(2029, 4, 3),
        "t-90": date(2029, 7, 2),
        "t-30": date(2029, 8, 31),
    }


def test_opening_is_written_down(opened, acting_as, mona_manager):
    with acting_as(mona_manager):
        step = EngagementStep.objects.get()
    assert (step.step, step.on, step.made_by_id) == ("opened", START, mona_manager.pk)


def test_a_site_has_one_engagement_at_a_time(opened, acting_as, mona_manager, riverton):
    with acting_as(mona_manager) as by, pytest.raises(AlreadyEngaged):
        engagements.open_new(site=riverton, year=2027, track=Track.PSP, by=by)


def test_an_imported_engagement_is_in_the_way_while_it_runs(acting_as, mona_manager, riverton):
    with acting_as(mona_manager) as by:
        EngagementFactory(site=riverton, origin="imported")
        with pytest.raises(AlreadyEngaged):
            engagements.open_new(site=riverton, year=2026, track=Track.PSP, by=by)
        after = date(2027, 10, 1)
        assert (
            engagements.open_new(
                site=riverton, year=2027, track=Track.PSP, starts_on=after, by=by
            ).starts_on
            == after
        )


def test_only_managers_open(acting_as, cora_coordinator, riverton):
    with acting_as(cora_coordinator) as by, pytest.raises(NotYours):
        engagements.open_new(site=riverton, year=2026, track=Track.PSP, by=by)


def test_onboarding_waits_for_the_team(opened, acting_as, mona_manager, lee_liaison):
    with acting_as(mona_manager) as by, pytest.raises(SeatsEmpty) as refused:
        engagements.begin_onboarding(opened, on=START, by=by)
    assert "Point of Contact: U.S. Attorney's Office" in refused.value.message
    assert "Strategic Site Liaison" not in refused.value.message


def test_a_gap_is_accepted_with_a_reason(opened, acting_as, mona_manager):
    with acting_as(mona_manager) as by:
        begun = engagements.begin_onboarding(
            opened, on=START, accepted_gap="Chief named in May.", by=by
        )
        step = EngagementStep.objects.get(step="onboarded")
    assert begun.state_on(START) == State.ONBOARDING
    assert (step.reason, begun.version) == ("Chief named in May.", 2)


def test_a_full_team_needs_no_reason(
    opened,
    acting_as,
    mona_manager,
    riverton,
    mayor_of_riverton,
    dana_of_riverton,
    ula_of_riverton,
    lee_liaison,
    champion_of_riverton,
    atf_of_riverton,
    fbi_of_riverton,
    advisor_of_riverton,
    member,
):
    member(riverton, "federal-law-enforcement", "DEA")
    member(riverton, "federal-law-enforcement", "USMS")
    with acting_as(mona_manager) as by:
        assert empty_required_seats(riverton, clock.now()) == []
        begun = engagements.begin_onboarding(opened, on=START, by=by)
    assert begun.onboarding_from == START


def test_onboarding_begins_once_and_not_before_the_start(opened, acting_as, mona_manager):
    with acting_as(mona_manager) as by:
        with pytest.raises(WrongMoment):
            engagements.begin_onboarding(opened, on=date(2026, 9, 30), accepted_gap="x", by=by)
        engagements.begin_onboarding(opened, on=START, accepted_gap="x", by=by)
        with pytest.raises(WrongMoment):
            engagements.begin_onboarding(opened, on=START, accepted_gap="x", by=by)


def test_extension_moves_the_end_and_what_hangs_on_it(engagement, acting_as, mona_manager):
    with acting_as(mona_manager) as by:
        milestones.plan(engagement)
        longer = engagements.extend(engagement, until=date(2028, 3, 31), reason="Plan late.", by=by)
        due = Milestone.objects.get(kind="t-30").due_on
    assert (longer.first_end, longer.ends_on) == (date(2027, 9, 30), date(2028, 3, 31))
    assert longer.closing_from == date(2027, 10, 3)
    assert due == date(2028, 3, 1)
    assert longer.state_on(date(2027, 9, 30)) == State.ACTIVE


def test_extending_an_imported_engagement_moves_its_graduation(riverton, acting_as, mona_manager):
    with acting_as(mona_manager) as by:
        loaded = EngagementFactory(
            site=riverton,
            origin="imported",
            active=True,
            graduated_on=date(2027, 10, 1),
            alumni_from=date(2028, 9, 30),
        )
        longer = engagements.extend(loaded, until=date(2027, 10, 31), reason="Agreed.", by=by)
    assert longer.graduated_on == date(2027, 11, 1)
    assert longer.state_on(date(2027, 10, 31)) == State.CLOSING


def test_extension_only_makes_it_longer(engagement, acting_as, mona_manager):
    with acting_as(mona_manager) as by, pytest.raises(UnlikelyDate):
        engagements.extend(engagement, until=date(2027, 9, 30), reason="Same day.", by=by)


def test_extension_stops_at_the_next_engagement(riverton, engagement, acting_as, mona_manager):
    with acting_as(mona_manager) as by:
        EngagementFactory(site=riverton, origin="imported", starts_on=date(2027, 10, 1))
        with pytest.raises(AlreadyEngaged):
            engagements.extend(engagement, until=date(2027, 10, 1), reason="Longer.", by=by)


def test_withdrawal_frees_the_site(riverton, engagement, acting_as, mona_manager):
    with acting_as(mona_manager) as by:
        left = engagements.withdraw(engagement, on=DAY, reason="New mayor.", by=by)
        assert left.state_on(DAY) == State.WITHDRAWN
        assert Engagement.objects.open_on(DAY).count() == 0
        with pytest.raises(WrongMoment):
            engagements.withdraw(engagement, on=DAY, reason="Again.", by=by)
        EngagementFactory(site=riverton, starts_on=date(2026, 10, 1))


def test_reasons_are_required(engagement, acting_as, mona_manager):
    with acting_as(mona_manager) as by:
        with pytest.raises(ReasonMissing):
            suspensions.suspend(engagement, on=DAY, reason=" ", by=by)
        with pytest.raises(ReasonMissing):
            engagements.withdraw(engagement, on=DAY, reason="", by=by)


def test_a_liaison_does_not_manage(engagement, acting_as, lee_liaison):
    with acting_as(lee_liaison) as by, pytest.raises(NotYours):
        engagements.withdraw(engagement, on=DAY, reason="No.", by=by)
