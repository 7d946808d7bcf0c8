"""The course of an application, of a committee, and of a review, and what stops each."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count

import pytest
from django.db import DatabaseError, transaction

from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import InvalidInput, Refused, StaleEdit
from grants.actions import applications, committees, meetings, opportunities, reviews
from grants.actions.reference import load_reported_grants
from grants.errors import (
    AlreadyConsidered,
    AlreadyMember,
    CommitteeThere,
    MeetingAhead,
    NoAmount,
    NotNow,
    NotPast,
    NotYetHeld,
    NotYourGrants,
    ReportedByTheProgram,
    StaffOnly,
    UnlikelyPeriod,
    UnlikelyTime,
    UnlikelyWindow,
)
from grants.models import (
    Committee,
    CommitteeMember,
    GrantApplication,
    GrantStep,
    LandscapeReview,
    Opportunity,
)
from tests.factories.sites import SiteFactory
from tests.grants.conftest import CLOSES, NOW
from tests.reference.files import rows

pytestmark = pytest.mark.django_db


def test_an_application_from_the_list_to_the_award(act, step, considered, dana_of_riverton):
    dana = dana_of_riverton
    step(considered, "apply", dana)
    with pytest.raises(Refused, match=r"Enter the amount requested first\."):
        step(considered, "submit", dana)
    with act(dana) as by:
        applications.change(
            considered, purpose="Tracing", amount_requested=125_000, version=2, by=by
        )
        with pytest.raises(StaleEdit):
            applications.change(considered, purpose="Old", amount_requested=1, version=2, by=by)
    step(considered, "submit", dana)
    with act(dana) as by, pytest.raises(InvalidInput, match="Enter the amount requested"):
        applications.change(considered, purpose="", amount_requested=None, version=4, by=by)
    with pytest.raises(NoAmount):
        step(considered, "award", dana)
    late = {"award_starts_on": date(2027, 2, 1), "award_ends_on": date(2027, 1, 1)}
    with pytest.raises(UnlikelyPeriod):
        step(considered, "award", dana, amount_awarded=100_000, **late)
    step(considered, "award", dana, amount_awarded=100_000)
    with pytest.raises(Refused, match=r"This can.t be withdrawn"):
        step(considered, "withdraw", dana, reason="Too late")
    with act(dana) as by:
        applications.change_award(
            considered, amount_awarded=90_000, award_number="15-1", version=5, by=by
        )
        found = GrantApplication.objects.get(pk=considered.pk)
        assert (found.status, found.amount_awarded, found.award_number) == (
            "awarded",
            90_000,
            "15-1",
        )
        assert sorted(each.step for each in found.steps.all()) == [
            *("add", "apply", "award", "submit")
        ]
        with pytest.raises(NotNow):
            applications.change(found, purpose="", amount_requested=1, version=6, by=by)


def test_a_window_stops_what_comes_too_early_or_too_late(
    act, step, announce, considered, riverton, dana_of_riverton
):
    ahead = announce(name="Next year", opens_at=NOW + timedelta(days=9), closes_at=CLOSES)
    with act(dana_of_riverton) as by:
        early = applications.add(riverton, opportunity=ahead, amount_requested=5, by=by)
    step(early, "apply", dana_of_riverton)
    with pytest.raises(Refused, match=r"Applications open .* Mark it as submitted then\."):
        step(early, "submit", dana_of_riverton)
    with pytest.raises(InvalidInput, match="Enter a reason"):
        step(considered, "withdraw", dana_of_riverton)
    step(considered, "withdraw", dana_of_riverton, reason="No match funds")
    with pytest.raises(InvalidInput, match="Enter a reason"):
        step(considered, "reopen", dana_of_riverton)
    again = step(considered, "reopen", dana_of_riverton, reason="The county matches")
    assert again.status == "considering"
    step(considered, "withdraw", dana_of_riverton, reason="No match funds")
    with clock.frozen(CLOSES), pytest.raises(Refused, match="Applications closed"):
        step(considered, "reopen", dana_of_riverton, reason="The county matches")


@pytest.fixture
def through(act, step, considered, dana_of_riverton):
    """Take steps as Dana, a minute apart: ``through("apply", "submit")``; the last gets the values."""
    with act(dana_of_riverton) as by:
        applications.change(considered, purpose="", amount_requested=5, version=1, by=by)
    minutes = count(1)

    def go(*names, **values):
        for name in names:
            told = values if name == names[-1] else {}
            with clock.frozen(NOW + timedelta(minutes=next(minutes))):
                found = step(considered, name, dana_of_riverton, **told)
        return found

    return go


@pytest.mark.parametrize(
    ("last", "more"),
    [
        (
            "award",
            {
                "amount_awarded": 100_000,
                "award_number": "15-1",
                "award_starts_on": date(2027, 10, 1),
                "award_ends_on": date(2028, 9, 30),
            },
        ),
        ("not-award", {"reason": "Another county."}),
        ("withdraw", {"reason": "Another grant."}),
    ],
)
def test_an_answer_recorded_by_mistake_is_taken_back(
    act, step, through, considered, dana_of_riverton, last, more
):
    through("apply", "submit")
    through(last, **more)
    with pytest.raises(InvalidInput, match="Enter a reason"):
        through("restore")
    with clock.frozen(CLOSES):
        back = step(considered, "restore", dana_of_riverton, reason="It was the county's.")
    assert (back.status, back.amount_awarded, back.award_number) == ("submitted", None, "")
    assert (back.award_starts_on, back.award_ends_on) == (None, None)
    with act(dana_of_riverton):
        done = GrantStep.objects.of_application(considered.pk)
        assert [each.step for each in done][:2] == ["restore", last]
        assert done[0].reason == "It was the county's."
        if last == "award":
            kept = GrantApplication.pgh_event_models["update"].objects
            assert kept.filter(pgh_obj_id=considered.pk, amount_awarded=100_000).exists()
    assert step(considered, "award", dana_of_riverton, amount_awarded=1).status == "awarded"


def test_only_what_was_submitted_is_submitted_again(through):
    through("withdraw", reason="No match funds")
    with pytest.raises(Refused, match="before it was submitted"):
        through("restore", reason="Mistake")
    through("reopen", reason="The county matches")
    through("apply", "submit")
    through("withdraw", reason="Another grant")
    through("reopen", reason="Another mistake")
    through("withdraw", reason="Another grant")
    with pytest.raises(Refused, match="before it was submitted"):
        through("restore", reason="Mistake")


def test_the_page_of_an_award_takes_it_back(through, considered, client_of, dana_of_riverton):
    through("apply", "submit", "award", amount_awarded=90_000)
    client, address = client_of(dana_of_riverton), f"/grants/applications/{considered.pk}/"
    assert f"{address}restore/" in client.get(address).content.decode()
    sent = {"version": 5, "reason": "It was the county's."}
    assert client.post(f"{address}restore/", sent | {"reason": ""}).status_code == 422
    assert client.post(f"{address}restore/", sent).status_code == 303
    page = client.get(address).content.decode()
    assert "90,000" not in page
    assert "Changed back to submitted" in page
    assert "It was the county&#x27;s." in page


def test_who_keeps_a_sites_grants_and_who_the_list(
    act,
    announce,
    considered,
    committee,
    riverton,
    champion_of_riverton,
    dana_of_riverton,
    mayor_of_riverton,
    omar_of_lakeside,
):
    found = announce(name="Another")
    facts = {
        name: getattr(found, name)
        for name in (
            *("name", "funder", "url", "opens_at", "closes_at", "time_zone"),
            *("who_may_apply", "core_areas", "source", "source_as_of"),
        )
    }
    for person in (mayor_of_riverton, omar_of_lakeside):
        with act(person) as by:
            with pytest.raises(NotYourGrants):
                applications.add(riverton, opportunity=found, by=by)
            with pytest.raises(NotYourGrants):
                reviews.add(riverton, done_on=NOW.date(), done_by="Us", findings="A", by=by)
            with pytest.raises(NotYourGrants):
                committees.set_up(riverton, by=by)
    with act(champion_of_riverton) as by:
        applications.add(riverton, name="State grant", funder="The state", by=by)
        with pytest.raises(AlreadyConsidered):
            applications.add(riverton, opportunity=considered.opportunity, by=by)
        with pytest.raises(InvalidInput, match="enter its name"):
            applications.add(riverton, by=by)
        with pytest.raises(InvalidInput, match="who funds"):
            applications.add(riverton, name="Alone", by=by)
    with act(dana_of_riverton) as by:
        with pytest.raises(StaffOnly):
            opportunities.add(**facts, by=by)
        with pytest.raises(StaffOnly):
            opportunities.change(found, **facts, version=1, by=by)


def test_staff_keep_the_list(act, announce, mona_manager):
    with pytest.raises(UnlikelyWindow):
        announce(closes_at=NOW - timedelta(days=90))
    with pytest.raises(NotPast):
        announce(source_as_of=date(2026, 11, 3))
    found = announce()
    facts = {
        name: getattr(found, name)
        for name in ("funder", "url", "opens_at", "closes_at", "time_zone", "who_may_apply")
    } | {"core_areas": ["gun-violence"], "source": "B", "source_as_of": date(2026, 11, 1)}
    with act(mona_manager) as by:
        opportunities.change(found, name="Longer", **facts, version=1, by=by)
        with pytest.raises(StaleEdit):
            opportunities.change(found, name="Older", **facts, version=1, by=by)
        states = [found.window_at(at) for at in (found.opens_at, CLOSES, CLOSES - timedelta(1))]
        assert states == ["open", "closed", "open"]
        assert Opportunity.objects.in_window("announced", found.opens_at - timedelta(1)).exists()
        assert Opportunity.objects.in_area("technology").count() == 0


def test_a_committee_with_its_members_and_meetings(act, committee, riverton, dana_of_riverton):
    held = {"day": date(2026, 11, 9), "at": time(14)}
    with act(dana_of_riverton) as by:
        with pytest.raises(CommitteeThere):
            committees.set_up(riverton, by=by)
        member = committees.add_member(committee, agency="District Attorney", role="Chair", by=by)
        with pytest.raises(AlreadyMember):
            committees.add_member(committee, agency="district attorney", role="chair", by=by)
        committees.remove_member(member, by=by)
        assert not CommitteeMember.objects.exists()
        with pytest.raises(UnlikelyTime):
            meetings.schedule(committee, day=NOW.date(), at=time(8, 59), by=by)
        meeting = meetings.schedule(committee, **held, place="Room 2", by=by)
        assert meeting.starts_at == datetime(2026, 11, 9, 20, tzinfo=UTC)
        with pytest.raises(MeetingAhead):
            meetings.schedule(committee, **held, by=by)
        with pytest.raises(NotYetHeld):
            meetings.note(meeting, notes="Early", version=1, by=by)
        meetings.move(meeting, day=date(2026, 11, 10), at=time(14), version=1, by=by)
        with pytest.raises(StaleEdit):
            meetings.cancel(meeting, reason="Storm", version=1, by=by)
    with clock.frozen(datetime(2026, 11, 11, 20, tzinfo=UTC)), act(dana_of_riverton) as by:
        meetings.note(meeting, notes="We apply for one.", version=2, by=by)
        with pytest.raises(NotNow):
            meetings.cancel(meeting, reason="Late", version=3, by=by)
        ahead = meetings.schedule(committee, day=date(2027, 2, 9), at=time(14), by=by)
        committees.end(committee, reason="Merged", version=1, by=by)
        ahead.refresh_from_db()
        assert (ahead.status, ahead.reason) == ("canceled", "Merged")
        with pytest.raises(NotNow):
            meetings.schedule(committee, day=date(2027, 2, 9), at=time(14), by=by)
        assert committees.set_up(riverton, by=by).is_active


def test_a_review_says_what_it_found_on_a_day_that_has_come(act, riverton, dana_of_riverton):
    with act(dana_of_riverton) as by:
        with pytest.raises(NotPast):
            reviews.add(riverton, done_on=date(2026, 11, 3), done_by="A", findings="B", by=by)
        with pytest.raises(InvalidInput, match="what the review found"):
            reviews.add(riverton, done_on=NOW.date(), done_by="A", by=by)
        made = reviews.add(riverton, done_on=NOW.date(), done_by="A", findings="Two fit.", by=by)
        values = {"done_on": NOW.date(), "done_by": "B", "url": "https://example.gov/review"}
        reviews.change(made, **values, version=1, by=by)
        with pytest.raises(StaleEdit):
            reviews.change(made, **values, version=1, by=by)


def test_the_database_alone_keeps_each_sites_grants(
    act, considered, committee, omar_of_lakeside, mona_manager
):
    with act(omar_of_lakeside):
        for model in (GrantApplication, GrantStep, Committee):
            assert not model.objects.exists()
        assert Opportunity.objects.update(name="Mine") == 0
    with act(mona_manager), pytest.raises(DatabaseError, match="pgtrigger"), transaction.atomic():
        GrantApplication.objects.update(made_at=NOW - timedelta(days=1))


def test_what_the_program_reported_is_loaded_once_and_stays(act, mona_manager):
    with acting_atomic("system:demo"):
        site = SiteFactory(slug="harris-county-tx", name="Harris County, TX")
        for _ in range(2):
            assert load_reported_grants(rows("grants/data/reported_grants.csv")) == 6
    with act(mona_manager) as by:
        award, review = GrantApplication.objects.get(), LandscapeReview.objects.get()
        assert (award.status, award.award_year, award.made_by_id) == ("awarded", 2020, None)
        assert (review.done_on, review.is_month_only) == (date(2020, 1, 1), True)
        committee = Committee.objects.get(site=site)
        assert committee.members.count() == 3
        with pytest.raises(ReportedByTheProgram):
            applications.take(award, "withdraw", version=1, reason="No", by=by)
        with pytest.raises(ReportedByTheProgram):
            reviews.change(review, done_on=NOW.date(), done_by="A", findings="B", version=1, by=by)
        with pytest.raises(NotNow):
            meetings.schedule(committee, day=date(2027, 1, 5), at=time(9), by=by)
        assert committees.set_up(site, by=by).is_active  # beside the one that was reported
