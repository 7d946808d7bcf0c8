"""A row one may read and not change: what is refused is said, never that the row is not there."""

import pytest
from django.apps import apps
from django.db import connection

from applications.actions import reviewers, rounds
from applications.actions import reviews as application_reviews
from communities.actions import communities, facilitators, members, posts, topics
from engagements.actions import commitments, engagements, shared_recommendations
from foundation.accounts.actors import resolve
from foundation.api import actions as tokens
from foundation.api.enums import Scope
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from foundation.workflow import locks
from foundation.workflow.errors import DomainError, NotFound
from library.actions import proposals
from library.actions import resources as library_resources
from outcomes.actions import accomplishments
from outcomes.models import Accomplishment
from sites.actions import break_glass, seats
from summits.actions import grants, materials, summits
from tests.api.conftest import Caller
from tests.factories.accounts import UserFactory
from tests.factories.sites import MembershipFactory
from tests.locks.table import ANSWER, DAY, LOCKS
from tta_requests import policies
from tta_requests.actions import offers, transitions, triage
from tta_requests.errors import NotYours

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

NARROWER = """
SELECT c.relname FROM pg_class c
  JOIN pg_policy r ON r.polrelid = c.oid AND r.polcmd = 'r' AND r.polname LIKE 'app\\_%'
  JOIN pg_policy w ON w.polrelid = c.oid AND w.polcmd = 'w' AND w.polname LIKE 'app\\_%'
 WHERE pg_get_expr(r.polqual, c.oid) <> pg_get_expr(w.polqual, c.oid)
"""
# What an action never locks, and why.
NEVER_LOCKED = {
    "applications_applicationstep": "never changed",
    "applications_draftlink": "ended all at once, by one update",
    "applications_eligibilityanswer": "held behind its application",
    "applications_score": "never changed",
    "applications_scorecard": "never changed",
    "applications_selfassessment": "held behind its application",
    "applications_supportletter": "held behind its application",
    "communities_attendance": "held behind its meeting",
    "communities_communitystep": "never changed",
    "communities_meeting": "held behind its community",
    "communities_rsvp": "a member's own",
    "communities_series": "held behind its community",
    "communities_subscription": "a person's own",
    "communities_usefulmark": "a person's own",
    "engagements_assessmentcorrection": "never changed",
    "engagements_comparison": "written by jobs",
    "exchanges_exchangestep": "never changed",
    "exchanges_reportedexchange": "written by jobs",
    "exchanges_sitenote": "never changed, and removed by its author",
    "grants_grantstep": "never changed",
    "dashboards_report": "never changed",
    "dashboards_restatement": "never changed",
    "engagements_engagementstep": "never changed",
    "engagements_planstep": "never changed",
    "engagements_planversion": "never changed",
    "engagements_evidence": "never changed",
    "engagements_measurement": "never changed",
    "engagements_recommendationstep": "never changed",
    "library_resourcefile": "held behind its resource",
    "liaisons_updatearea": "made and removed with its update, which is held",
    "liaisons_updatecommitment": "made with its update, which is held, and never changed",
    "liaisons_updateparticipant": "made and removed with its update, which is held",
    "liaisons_updaterequest": "made and removed with its update, which is held",
    "notifications_ledger": "written by jobs",
    "notifications_preference": "a person's own",
    "outcomes_accomplishmentstep": "never changed",
    "outcomes_agency": "its reviewers alone ask for its lock",
    "outcomes_figure": "written by jobs",
    "outcomes_indicator": "written by jobs",
    "outcomes_publicnotice": "never changed",
    "outcomes_trend": "written by jobs",
    "outcomes_source": "held by jobs",
    "summits_checkin": "made with its summit's places held, never changed",
    "saved_savedview": "its owner is asked for before it is written",
    "sites_handovernote": "held behind its seat",
    "sites_site": "changed in the admin alone, which asks for the permission",
    "summits_gate": "held behind its summit",
    "summits_delegationseat": "never changed",
    "summits_needs": "held behind its summit's places",
    "summits_places": "held through a job by whoever takes a place",
    "summits_room": "held behind its summit",
    "summits_session": "held behind its summit",
    "summits_sessionseats": "held through a job by whoever takes a seat",
    "summits_sessionspeaker": "held behind its summit",
    "summits_speaker": "held behind its summit",
    "summits_summitstep": "never changed",
    "tta_requests_clock": "held behind its request",
    "tta_requests_clockpause": "held behind its request",
    "tta_requests_entry": "never changed",
    "tta_requests_letter": "never changed",
    "tta_requests_programresource": "held behind its request",
    "tta_requests_requestarea": "made and removed with its request, which is held",
    "tta_requests_share": "held behind its request",
}


@pytest.fixture
def visible(world, omar_of_lakeside, lakeside, member):
    """Table → who sees a row and may not change it, and what of it an action locks."""
    with acting_atomic("system:demo"):
        type(world.engagement).objects.filter(pk=world.engagement.pk).update(is_published=True)
        published = Accomplishment.objects.create(
            site=world.site,
            headline="More detectives",
            narrative="Six more.",
            status="published",
            author=world.dana,
            attested_by=world.ula,
            verified_by=world.lee,
            cleared_by=world.cora,
            published_by=world.mona,
        )
    left = member(lakeside, "point-of-contact", "usao", name="Left", ends_on=DAY.replace(month=2))
    with acting_atomic("system:demo"):
        former = UserFactory(staff_role="program-manager")
        MembershipFactory(site=world.site, user=former)
        for row in (world.site, world.application):
            row.ori = "EX0010000"
            row.save()
    return {
        "applications_application": (
            former,
            lambda by: application_reviews.take(
                world.application, "start-review", version=1, by=by
            ),
        ),
        "applications_reviewer": (
            world.dana,
            lambda by: reviewers.remove(world.reviewer, by=by),
        ),
        "applications_round": (
            world.dana,
            lambda by: rounds.extend(world.round, to=clock.now(), reason="Snow", version=1, by=by),
        ),
        "tta_requests_commitment": (
            omar_of_lakeside,
            lambda by: commitments.complete(world.exchange_commitment, by=by),
        ),
        "communities_community": (
            world.dana,
            lambda by: communities.take(world.community, "pause", version=1, reason="A", by=by),
        ),
        "communities_facilitator": (
            world.dana,
            lambda by: facilitators.end(world.facilitator, by=by),
        ),
        "communities_member": (
            world.dana,
            lambda by: members.remove(world.community_fellow, reason="A", version=1, by=by),
        ),
        "communities_post": (
            world.dana,
            lambda by: posts.remove(world.community_answer, reason="A", by=by),
        ),
        "communities_topic": (
            world.dana,
            lambda by: topics.decline(world.community_topic, reason="A", by=by),
        ),
        "communities_misusereport": (
            world.community_report.made_by,
            lambda _by: locks.hold(
                type(world.community_report).objects.all(), world.community_report.pk
            ),
        ),
        "engagements_engagement": (
            omar_of_lakeside,
            lambda by: engagements.withdraw(world.engagement, on=DAY, reason="Over.", by=by),
        ),
        "engagements_sharedrecommendation": (
            omar_of_lakeside,
            lambda by: shared_recommendations.revoke(world.shared, by=by),
        ),
        "grants_opportunity": (
            world.dana,
            lambda by: LOCKS["grants.actions.opportunities.change"].call(world, by),
        ),
        "library_proposal": (
            world.dana,
            lambda by: proposals.decline(world.proposal, reason="A", by=by),
        ),
        "library_resource": (
            omar_of_lakeside,
            lambda by: library_resources.archive(
                world.library_network, reason="Old.", version=1, by=by
            ),
        ),
        "liaisons_engagementupdate": (
            world.dana,
            lambda _by: locks.hold(type(world.update).objects.all(), world.update.pk),
        ),
        "liaisons_updatefile": (
            world.dana,
            lambda _by: locks.hold(type(world.update_file).objects.all(), world.update_file.pk),
        ),
        "outcomes_accomplishment": (
            omar_of_lakeside,
            lambda by: accomplishments.take(
                published, "withdraw", version=1, reason="Over.", by=by
            ),
        ),
        "sites_breakglass": (world.mona, lambda by: break_glass.close(world.glass, by=by)),
        "sites_membership": (left.user, lambda by: seats.end(left, by=by)),
        "summits_grant": (world.dana, lambda by: grants.end(world.grant, by=by)),
        "summits_materialfile": (
            world.dana,
            lambda by: materials.remove_file(world.material_file, reason="Old.", by=by),
        ),
        "summits_materiallink": (
            world.dana,
            lambda by: materials.remove_link(world.material_link, reason="Old.", by=by),
        ),
        "summits_summit": (
            world.dana,
            lambda by: summits.change(world.summit, version=1, values={"theme": "Us"}, by=by),
        ),
        "tta_requests_offer": (
            world.pat,
            lambda by: offers.accept(world.offer, **ANSWER, by=by),
        ),
        "tta_requests_ttarequest": (
            world.pat,
            lambda by: triage.withdraw(world.working, reason="Done.", by=by),
        ),
    }


def narrower() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(NARROWER)
        return {row[0] for row in cursor.fetchall()}


def test_every_table_one_may_read_and_not_change_is_known(visible):
    history = {
        model._meta.db_table for model in apps.get_models() if hasattr(model, "pgh_tracked_model")
    }
    assert narrower() - history == set(visible) | set(NEVER_LOCKED)


@pytest.fixture
def offer_over(world):
    """The provider's way to the offered request has ended; it still sees that it was asked."""
    share = world.share(world.offered)
    with acting_atomic("system:outbox"):
        type(share).objects.filter(pk=share.pk).update(ends_at=clock.now())
    return world.offer


def test_what_is_refused_is_said_at_each_of_them(visible, offer_over):
    for table, (who, act) in visible.items():
        with pytest.raises(DomainError) as refused, acting_atomic(f"user:{who.pk}"):
            act(resolve(who))
        assert refused.value.status in {403, 409}, table
        assert refused.value.message != NotFound.message, table


def test_a_row_nobody_may_see_is_not_there(world, omar_of_lakeside):
    with pytest.raises(NotFound), acting_atomic(f"user:{omar_of_lakeside.pk}"):
        transitions.locked(world.sent.pk)


def test_the_page_and_the_api_say_it_too(world, client_of, monkeypatch):
    """A person who works by a share reads the request; what it leaves to the portal is refused at the lock too."""
    monkeypatch.setattr(policies, "can_take", lambda *_: True)
    path, version = f"/requests/{world.working.number}/", world.working.version
    sent = {"reason": "Done.", "version": version}
    page = client_of(world.pat).post(f"{path}withdraw/", sent)
    assert (page.status_code, "have access to this step" in page.content.decode()) == (403, True)
    page = client_of(world.pat).get("/caseload/")
    assert (page.status_code, "have access to this page" in page.content.decode()) == (403, True)
    _, token = tokens.make_token(
        name="A", scope=Scope.WRITE, days=3, with_factor=False, by=world.pat
    )
    program = Caller(token)
    tag = program.get(path)["ETag"]
    called = program.post(f"{path}steps/withdraw/", {"reason": "Done."}, If_Match=tag)
    assert (called.status_code, called.json()["detail"]) == (403, NotYours.message)


def test_what_the_actor_cannot_see_any_more_looks_like_what_never_was(
    world, client_of, monkeypatch
):
    def gone(*args, **kwargs):
        raise NotFound

    client = client_of(world.dana)
    never = client.post("/requests/PSP-2019-0001/withdraw/", {"reason": "Done."})
    monkeypatch.setattr(locks, "hold", gone)
    now = client.post(f"/requests/{world.sent.number}/withdraw/", {"reason": "Done."})
    assert (never.status_code, now.status_code) == (404, 404)
    assert never.content == now.content
