"""What members and facilitators are told: that there is something, when a meeting is, and never a text."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from communities.actions import communities, facilitators, meetings, members, posts, series
from communities.models import Meeting
from communities.reminders import MeetingAhead
from foundation.agenda.reading import entries_of
from foundation.agenda.registry import Span
from foundation.notifications.models import Ledger, ReminderDays
from foundation.tenancy.context import acting_atomic
from tests.communities.test_meetings import EASTERN

pytestmark = pytest.mark.django_db


def test_the_reminders_and_the_calendar_have_the_instants_of_the_page(
    act, standards, meets, joins, fay_facilitator, dana_of_riverton, omar_of_lakeside
):
    joins(dana_of_riverton)
    with act(fay_facilitator) as by:
        first, second = Meeting.objects.of_community(meets.community_id)[:2]
        meetings.move(first, starts_at=first.slot + timedelta(days=7), version=1, by=by)
        meetings.cancel(second, reason="Holidays", version=1, by=by)
        series.replace(meets, from_day=date(2027, 3, 1), at=time(14), minutes=60, by=by)
        held = Meeting.objects.of_community(meets.community_id).taking_place()
        wanted = [meeting.starts_at for meeting in held]
    span = Span.of(date(2026, 1, 1), date(2027, 12, 31), "Pacific/Guam")
    for person, seen in ((dana_of_riverton, wanted), (omar_of_lakeside, [])):
        with act(person) as by:
            found = entries_of(by, span, "Pacific/Guam")
            assert [each.row.at for each in found] == seen
    every_day = [wanted[0] - timedelta(hours=20) + timedelta(days=n) for n in range(340)]
    with acting_atomic("system:reminders"):
        found = [due for now in every_day for due in MeetingAhead().due(now) if due.step == "1"]
    assert [due.due_at for due in found] == wanted
    with acting_atomic("system:demo"):  # the days are settings
        ReminderDays.objects.update_or_create(slug="community-meeting", defaults={"days": [3]})
        early, now = (wanted[0] - timedelta(days=3, minutes=late) for late in (1, 0))
        assert list(MeetingAhead().due(early)) == []
        assert [due.step for due in MeetingAhead().due(now)] == ["3"]
    told = {recipient for due in found for recipient in due.recipients}
    assert told == {dana_of_riverton.pk, fay_facilitator.pk}


def test_mail_says_when_and_that_there_is_something_but_no_text(
    act,
    standards,
    meets,
    joins,
    drain,
    mailoutbox,
    fay_facilitator,
    dana_of_riverton,
    omar_of_lakeside,
):
    joins(dana_of_riverton)
    with act(omar_of_lakeside) as by:
        members.join(meets.community, note="Secret note", by=by)
    with act(dana_of_riverton) as by:
        question = posts.write(meets.community, text="Secret question", by=by)
    with act(fay_facilitator) as by:
        posts.write(meets.community, text="Secret answer", parent=question, by=by)
        moved = datetime(2026, 11, 18, 15, tzinfo=EASTERN)
        first = Meeting.objects.of_community(meets.community_id)[0]
        meetings.move(first, starts_at=moved, reason="Secret reason", version=1, by=by)
    drain()
    with acting_atomic("system:reminders"):
        told = set(Ledger.objects.values_list("kind", "recipient__name"))
    assert told == {
        ("community-request", "Fay Facilitator"),
        ("community-answer", "Dana of Riverton"),
        ("community-reply", "Dana of Riverton"),
        ("community-meeting-changed", "Dana of Riverton"),
    }
    subjects = " / ".join(mail.subject for mail in mailoutbox)
    assert "see the new meeting time, Wed Nov 18, 3:00 pm ET" in subjects
    assert "read a reply in a thread you follow" in subjects
    assert [mail for mail in mailoutbox if "Secret" in mail.subject + mail.body] == []
    assert moved.astimezone(UTC).hour == 20


def test_a_moved_meeting_and_a_pause_are_told_whatever_is_saved_before_the_worker_runs(
    act, standards, meets, joins, drain, fay_facilitator, mona_manager, dana_of_riverton
):
    joins(dana_of_riverton)
    with act(mona_manager) as by:
        facilitators.give(meets.community, email=mona_manager.email, by=by)
    drain()
    with act(fay_facilitator) as by:
        first = Meeting.objects.of_community(meets.community_id)[0]
        moved = meetings.move(first, starts_at=first.slot + timedelta(days=7), version=1, by=by)
        said = {"agenda": "Maps", "link": "", "recording": ""}
        meetings.describe(moved, **said, version=2, by=by)
        communities.take(meets.community, "pause", version=2, reason="Secret", by=by)
    drain()
    # Whoever did it knows; a facilitator who isn't a member is told like members.
    people = {"Dana of Riverton", "Mona Manager"}
    with acting_atomic("system:reminders"):
        for kind in ("community-meeting-changed", "community-step"):
            told = Ledger.objects.filter(kind=kind).values_list("recipient__name", flat=True)
            assert set(told) == people, kind


def test_a_meeting_of_the_next_year_is_canceled_with_a_notice(
    act, meets, joins, drain, fay_facilitator, dana_of_riverton
):
    """Its day is written with the year, which makes the longest action there is."""
    joins(dana_of_riverton)
    drain()
    with act(fay_facilitator) as by:
        later = Meeting.objects.of_community(meets.community_id).filter(slot__year=2027)[0]
        meetings.cancel(later, reason="A holiday", version=1, by=by)
    drain()
    with acting_atomic("system:reminders"):
        told = Ledger.objects.get(kind="community-meeting-changed", recipient=dana_of_riverton)
    with acting_atomic(f"user:{dana_of_riverton.pk}"):
        assert "2027" in told.notification.action


def test_a_canceled_series_is_told_once(
    act, meets, joins, drain, fay_facilitator, dana_of_riverton
):
    joins(dana_of_riverton)
    drain()
    with act(fay_facilitator) as by:
        first = meets.meetings.order_by("slot")[0]
        series.end(first, reason="Merged", version=1, by=by)
    drain()
    with acting_atomic("system:reminders"):
        told = Ledger.objects.get(kind="community-meeting-changed", recipient=dana_of_riverton)
        assert not Ledger.objects.filter(recipient=fay_facilitator, kind=told.kind).exists()
    with acting_atomic(f"user:{dana_of_riverton.pk}"):
        assert "see that the meetings from Wed Nov 11, 3:00 pm ET on" in told.notification.action


def test_the_end_of_a_series_is_not_told_once_its_meeting_takes_place_again(
    act, meets, joins, drain, fay_facilitator, dana_of_riverton
):
    joins(dana_of_riverton)
    drain()
    with act(fay_facilitator) as by:
        first = meets.meetings.order_by("slot")[0]
        series.end(first, reason="Merged", version=1, by=by)
        meetings.move(first, starts_at=first.starts_at, version=2, by=by)
    drain()
    with acting_atomic("system:reminders"):
        told = Ledger.objects.filter(kind="community-meeting-changed", recipient=dana_of_riverton)
        assert not [each for each in told if each.key.startswith("ended:")]


def test_no_one_is_sent_to_a_thread_whose_first_post_is_removed(
    act, meets, joins, drain, fay_facilitator, dana_of_riverton, omar_of_lakeside
):
    joins(dana_of_riverton)
    joins(omar_of_lakeside)
    with act(dana_of_riverton) as by:
        question = posts.write(meets.community, text="Question", by=by)
    with act(omar_of_lakeside) as by:
        posts.write(meets.community, text="Answer", parent=question, by=by)
    drain()
    with act(fay_facilitator) as by:
        posts.remove(question, reason="A name", by=by)
        posts.write(meets.community, text="More", parent=question, by=by)
    drain()
    with acting_atomic("system:reminders"):
        told = Ledger.objects.filter(kind="community-reply").values_list("recipient", flat=True)
        assert set(told) == {dana_of_riverton.pk}
