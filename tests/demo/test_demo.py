"""The demonstration: invented throughout, in every state the portal knows, a log-in for every role."""

import json
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command

from applications.enums import Status as ApplicationStatus
from applications.models import Application, Reviewer, Scorecard
from communities.models import (
    Community,
    Meeting,
    Member,
    Post,
    Rsvp,
    Subscription,
    Topic,
    UsefulMark,
)
from dashboards.models import SentSummary
from engagements.enums import PlanKind, PlanState, RecommendationState, State
from engagements.models import (
    Commitment,
    Engagement,
    EngagementFile,
    EngagementStep,
    EvidenceFile,
    Measurement,
    Plan,
    Recommendation,
    SharedRecommendation,
)
from exchanges.enums import State as ExchangeState
from exchanges.models import ExchangeFile, PeerExchange
from foundation.accounts.actors import Actor
from foundation.accounts.models import StaffApproval
from foundation.accounts.roles import ROLES
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from grants.enums import Origin
from grants.enums import State as GrantState
from grants.models import GrantApplication
from liaisons.models import EngagementUpdate, MonthlyHours, UpdateCommitment, UpdateFile
from library.models import Proposal, Resource
from outcomes.enums import AccomplishmentState
from outcomes.models import Accomplishment
from psp_portal.management.commands.load_reference import load_all
from sites.models import Membership, PublicForm, SeatApproval, Site
from summits.enums import State as SummitState
from summits.models import (
    CheckIn,
    Choice,
    Feedback,
    MaterialFile,
    MaterialLink,
    Needs,
    Registration,
    Speaker,
    Summit,
)
from summits.presenters.reports import cells_of
from summits.querysets.feedback import results_of
from summits.querysets.reports import report_of
from tta_requests.enums import Status
from tta_requests.models import HoursEntry, Offer, TTARequest


@pytest.fixture(scope="module")
def demonstration(django_db_setup, django_db_blocker):
    """Seeded once for this module and rolled back after it."""
    from django.db import transaction

    with django_db_blocker.unblock():
        try:
            with transaction.atomic():
                load_all()
                call_command("seed_demo", stdout=StringIO())
                yield
                transaction.set_rollback(True)
        finally:
            transaction.get_connection().close()


@pytest.fixture
def look(demonstration, django_db_blocker):
    """Look at it as the job that made it."""
    with django_db_blocker.unblock(), acting_atomic("system:demo"):
        yield


def test_every_role_has_a_log_in(look):
    out = StringIO()
    call_command("demo_accounts", "--json", stdout=out)
    accounts = json.loads(out.getvalue())
    assert {row["role"] for row in accounts} == set(ROLES)
    assert all(row["email"].endswith("@demo.example.gov") for row in accounts)


def test_a_seat_and_a_role_wait_for_a_second_approval(look):
    waiting = SeatApproval.objects.waiting()
    assert set(waiting.values_list("seat", "proposed_by__name")) == {
        ("usao", "Law enforcement, Example Falls, EX (demo)"),
        ("DEA", "Program Manager (demo)"),
    }
    assert StaffApproval.objects.get().role == "analyst"


def test_the_requests_reach_every_state(look):
    assert set(TTARequest.objects.values_list("status", flat=True)) == set(Status.values)


def test_the_engagements_reach_every_state(look):
    found = Engagement.objects.filter(site__is_demo=True)
    stand = {each.state_on(clock.today(each.site.time_zone)) for each in found}
    assert stand == set(State)
    assert found.exclude(first_end=None).count() == 1
    operations = found.get(track="operations")
    assert operations.follows
    assert operations.follows.track == "diagnostic"


def test_what_was_recorded_by_mistake_is_put_right(look):
    undone = EngagementStep.objects.get(step="unwithdrawn")
    assert undone.engagement.state_on(clock.today(undone.site.time_zone)) == State.ACTIVE
    corrected = HoursEntry.objects.get(corrects__isnull=False)
    assert corrected.request.status == Status.CLOSED
    assert corrected.spent > corrected.corrects.spent


def test_communities_are_in_every_state_with_people_and_posts(look):
    found = Community.objects.filter(is_demo=True)
    assert set(found.values_list("status", flat=True)) == {"forming", "active", "paused", "retired"}
    active = found.get(status="active")
    assert Post.objects.of_community(active.pk).count() == 8
    proposed = sorted(Proposal.objects.values_list("status", flat=True))
    assert proposed == ["added", "declined", "proposed"]
    assert set(Topic.objects.of_community(active.pk).values_list("status", flat=True)) == {
        "suggested",
        "accepted",
        "declined",
    }
    assert set(Member.objects.of_community(active.pk).values_list("status", flat=True)) == {
        "member",
        "asked",
    }
    assert Meeting.objects.of_community(active.pk).filter(status="canceled").exists()
    held = Meeting.objects.of_community(active.pk).taking_place().behind(clock.now())
    assert held.count() >= 2
    assert not held.filter(attendances=None).exists()
    assert Rsvp.objects.of_community(active.pk).ahead(clock.now()).count() == 1
    question = Post.objects.get(community=active, is_question=True)
    assert UsefulMark.objects.on(question.pk).count() == 1
    assert Subscription.objects.to_community(active.pk).people(following=True)


def test_resources_are_for_everyone_and_some_are_overdue_or_archived(look):
    today = clock.today("America/New_York")
    found = Resource.objects.current()
    assert {each.audience for each in found} == {"public", "network", "site"}
    assert found.due_by(today).count() == 2
    assert Resource.objects.archived().count() == 1
    assert max(each.useful_count for each in found) == 4
    assert not Resource.objects.filter(is_demo=False).exclude(audience="public").exists()


def test_peer_exchanges_and_grants_are_in_every_state_at_invented_sites(look):
    grants = GrantApplication.objects.all()
    assert {each.status for each in grants} == set(GrantState.values)
    assert not grants.filter(origin=Origin.PORTAL).exclude(site__is_demo=True).exists()
    found = PeerExchange.objects.all()
    assert sorted(found.values_list("status", flat=True)) == sorted(ExchangeState.values)
    assert not found.exclude(visitor__is_demo=True, host__is_demo=True).exists()
    closed = found.get(status="closed")
    assert [goal.result for goal in closed.goals.all()] == ["met", "met", "partly"]
    assert ExchangeFile.objects.of_exchange(closed.pk).standing().exists()


def test_registrations_are_in_every_state_and_example_city_waits_with_one(look):
    found = Registration.objects.filter(summit__status="registration-open")
    states = set(Registration.objects.values_list("state", flat=True))
    assert states >= {"confirmed", "wait-listed", "invited", "canceled", "substituted"}
    city = found.filter(site__slug="example-city-ex", seat__isnull=False)
    assert sorted(city.values_list("state", "wait_number")) == [
        ("confirmed", None),
        ("confirmed", None),
        ("wait-listed", 1),
    ]
    assert Needs.objects.exists()
    numbers = PublicForm.objects.filter(slug__startswith="summit-")
    assert set(numbers.values_list("omb_number", flat=True)) == {"0000-0000 (demo)"}


def test_a_summit_in_its_wrap_up_has_results_and_a_session_with_too_few_answers(look):
    summit = Summit.objects.get(status="wrap-up", is_demo=True)
    results = results_of(summit)
    assert results[None].answers == 6
    assert len(results) == 3
    assert Feedback.objects.of_summit(summit.pk).values("session").distinct().count() == 4


def test_summits_that_were_held_have_recordings_and_materials(look):
    for status in ("wrap-up", "archived"):
        summit = Summit.objects.get(status=status, is_demo=True)
        assert MaterialFile.objects.of_summit(summit.pk).count() == 2
        assert MaterialLink.objects.of_summit(summit.pk).count() == 2


def test_the_report_of_the_archived_summit_has_attendance_and_says_that_it_is_made_up(look):
    summit = Summit.objects.get(is_demo=True, status="archived")
    rows = cells_of(report_of(summit, Actor.system("demo"), None))
    assert {row[0] for row in rows} == {"Example summit, archived (demonstration)"}
    figures = {row[2:5]: row[5] for row in rows}
    assert figures["Figures", "Confirmed", "People"] == 9  # six of them virtually
    assert figures["Figures", "Attended", "People"] == 2
    at_sessions = [row[5] for row in rows if row[2] == "By session" and row[4] == "People"]
    assert sorted(at_sessions) == [0, 1, 1, 1, 1, 2]
    assert figures["What it led to", "Notes on sessions", "Number"] == 3


def test_nobody_is_checked_in_at_a_session_of_a_later_day(look):
    came = CheckIn.objects.filter(summit__status="live", session__isnull=False)
    days = {
        each.session.starts_at.astimezone(ZoneInfo(each.summit.time_zone)).date() for each in came
    }
    assert days == {clock.today(came[0].summit.time_zone)}


def test_summits_are_in_every_state(look):
    held = Summit.objects.filter(is_demo=True).values_list("status", flat=True)
    assert sorted(held) == sorted(SummitState)


def test_summits_with_an_agenda_have_a_speaker_with_an_account_and_chosen_sessions(look):
    named = Speaker.objects.exclude(person=None).exclude(biography="")
    statuses = set(named.values_list("summit__status", flat=True))
    assert statuses == {"registration-open", "agenda-locked", "live", "wrap-up", "archived"}
    assert set(Choice.objects.values_list("summit__status", flat=True)) == statuses
    assert set(Choice.objects.waiting().values_list("summit__status", flat=True)) == statuses


def test_applications_are_in_every_state_and_the_selected_one_is_a_site(look):
    assert set(Application.objects.values_list("status", flat=True)) == set(ApplicationStatus)
    assert PublicForm.objects.get(slug="application").omb_number == "0000-0000 (demo)"
    assert (Reviewer.objects.waiting().count(), Scorecard.objects.count()) == (1, 2)
    selected = Application.objects.get(status=ApplicationStatus.SELECTED)
    assert Site.objects.demo().get(ori=selected.ori).lead_agency == selected.agency_name


def test_nothing_invented_hangs_on_a_real_organization(look):
    real = Site.objects.real()
    assert real.count() == 66
    assert not TTARequest.objects.filter(site__in=real).exists()
    assert not Membership.objects.filter(site__in=real).exists()
    assert not Offer.objects.exclude(provider__organization__is_demo=True).exists()


def test_seeding_again_adds_nothing(look):
    before = TTARequest.objects.count()
    call_command("seed_demo", stdout=StringIO())
    assert TTARequest.objects.count() == before


@pytest.mark.parametrize("command", ["seed_demo", "demo_accounts"])
def test_production_refuses_the_demonstration(command, settings):
    settings.PSP_ENV = "production"
    with pytest.raises(CommandError):
        call_command(command, stdout=StringIO())


def test_plans_stand_in_every_state(look):
    plans = list(Plan.objects.for_page())
    assert {plan.status for plan in plans} == set(PlanState)
    assert {plan.kind for plan in plans} == set(PlanKind)
    drafts = [plan for plan in plans if plan.status == PlanState.DRAFT]
    assert any(plan.returned_because for plan in drafts)
    assert any(plan.versions.all() for plan in drafts)
    assert all(
        version.approved_by_id != plan.submitted_by_id
        for plan in plans
        for version in plan.versions.all()
        if plan.submitted_by_id
    )


def test_one_commitment_comes_from_no_request_and_got_a_new_date(look):
    [made] = Commitment.objects.without_request().exclude(date_reason="")
    assert made.is_open


def test_commitments_without_a_request_are_open_done_and_canceled(look):
    found = Commitment.objects.without_request()
    assert found.open().filter(template="visit", batch__isnull=False).count() == 5
    # Two of them come from an exchange.
    assert [bool(each.evidence) for each in found.done()] == [True] * 4
    assert found.dropped().filter(template="new-site").count() == 7


def test_updates_made_and_finished_commitments_and_have_hours_files_and_versions(look):
    made = Commitment.objects.filter(origin_kind="update")
    assert {each.is_open for each in made} == {True, False}
    assert {link.role for link in UpdateCommitment.objects.all()} == {"made", "finished"}
    assert EngagementUpdate.objects.filter(hours__isnull=False).count() == 3
    assert MonthlyHours.objects.count() == 1
    assert UpdateFile.objects.standing().count() == 1
    assert EngagementUpdate.objects.exclude(correction_reason="").get().version == 2


def test_recommendations_stand_in_every_state(look):
    found = Recommendation.objects.filter(site__is_demo=True)
    assert set(found.values_list("status", flat=True)) == set(RecommendationState)
    assert set(found.values_list("finding__place", flat=True)) == {None, 1, 2, 3}
    assert found.get(status=RecommendationState.LAPSED).steps.latest("made_at").made_by is None
    assert SharedRecommendation.objects.in_force(clock.now()).count() == 1


def test_accomplishments_stand_in_every_state_and_none_is_on_the_public_site(look):
    found = Accomplishment.objects.filter(site__is_demo=True)
    assert set(found.values_list("status", flat=True)) == set(AccomplishmentState)
    assert found.filter(is_sent_back=True).count() == 1
    assert found.filter(evidence=None).count() == 1
    assert not Accomplishment.objects.published().filter(site__is_demo=True).exists()


def test_a_recommendation_changed_its_owner_and_led_to_a_request_and_a_commitment(look):
    [found] = Recommendation.objects.filter(steps__step="change")
    assert found.owner_person is not None
    assert TTARequest.objects.get(recommendation=found).principles == found.principles
    assert Commitment.objects.get(origin_id=found.pk).origin_kind == "recommendation"
    assert EvidenceFile.objects.get().name == "on-call-schedule.txt"
    [report, signed] = EngagementFile.objects.order_by("name")
    assert report.assessment.title == "How homicides are investigated"
    assert (signed.plan.site.slug, signed.name) == ("example-falls-ex", "signed-plan.txt")
    assert [each.reason for each in report.assessment.corrections.all()] == [
        "The institute's name was incomplete."
    ]
    assert Measurement.objects.count() == 3
    assert str(Measurement.objects.get(corrects__value=475).value) == "47.50"


def test_a_finding_led_to_a_request_people_were_trained_and_a_summary_was_sent(look):
    assert TTARequest.objects.get(finding__isnull=False).finding.place == 2
    assert TTARequest.objects.filter(people_trained=22).exists()
    assert SentSummary.objects.get().site.slug == "example-city-ex"
