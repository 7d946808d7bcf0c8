"""Every function that takes a lock: what it waits for, who may wait, and how it is called."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from inspect import signature
from typing import Any

from django.db import models

from applications.actions import reviewers, rounds, scorecards
from applications.actions import reviews as application_reviews
from communities.actions import communities, facilitators
from communities.actions import meetings as community_meetings
from communities.actions import members as community_members
from communities.actions import posts as community_posts
from communities.actions import reports as community_reports
from communities.actions import rsvps as community_rsvps
from communities.actions import topics as community_topics
from engagements.actions import (
    assessments,
    commitment_templates,
    engagements,
    evidence,
    milestones,
    plans,
    recommendations,
    shared_recommendations,
)
from engagements.actions import commitments as promises
from engagements.actions import files as engagement_files
from engagements.enums import AssessmentKind, MilestoneKind
from exchanges.actions import exchanges
from foundation.accounts import actions as accounts
from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from foundation.api import actions as tokens
from foundation.api.enums import Scope as TokenScope
from foundation.calendars import clock
from foundation.imports import actions as imports
from grants.actions import applications as grant_applications
from grants.actions import committees as grant_committees
from grants.actions import opportunities as grant_opportunities
from grants.actions import reviews as grant_reviews
from liaisons.actions import commitments as of_updates
from liaisons.actions import files as update_files
from liaisons.actions import log, planned_contacts, reviews
from library.actions import owners as library_owners
from library.actions import proposals
from library.actions import resources as library_resources
from outcomes.actions import accomplishments, measurements, measures
from outcomes.actions import agencies as reporting_agencies
from outcomes.actions import imports as figure_imports
from sites.actions import (
    agencies,
    approvals,
    break_glass,
    contacts,
    handovers,
    seats,
    stand_ins,
    verifications,
)
from sites.actions import invitations as seat_invitations
from sites.enums import Handling
from summits.actions import (
    choices,
    feedback,
    grants,
    invitations,
    materials,
    notes,
    speaking,
    summits,
)
from tests.locks.world import World
from tta_requests.actions import (
    attachments,
    clocks,
    commitments,
    coordinators,
    declines,
    deliveries,
    drafts,
    evaluations,
    guests,
    handling,
    legal_holds,
    links,
    offers,
    pauses,
    providers,
    referrals,
    resources,
    routing,
    scopes,
    transitions,
    triage,
    urgency,
    weights,
)
from tta_requests.enums import BranchAgency, PauseReason, ProgramOffice, Side, Urgency

DAY = date(2026, 12, 1)
SITE = ("seat of dana", "seat of lee", "role of cora", "account of dana")
PROVIDER = ("shares of pat", "account of pat", "organization of pat")
MANAGER = ("role of mona", "account of mona")
STAFF = ("role of cora", "account of cora")


@dataclass(frozen=True, slots=True)
class Case:
    """One lock.

    Attributes:
        row: the row that is locked.
        text: the field that gets the secret text; empty if the row has none.
        losses: who acts, and what they lose in the meantime (``World.losses``).
        call: the call they make.
        holder: who locks the row, if a job may not change it.
    """

    row: Callable[[World], models.Model]
    text: str
    losses: tuple[str, ...]
    call: Callable[[World, Actor], Any]
    holder: Callable[[World], str] = lambda w: "system:outbox"


def of_request(
    call: Callable[[Any, Actor, World], Any],
    row: str = "sent",
    losses: tuple[str, ...] = SITE,
) -> Case:
    """Return the case of an action that begins with the request's own row."""
    return Case(
        lambda w: getattr(w, row), "problem", losses, lambda w, by: call(getattr(w, row), by, w)
    )


SCOPE = {
    "objectives": "One list.",
    "activities": "Meet.",
    "site_provides": "",
    "effort": timedelta(hours=4),
    "starts_on": DAY,
    "ends_on": DAY,
    "delivery_mode": "on-site",
}


def proposed(world: World) -> User:
    """Return a person for whom an administrator enters another DOJ role than the waiting one."""
    user: User = world.waiting_seat.user
    user.staff_role = "tta-coordinator"
    return user


ANSWER = {"lead_name": "Lead", "no_conflict": True}
TEXTS = {"reasons": ["other"], "text": "Because."}

LOCKS: Mapping[str, Case] = {
    "engagements.actions.assessments.correct": Case(
        lambda w: w.assessment,
        "source",
        ("seat of lee", "role of mona"),
        lambda w, by: assessments.correct(
            w.assessment,
            kind=AssessmentKind.HOMICIDE,
            title="Another title",
            core_area=w.assessment.core_area,
            done_on=DAY,
            done_by="",
            findings=[],
            reason="Typed wrong.",
            version=1,
            by=by,
        ),
    ),
    "engagements.actions.commitment_templates.undo": Case(
        lambda w: w.of_template,
        "text",
        SITE,
        lambda w, by: commitment_templates.undo(w.of_template.batch, by=by),
    ),
    "engagements.actions.commitments._held": Case(
        lambda w: w.promise,
        "text",
        SITE,
        lambda w, by: promises.complete(w.promise, by=by),
    ),
    "engagements.actions.milestones._held": Case(
        lambda w: w.engagement,
        "notes",
        ("seat of lee", "role of mona"),
        lambda w, by: milestones.reach(
            w.engagement, MilestoneKind.LISTENING_SESSION, on=DAY, by=by
        ),
    ),
    "engagements.actions.milestones.meet_by_plan": Case(
        lambda w: w.engagement,
        "notes",
        ("seat of ula", "account of ula"),
        lambda w, by: plans.approve(w.plan_submitted, version=1, by=by),
    ),
    "engagements.actions.plans.lock": Case(
        lambda w: w.plan,
        "returned_because",
        ("seat of dana", "seat of lee", "account of dana"),
        lambda w, by: plans.unlock(w.plan, version=1, reason="New year.", by=by),
    ),
    "engagements.actions.evidence.remove_file": Case(
        lambda w: w.evidence_file,
        "finding",
        ("seat of dana", "account of dana"),
        lambda w, by: evidence.remove_file(w.evidence_file, reason="Old.", by=by),
    ),
    "engagements.actions.files.remove": Case(
        lambda w: w.engagement_file,
        "finding",
        ("seat of dana", "account of dana"),
        lambda w, by: engagement_files.remove(w.engagement_file, reason="Old.", by=by),
    ),
    "engagements.actions.recommendations.lock": Case(
        lambda w: w.recommendation,
        "text",
        ("seat of lee", "role of mona"),
        lambda w, by: recommendations.check(w.recommendation, on=DAY, note="", by=by),
    ),
    "engagements.actions.steps.lock": Case(
        lambda w: w.engagement,
        "notes",
        ("role of mona", "account of mona"),
        lambda w, by: engagements.withdraw(w.engagement, on=DAY, reason="Over.", by=by),
    ),
    "foundation.api.actions.make_token": Case(
        lambda w: w.dana,
        "name",
        ("seat of dana", "account of dana"),
        lambda w, by: tokens.make_token(
            name="A", scope=TokenScope.READ, days=3, with_factor=False, by=w.dana
        ),
    ),
    "foundation.imports.actions._held": Case(
        lambda w: w.spreadsheet,
        "name",
        ("seat of dana", "account of dana"),
        lambda w, by: imports.begin(w.spreadsheet, by=by),
    ),
    "liaisons.actions.commitments._follow": Case(
        lambda w: w.promise_of_visit,
        "text",
        ("seat of lee", "account of lee"),
        lambda w, by: of_updates.follow_mark(w.update, by=by),
    ),
    "liaisons.actions.requests.hold": of_request(
        lambda r, by, w: log.save_draft(
            pk=w.update_draft.pk,
            site=w.site,
            values={"requests": [r]},
            edit=log.Edit(1),
            by=by,
        ),
        losses=("seat of lee", "account of lee"),
    ),
    "liaisons.actions.log._locked": Case(
        lambda w: w.update_draft,
        "summary",
        ("seat of lee", "account of lee"),
        lambda w, by: log.save_draft(
            pk=w.update_draft.pk, site=w.site, values={}, edit=log.Edit(1), by=by
        ),
    ),
    "liaisons.actions.log.correct": Case(
        lambda w: w.update,
        "summary",
        ("seat of lee", "account of lee"),
        lambda w, by: log.correct(w.update, values={}, edit=log.Edit(1), by=by),
    ),
    "liaisons.actions.reviews._decide": Case(
        lambda w: w.update_awaiting,
        "summary",
        STAFF,
        lambda w, by: reviews.accept(w.update_awaiting, version=1, by=by),
    ),
    "liaisons.actions.files.remove": Case(
        lambda w: w.update_file,
        "finding",
        ("seat of lee", "account of lee"),
        lambda w, by: update_files.remove(w.update_file, reason="Old.", by=by),
    ),
    "liaisons.actions.log.discard": Case(
        lambda w: w.update_draft,
        "summary",
        ("seat of lee", "account of lee"),
        lambda w, by: log.discard(w.update_draft, by=by),
    ),
    "foundation.accounts.actions.staff_roles.propose_role": Case(
        lambda w: w.role_approval,
        "",
        ("role of adam", "account of adam"),
        lambda w, by: accounts.keep(proposed(w), changed=["staff_role"], by=by.user_id),
    ),
    "foundation.accounts.actions.staff_roles._to_decide": Case(
        lambda w: w.role_approval,
        "",
        ("role of mona", "account of mona"),
        lambda w, by: accounts.approve_role(w.role_approval, by=by),
    ),
    "foundation.accounts.actions.staff_roles.withdraw_role": Case(
        lambda w: w.role_approval,
        "",
        ("role of adam", "account of adam"),
        lambda w, by: accounts.withdraw_role(w.role_approval, by=w.adam.pk),
    ),
    "sites.actions.approvals._end_what_waits": Case(
        lambda w: w.waiting_seat,
        "title",
        ("role of mona", *STAFF),
        lambda w, by: approvals.decline(w.waiting_seat.approval, reason="No.", by=by),
    ),
    "sites.actions.approvals._locked": Case(
        lambda w: w.seat_approval,
        "",
        ("role of mona", *STAFF),
        lambda w, by: approvals.approve(w.seat_approval, by=by),
    ),
    "sites.actions.approvals.withdraw": Case(
        lambda w: w.seat_approval,
        "",
        ("seat of dana", "role of cora", "account of dana"),
        lambda w, by: seat_invitations.withdraw(w.usao_invitation, by=by),
    ),
    "sites.actions.agencies._held": Case(
        lambda w: w.agency,
        "name",
        SITE,
        lambda w, by: agencies.retire(w.agency, on=date(2026, 1, 5), version=1, by=by),
    ),
    "sites.actions.agencies._with_contact": Case(
        lambda w: w.contact,
        "title",
        ("seat of dana", "account of dana", "role of cora"),
        lambda w, by: agencies.add(w.site, values=w.joining, by=by),
    ),
    "sites.actions.agencies.lead": Case(
        lambda w: w.leading,
        "name",
        ("role of cora", "account of cora"),
        lambda w, by: agencies.lead(w.agency, version=1, by=by),
    ),
    "sites.actions.agencies.lose_contact": Case(
        lambda w: w.leading,
        "name",
        ("seat of dana", "account of dana", "role of cora"),
        lambda w, by: contacts.remove(w.leading.contact, version=1, by=by),
    ),
    "sites.actions.contacts._held": Case(
        lambda w: w.contact,
        "title",
        SITE,
        lambda w, by: contacts.verify(w.contact, version=1, by=by),
    ),
    "sites.actions.break_glass.close": Case(
        lambda w: w.glass,
        "reason",
        ("account of adam", "role of adam"),
        lambda w, by: break_glass.close(w.glass, by=by),
        holder=lambda w: f"user:{w.adam.pk}",
    ),
    "sites.actions.handovers.write": Case(
        lambda w: w.seat(w.dana),
        "title",
        ("seat of dana", "account of dana"),
        lambda w, by: handovers.write(w.seat(w.dana), text="Call Ana first.", by=by),
    ),
    "sites.actions.invitations._open_row": Case(
        lambda w: w.invitation,
        "name",
        SITE,
        lambda w, by: seat_invitations.withdraw(w.invitation, by=by),
    ),
    "sites.actions.verifications.verify": Case(
        lambda w: w.seat(w.ula),
        "title",
        ("seat of dana", "role of cora", "account of dana"),
        lambda w, by: verifications.verify(w.seat(w.ula), by=by),
    ),
    "sites.actions.seats._locked": Case(
        lambda w: w.seat(w.ula),
        "title",
        ("role of mona", "role of cora"),
        lambda w, by: seats.end(w.seat(w.ula), by=by),
    ),
    "outcomes.actions.accomplishments._held": Case(
        lambda w: w.accomplishment,
        "narrative",
        ("seat of dana", "account of dana"),
        lambda w, by: accomplishments.edit(
            w.accomplishment, words={}, version=w.accomplishment.version, by=by
        ),
    ),
    "outcomes.actions.measures.hold": Case(
        lambda w: w.measure,
        "counted_as",
        ("seat of dana", "account of dana"),
        lambda w, by: measures.change(w.measure, details={}, version=1, by=by),
    ),
    "outcomes.actions.measurements.verify": Case(
        lambda w: w.measure,
        "counted_as",
        ("seat of lee", "account of lee"),
        lambda w, by: measurements.verify(w.measurement, version=1, by=by),
    ),
    "outcomes.actions.agencies.review": Case(
        lambda w: w.reporting_agency,
        "name",
        MANAGER,
        lambda w, by: reporting_agencies.review(w.reporting_agency, None, by=by),
    ),
    "outcomes.actions.imports.hold": Case(
        lambda w: w.figure_import,
        "name",
        MANAGER,
        lambda w, by: figure_imports.discard(w.figure_import, version=1, by=by),
    ),
    "applications.actions.reviewers.remove": Case(
        lambda w: w.reviewer,
        "",
        MANAGER,
        lambda w, by: reviewers.remove(w.reviewer, by=by),
    ),
    "applications.actions.reviews.hold": Case(
        lambda w: w.application,
        "problem",
        MANAGER,
        lambda w, by: application_reviews.take(w.application, "start-review", version=1, by=by),
    ),
    "applications.actions.scorecards.submit": Case(
        lambda w: w.reviewer.application,
        "problem",
        ("review of dana", "account of dana"),
        lambda w, by: scorecards.submit(w.reviewer.application, points={}, by=by),
    ),
    "applications.actions.rounds._hold": Case(
        lambda w: w.round,
        "",
        MANAGER,
        lambda w, by: rounds.extend(
            w.round, to=w.round.closes_at + timedelta(days=99), reason="Snow", version=1, by=by
        ),
    ),
    "summits.actions.choices.choose": Case(
        lambda w: w.registration,
        "name",
        ("account of dana",),
        lambda w, by: choices.choose(w.session, by=by),
    ),
    "summits.actions.feedback._change": Case(
        lambda w: w.feedback,
        "comment",
        ("account of dana",),
        lambda w, by: feedback.give(w.summit_over, overall=1, useful=1, version=1, by=by),
    ),
    "summits.actions.grants.end": Case(
        lambda w: w.grant, "", MANAGER, lambda w, by: grants.end(w.grant, by=by)
    ),
    "summits.actions.materials.remove_file": Case(
        lambda w: w.material_file,
        "",
        MANAGER,
        lambda w, by: materials.remove_file(w.material_file, reason="Old.", by=by),
    ),
    "summits.actions.materials.remove_link": Case(
        lambda w: w.material_link,
        "",
        MANAGER,
        lambda w, by: materials.remove_link(w.material_link, reason="Old.", by=by),
    ),
    "summits.actions.notes._held": Case(
        lambda w: w.session_note,
        "text",
        ("seat of dana", "account of dana"),
        lambda w, by: notes.settle(w.session_note, is_settled=True, version=1, by=by),
    ),
    "summits.actions.places.hold": Case(
        lambda w: w.places,
        "",
        ("seat of dana", "account of dana"),
        lambda w, by: invitations.nominate(
            w.summit,
            site=w.site,
            seat=w.delegation_seat,
            name="Someone",
            email="someone@example.com",
            by=by,
        ),
    ),
    "summits.actions.seats.hold_seats": Case(
        lambda w: w.seats,
        "",
        ("account of dana",),
        lambda w, by: choices.choose(w.session, by=by),
    ),
    "summits.actions.speaking._hold": Case(
        lambda w: w.summit,
        "note",
        ("account of dana",),
        lambda w, by: speaking.describe(w.session_spoken, text="Us", needs=[], version=1, by=by),
    ),
    "summits.actions.steps.held_for_work": Case(
        lambda w: w.summit,
        "note",
        MANAGER,
        lambda w, by: summits.change(w.summit, version=1, values={"theme": "Us"}, by=by),
    ),
    "engagements.actions.shared_recommendations.revoke": Case(
        lambda w: w.shared,
        "",
        ("seat of dana", "account of dana"),
        lambda w, by: shared_recommendations.revoke(w.shared, by=by),
    ),
    "library.actions.resources._hold": Case(
        lambda w: w.library_resource,
        "summary",
        ("seat of dana", "account of dana"),
        lambda w, by: library_resources.archive(
            w.library_resource, reason="Old.", version=1, by=by
        ),
    ),
    "library.actions.proposals._lock": Case(
        lambda w: w.proposal,
        "",
        MANAGER,
        lambda w, by: proposals.decline(w.proposal, reason="Old.", by=by),
    ),
    "library.actions.owners.review": Case(
        lambda w: w.library_resource,
        "summary",
        ("seat of dana", "account of dana"),
        lambda w, by: library_owners.review(
            w.library_resource,
            review_by=clock.today("America/New_York") + timedelta(days=90),
            version=1,
            by=by,
        ),
    ),
    "communities.actions.steps.lock": Case(
        lambda w: w.community,
        "purpose",
        MANAGER,
        lambda w, by: communities.take(w.community, "pause", version=1, reason="Rest.", by=by),
    ),
    "exchanges.actions.steps.lock": Case(
        lambda w: w.exchange,
        "outcomes",
        ("seat of dana",),
        lambda w, by: exchanges.take(w.exchange, "cancel", version=1, reason="Rest.", by=by),
    ),
    "grants.actions.applications._lock": Case(
        lambda w: w.grant_application,
        "purpose",
        ("seat of dana",),
        lambda w, by: grant_applications.take(w.grant_application, "apply", version=1, by=by),
    ),
    "grants.actions.committees.lock": Case(
        lambda w: w.grant_committee,
        "purpose",
        ("seat of dana",),
        lambda w, by: grant_committees.end(w.grant_committee, reason="Rest.", version=1, by=by),
    ),
    "grants.actions.reviews.change": Case(
        lambda w: w.grant_review,
        "findings",
        ("seat of dana",),
        lambda w, by: grant_reviews.change(
            w.grant_review,
            done_on=w.grant_review.done_on,
            done_by="Us",
            findings="Two fit.",
            version=1,
            by=by,
        ),
    ),
    "grants.actions.opportunities.change": Case(
        lambda w: w.opportunity,
        "who_may_apply",
        MANAGER,
        lambda w, by: grant_opportunities.change(
            w.opportunity,
            **{
                name: getattr(w.opportunity, name)
                for name in signature(grant_opportunities.change).parameters
                if hasattr(w.opportunity, name) and name != "version"
            },
            version=1,
            by=by,
        ),
    ),
    "communities.actions.facilitators.end": Case(
        lambda w: w.facilitator, "", MANAGER, lambda w, by: facilitators.end(w.facilitator, by=by)
    ),
    "communities.actions.meetings.hold": Case(
        lambda w: w.community_meeting,
        "agenda",
        MANAGER,
        lambda w, by: community_meetings.cancel(
            w.community_meeting, reason="Storm.", version=1, by=by
        ),
    ),
    "communities.actions.rsvps._hold": Case(
        lambda w: w.community,
        "purpose",
        ("account of dana",),
        lambda w, by: community_rsvps.say_yes(w.community_meeting, by=by),
    ),
    "communities.actions.members._lock": Case(
        lambda w: w.community_member,
        "reason",
        MANAGER,
        lambda w, by: community_members.remove(
            w.community_member, reason="Moved.", version=1, by=by
        ),
    ),
    "communities.actions.members.leave": Case(
        lambda w: w.community_member,
        "reason",
        ("account of dana",),
        lambda w, by: community_members.leave(w.community_member, by=by),
    ),
    "communities.actions.reports.dismiss": Case(
        lambda w: w.community_report,
        "",
        MANAGER,
        lambda w, by: community_reports.dismiss(w.community_report, by=by),
    ),
    "communities.actions.topics._lock": Case(
        lambda w: w.community_topic,
        "",
        ("account of lee",),
        lambda w, by: community_topics.decline(w.community_topic, reason="Old.", by=by),
    ),
    "communities.actions.posts._lock": Case(
        lambda w: w.community_post,
        "hidden_reason",
        ("account of dana",),
        lambda w, by: community_posts.remove(w.community_post, reason="", by=by),
    ),
    "liaisons.actions.planned_contacts._held": Case(
        lambda w: w.planned_contact,
        "",
        ("seat of lee", "account of lee"),
        lambda w, by: planned_contacts.cancel(w.planned_contact, version=1, by=by),
    ),
    "sites.actions.stand_ins._hold_people": Case(
        lambda w: w.lee,
        "name",
        ("role of mona",),
        lambda w, by: stand_ins.record(
            [w.seat(w.lee)], first=DAY, last=DAY, stand_in=w.cora, by=by
        ),
    ),
    "sites.actions.stand_ins._held": Case(
        lambda w: w.seat(w.lee),
        "title",
        ("role of mona",),
        lambda w, by: stand_ins.record(
            [w.seat(w.lee)], first=DAY, last=DAY, stand_in=w.cora, by=by
        ),
    ),
    "tta_requests.actions.attachments.remove": Case(
        lambda w: w.attachment,
        "finding",
        SITE,
        lambda w, by: attachments.remove(w.attachment, reason="Old.", by=by),
    ),
    "tta_requests.actions.links.remove": Case(
        lambda w: w.link,
        "",
        STAFF,
        lambda w, by: links.remove(w.link, by=by),
    ),
    "tta_requests.actions.clocks.pause": Case(
        lambda w: w.clock,
        "",
        ("seat of dana", "role of cora"),
        lambda w, by: clocks.pause(w.sent, PauseReason.ON_HOLD),
    ),
    "tta_requests.actions.clocks.resume": Case(
        lambda w: w.paused_clock,
        "",
        ("seat of dana", "role of cora"),
        lambda w, by: clocks.resume(w.working, PauseReason.ON_HOLD),
    ),
    "tta_requests.actions.guests.invite": of_request(
        lambda r, by, w: guests.invite(
            r, office=w.provider.organization, until=DAY, question="?", by=by
        )
    ),
    "tta_requests.actions.guests.remove": of_request(
        lambda r, by, w: guests.remove(w.share(r), by=by), "working"
    ),
    "tta_requests.actions.declines.decline": of_request(
        lambda r, by, w: declines.decline(r, **TEXTS, alternatives="See.", by=by)
    ),
    "tta_requests.actions.declines.reopen": of_request(
        lambda r, by, w: declines.reopen(r, reason="Look.", by=by)
    ),
    "tta_requests.actions.deliveries.confirm": of_request(
        lambda r, by, w: deliveries.confirm(r, by=by), "working"
    ),
    "tta_requests.actions.deliveries.correct": of_request(
        lambda r, by, w: deliveries.correct(r, people_trained=2, reason="A", version=1, by=by),
        "working",
        PROVIDER,
    ),
    "tta_requests.actions.deliveries.dispute": of_request(
        lambda r, by, w: deliveries.dispute(r, reason="No.", by=by), "working"
    ),
    "tta_requests.actions.deliveries.report": of_request(
        lambda r, by, w: deliveries.report(r, reason="All.", by=by), "working", PROVIDER
    ),
    "tta_requests.actions.deliveries.start": of_request(
        lambda r, by, w: deliveries.start(r, by=by), "working", PROVIDER
    ),
    "tta_requests.actions.drafts.send_to_site": of_request(
        lambda r, by, w: drafts.send_to_site(r, by=by), "draft"
    ),
    "tta_requests.actions.drafts.revise": of_request(
        lambda r, by, w: drafts.revise(r, values={}, version=99, by=by), "draft"
    ),
    "tta_requests.actions.evaluations.answer": Case(
        lambda w: w.evaluation,
        "comment",
        ("seat of dana", "account of dana"),
        lambda w, by: evaluations.answer(w.evaluation, overall=5, timely=5, comment="", by=by),
    ),
    "tta_requests.actions.referrals.answer": Case(
        lambda w: w.referral,
        "note",
        ("seat of ula", "account of ula"),
        lambda w, by: referrals.answer(
            w.sent, agency=BranchAgency.USAO, helps=True, text="Yes.", by=by
        ),
    ),
    "tta_requests.actions.referrals.ask": of_request(
        lambda r, by, w: referrals.ask(r, agency=BranchAgency.ATF, to_lead=False, note="", by=by)
    ),
    "tta_requests.actions.coordinators.flag": of_request(
        lambda r, by, w: coordinators.flag(r, text="Look", by=by)
    ),
    "tta_requests.actions.coordinators.reassign": of_request(
        lambda r, by, w: coordinators.reassign(r, to=w.mona.pk, note="", by=by)
    ),
    "tta_requests.actions.coordinators.restore": of_request(
        lambda r, by, w: coordinators.restore(r, to=None, by=by)
    ),
    "tta_requests.actions.urgency.endorse": of_request(lambda r, by, w: urgency.endorse(r, by=by)),
    "tta_requests.actions.urgency.change": of_request(
        lambda r, by, w: urgency.change(r, urgency=Urgency.CRITICAL, reason="Now.", by=by)
    ),
    "tta_requests.actions.handling.change": of_request(
        lambda r, by, w: handling.change(r, mark=Handling.SITE, agencies=[], version=99, by=by)
    ),
    "tta_requests.actions.offers._answer": Case(
        lambda w: w.offer,
        "decline_reason",
        PROVIDER,
        lambda w, by: offers.decline(w.offer, reason="Full.", by=by),
    ),
    "tta_requests.actions.offers.accept": of_request(
        lambda r, by, w: offers.accept(w.offer, **ANSWER, by=by), "offered", PROVIDER
    ),
    "tta_requests.actions.offers.decline": of_request(
        lambda r, by, w: offers.decline(w.offer, reason="Full.", by=by), "offered", PROVIDER
    ),
    "tta_requests.actions.offers.make": of_request(
        lambda r, by, w: offers.make(r, run=w.offer.run, provider=w.provider, by=by)
    ),
    "tta_requests.actions.pauses.answer": of_request(
        lambda r, by, w: pauses.answer(r, reason="Yes.", by=by)
    ),
    "tta_requests.actions.pauses.ask": of_request(lambda r, by, w: pauses.ask(r, **TEXTS, by=by)),
    "tta_requests.actions.pauses.hold": of_request(
        lambda r, by, w: pauses.hold(r, reason="Wait.", until=None, by=by)
    ),
    "tta_requests.actions.pauses.resume": of_request(lambda r, by, w: pauses.resume(r, by=by)),
    "tta_requests.actions.legal_holds.change": of_request(
        lambda r, by, w: legal_holds.change(r, held=True, reason="Case.", by=by)
    ),
    "tta_requests.actions.ranking_inputs.inputs_for": Case(
        lambda w: w.provider, "", STAFF, lambda w, by: routing.rank(w.sent, by=by)
    ),
    "tta_requests.actions.transitions.locked": of_request(
        lambda r, by, w: transitions.locked(r.pk)
    ),
    "tta_requests.actions.scopes.sign": Case(
        lambda w: w.scope,
        "objectives",
        SITE,
        lambda w, by: scopes.sign(w.scoping, number=1, side=Side.SITE, by=by),
    ),
    "tta_requests.actions.scopes._newest": Case(
        lambda w: w.change,
        "objectives",
        SITE,
        lambda w, by: scopes.sign(w.working, number=2, side=Side.SITE, by=by),
    ),
    "tta_requests.actions.scopes.end_change": of_request(
        lambda r, by, w: scopes.end_change(r, number=2, reason="Too early.", by=by), "working"
    ),
    "tta_requests.actions.scopes.write": of_request(
        lambda r, by, w: scopes.write(r, values=SCOPE, over=1, by=by), "scoping", PROVIDER
    ),
    "tta_requests.actions.resources.share": of_request(
        lambda r, by, w: resources.share(
            r, office=ProgramOffice.BJA, title="A guide", url="", note="", by=by
        )
    ),
    "tta_requests.actions.resources.remove": of_request(
        lambda r, by, w: resources.remove(w.resource, reason="Meant for another site.", by=by)
    ),
    "tta_requests.actions.drafts.submit": of_request(
        lambda r, by, w: drafts.submit(r, by=by), "draft"
    ),
    "tta_requests.actions.providers.set_capacity": Case(
        lambda w: w.provider,
        "",
        ("organization of pat", "account of pat"),
        lambda w, by: providers.set_capacity(w.provider, places=4, hours_a_month=1, by=by),
    ),
    "tta_requests.actions.triage.acknowledge": of_request(
        lambda r, by, w: triage.acknowledge(r, by=by)
    ),
    "tta_requests.actions.triage.confirm": of_request(lambda r, by, w: triage.confirm(r, by=by)),
    "tta_requests.actions.triage.match": of_request(lambda r, by, w: triage.match(r, by=by)),
    "tta_requests.actions.triage.recall": of_request(
        lambda r, by, w: triage.recall(r, reason="Back.", by=by)
    ),
    "tta_requests.actions.triage.withdraw": of_request(
        lambda r, by, w: triage.withdraw(r, reason="Done.", by=by)
    ),
    "tta_requests.actions.weights._wait_for_others": Case(
        lambda w: w.weights,
        "",
        ("role of mona", "role of adam"),
        lambda w, by: weights._wait_for_others(),
    ),
    "tta_requests.actions.commitments.correct_hours": Case(
        lambda w: w.hours,
        "what",
        PROVIDER,
        lambda w, by: commitments.correct_hours(
            w.hours, worked_on=DAY, spent=timedelta(hours=1), what="Met", reason="Typed.", by=by
        ),
    ),
    "tta_requests.actions.commitments._held": Case(
        lambda w: w.commitment,
        "text",
        SITE,
        lambda w, by: commitments.complete(w.commitment, by=by),
    ),
}
# Other ways to a row that end: a clearance, a break-glass record, a new handling mark.
FURTHER = (
    of_request(
        lambda r, by, w: transitions.locked(r.pk), "federal", ("seat of ula", "account of ula")
    ),
    of_request(lambda r, by, w: transitions.locked(r.pk), losses=("glass of adam", "role of adam")),
    of_request(
        lambda r, by, w: transitions.locked(r.pk),
        losses=("role of mona", "account of lee", "account of mona", "account of adam"),
    ),
    of_request(
        lambda r, by, w: transitions.locked(r.pk, through="system:offers"), "working", PROVIDER
    ),
    of_request(
        lambda r, by, w: transitions.locked(r.pk, through="system:offers"), "offered", PROVIDER
    ),
)
# Only the portal's own jobs call these: their access does not end.
JOBS = {
    "foundation.accounts.actions.staff_roles.lapse_role",
    "foundation.accounts.actions.secrets.renew_secrets",
    "foundation.files.actions.scan",
    "foundation.outbox.jobs.advance",
    # Figures are merged and taken back by jobs and the command.
    "outcomes.actions.imports.stop",
    "outcomes.actions.merges._held",
    "outcomes.actions.merges.merge",
    "outcomes.actions.merges.undo",
    "foundation.outbox.jobs.fail",
    "tta_requests.actions.deliveries.close",
    "tta_requests.actions.deliveries.confirm_by_itself",
    "tta_requests.actions.clock_escalations.step",
    "tta_requests.actions.offer_recounts.count_again",
    # Whoever corrects a site's time zone is lent a job's powers for what follows from it.
    "sites.actions.time_zones._keep_planned_days",
    "tta_requests.actions.corrected_zones.follow",
    # Whoever ends a membership or closes an account is lent a job's powers for what is handed over.
    "sites.actions.seats.vacate",
    # What belongs to a request that is marked: the request's own row is raced.
    "liaisons.actions.requests.let_drafts_go",
    # These follow the seat's own row, which is raced.
    "sites.actions.seats._end_stand_ins",
    "sites.actions.stand_ins._held_leave",
    "engagements.actions.departures._pass_on",
    "library.actions.departures._pass_on",
    "tta_requests.actions.departures._pass_commitments",
    "tta_requests.actions.departures._pass_evaluations",
    "tta_requests.actions.departures._pass_referrals",
    "tta_requests.actions.departures._pass_requests",
    "applications.actions.drafts.tidy",
    "tta_requests.actions.referrals.pass_on",
    "tta_requests.actions.offers.give_back",
    "tta_requests.actions.offers.lapse",
    "tta_requests.actions.pauses.lapse_question",
    "tta_requests.actions.clock_recounts._recount",
    "tta_requests.actions.routing.rank_again",
    "tta_requests.actions.routing.run",
    "tta_requests.actions.clock_suspensions.follow_engagement",
}
# The portal reads for the holder of an invitation's link, and shows nothing of the site.
ELSEWHERE = {
    "sites.actions.invitations._read",
    "tta_requests.actions.clocks.rebase",
    # An application is held by whoever has its link, who has no account to lose.
    "applications.actions.applications._held",
    # Only the order of two selections: what it reads is discarded, and ``reviews.hold`` asks after the wait.
    "applications.actions.selections.select",
}
