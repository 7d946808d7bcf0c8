"""Attendance: recorded by facilitators after a meeting began, and read by oneself, one's sites, and facilitators."""

from datetime import timedelta

import pytest
from django.db.utils import ProgrammingError

from communities.actions import attendances, communities, facilitators
from communities.errors import FacilitatorsOnly, NotAMember, NotHeld, Retired
from communities.models import Attendance, Meeting
from foundation.calendars import clock
from foundation.timeline.columns import Asked
from foundation.timeline.reading import timeline_of
from foundation.workflow.errors import StaleEdit
from tests.pages import words

pytestmark = pytest.mark.django_db


def test_attendance_is_recorded_by_facilitators_and_read_by_those_it_is_about(
    act, client_of, meets, joins, dana_of_riverton, omar_of_lakeside, fay_facilitator, mona_manager
):
    for person in (dana_of_riverton, omar_of_lakeside):
        joins(person)
    came = [dana_of_riverton.pk, omar_of_lakeside.pk]
    with act(fay_facilitator) as by:
        canceled, held = meets.meetings.order_by("slot")[:2]
        for early in (held, canceled):
            with pytest.raises(NotHeld):
                attendances.record(early, people=came, version=1, by=by)
    page = held.get_absolute_url()
    with clock.frozen(held.starts_at + timedelta(hours=2)):
        with act(dana_of_riverton) as by, pytest.raises(FacilitatorsOnly):
            attendances.record(held, people=came, version=1, by=by)
        facilitator = client_of(fay_facilitator)
        ticked = {"people": came, "version": "1"}
        assert "Omar of Lakeside, Lakeside, EX" in words(facilitator.get(f"{page}attendance/"))
        assert facilitator.post(f"{page}attendance/", ticked).status_code == 303
        assert "Omar of Lakeside, Lakeside, EX" in words(facilitator.get(page))
        with act(fay_facilitator) as by:
            with pytest.raises(StaleEdit):
                attendances.record(held, people=[], version=1, by=by)
            with pytest.raises(NotAMember):
                attendances.record(held, people=[mona_manager.pk], version=2, by=by)
        for reader, names in ((dana_of_riverton, ["You"]), (omar_of_lakeside, ["You"])):
            with act(reader) as by:
                # Either wall alone: the queryset as a job, and the database without the queryset.
                assert Attendance.objects.visible_to(by).get() == Attendance.objects.get()
            shown = words(client_of(reader).get(page)).partition("Attendance")[2]
            assert [name for name in names if name not in shown] == []
            assert "Lakeside, EX" not in shown
            assert "You attended" in words(client_of(reader).get("/communities/analysts/past/"))
        with act(dana_of_riverton) as by:
            mine = Attendance.objects.get()
            asked = Asked(
                site_id=mine.site_id,
                zone="America/Chicago",
                now=clock.now(),
                most=5,
                source="community-meetings",
            )
            assert [each.row.detail["people"] for each in timeline_of(by, asked)] == [1]
        with act(fay_facilitator) as by:
            attendances.record(held, people=came[:1], version=2, by=by)
            assert Attendance.objects.get().person_id == dana_of_riverton.pk
    with act(mona_manager) as by:
        facilitators.give(meets.community, email=mona_manager.email, by=by)
        retired = communities.take(meets.community, "retire", version=2, reason="Merged", by=by)
        with clock.frozen(held.starts_at + timedelta(hours=2)), pytest.raises(Retired):
            attendances.record(
                Meeting.objects.select_related("community").get(pk=held.pk),
                people=came,
                version=3,
                by=by,
            )
        assert not Attendance.objects.filter(community=retired).delete()[0]


def test_the_database_takes_attendance_of_members_at_meetings_that_began_alone(
    act, meets, joins, dana_of_riverton, omar_of_lakeside, fay_facilitator
):
    member = joins(dana_of_riverton)
    with act(fay_facilitator):
        held = meets.meetings.order_by("slot")[1]
    right = {
        "community_id": held.community_id,
        "meeting": held,
        "person": dana_of_riverton,
        "site_id": member.site_id,
        "recorded_at": clock.now(),
        "recorded_by": fay_facilitator,
    }
    later = held.starts_at + timedelta(hours=2)
    for wrong, at in (
        ({"person": omar_of_lakeside}, later),
        ({"site_id": None}, later),
        ({"recorded_by": dana_of_riverton}, later),
        ({}, held.starts_at - timedelta(hours=2)),
    ):
        with clock.frozen(at), pytest.raises(ProgrammingError), act(fay_facilitator):
            Attendance.objects.create(**right | wrong)
    with clock.frozen(later), act(fay_facilitator):
        assert Attendance.objects.create(**right).pk
