"""One row of everything that is locked, and the people who lose access."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import models
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from applications.models import Application, Reviewer, Round
from engagements.enums import CommitmentKind, Party
from engagements.models import (
    Commitment,
    CommitmentTemplate,
    EngagementFile,
    Evidence,
    EvidenceFile,
    Plan,
    SharedRecommendation,
)
from foundation.accounts.models import StaffApproval, User
from foundation.calendars import clock
from foundation.imports.models import Import
from foundation.tenancy.context import acting, acting_atomic
from liaisons.models import EngagementUpdate, PlannedContact, UpdateFile
from outcomes.models import Accomplishment
from sites.enums import Handling
from sites.models import (
    BreakGlass,
    Invitation,
    Membership,
    PublicForm,
    SeatApproval,
    SiteAgency,
)
from summits.models import (
    Choice,
    DelegationSeat,
    Feedback,
    Grant,
    MaterialFile,
    MaterialLink,
    Places,
    Registration,
    Session,
    SessionNote,
    SessionSeats,
    SessionSpeaker,
    Speaker,
)
from tests.factories.accounts import UserFactory
from tests.factories.engagements import (
    AssessmentFactory,
    EngagementFactory,
    RecommendationFactory,
)
from tests.factories.liaisons import EngagementUpdateFactory
from tests.factories.sites import ContactFactory, MembershipFactory
from tests.factories.summits import SummitFactory
from tests.factories.tta_requests import CoreAreaFactory
from tests.matrix.communities import plant as plant_community
from tests.matrix.exchanges import plant as plant_exchange
from tests.matrix.grants import plant as plant_grants
from tests.matrix.library import plant as plant_library
from tests.matrix.outcomes import measure as plant_measure
from tests.matrix.outcomes import plant as plant_figures
from tta_requests.actions import clocks
from tta_requests.enums import ClockKind, EvaluationKind, MessageAudience, PauseReason
from tta_requests.models import (
    Attachment,
    Evaluation,
    FederalReferral,
    HoursEntry,
    Offer,
    ProgramResource,
    Provider,
    RequestLink,
    Scope,
    Share,
    TTARequest,
    Weights,
)


@dataclass(frozen=True, slots=True)
class Loss:
    """A way to lose access: the rows that change, and the change."""

    who: User
    rows: tuple[models.Model, ...]
    change: dict[str, Any]
    holder: str = "system:outbox"

    def happen(self) -> None:
        """Make the change in the open transaction."""
        for row in self.rows:
            changed = {
                name: value() if callable(value) else value for name, value in self.change.items()
            }
            with acting(self.holder):
                assert type(row)._default_manager.filter(pk=row.pk).update(**changed) == 1


def membership_ended(member: Membership) -> Loss:
    """Return the loss when a person's seat at a site ends."""
    return Loss(member.user, (member,), {"ends_at": clock.now})


def role_taken(user: User) -> Loss:
    """Return the loss of a DOJ role, which the demonstration job gives back."""
    return Loss(user, (user,), {"staff_role": ""}, "system:demo")


def account_closed(user: User) -> Loss:
    """Return the loss when a person may not sign in any more."""
    return Loss(user, (user,), {"is_active": False}, "system:demo")


def shares_ended(user: User, *shares: Share) -> Loss:
    """Return the loss when an organization's shares of requests end."""
    return Loss(user, shares, {"ends_at": clock.now})


def review_ended(reviewer: Reviewer) -> Loss:
    """Return the loss when an application is decided, or its reviewer removed."""
    return Loss(reviewer.person, (reviewer,), {"ends_at": clock.now})


def moved_on(user: User) -> Loss:
    """Return the loss when a person leaves the organization."""
    return Loss(user, (user,), {"organization": None})


def glass_closed(look: BreakGlass) -> Loss:
    """Return the loss when an administrator's break-glass record closes."""
    holder = f"user:{look.user_id}"
    return Loss(look.user, (look,), {"closes_at": clock.now}, holder)


class World:
    """Rows of one site in every app, each with a text that is secret once access ends."""

    def __init__(self, make: Callable[[str], Any]) -> None:
        self.site, self.peer = make("riverton"), make("lakeside")
        self.dana, self.lee = make("dana_of_riverton"), make("lee_liaison")
        self.cora, self.mona = make("cora_coordinator"), make("mona_manager")
        self.pat, self.ula = make("pat_provider"), make("ula_of_riverton")
        self.adam = make("adam_admin")
        put_in = make("put_in")
        self.draft, self.sent = put_in("draft"), put_in("triage")
        self.offered, self.working = put_in("offered"), put_in("in-delivery")
        self.scoping, self.federal = put_in("scoping"), put_in("triage")
        with acting_atomic("system:demo"):
            self._make()
        with acting_atomic(f"user:{self.dana.pk}"):
            self.spreadsheet = Import.objects.create(
                user=self.dana,
                what="requests",
                name="requests.csv",
                media_type="text/csv",
                content="1" * 32,
                header=["Title"],
                created_at=clock.now(),
                expires_at=clock.now() + timedelta(days=5),
            )
        with acting_atomic(f"user:{self.adam.pk}"):
            self.glass = BreakGlass.objects.create(
                site=self.site,
                user=self.adam,
                reason="A caller cannot see the plan.",
                opened_at=clock.now(),
                closes_at=clock.now() + timedelta(minutes=30),
            )

    def losses(self, name: str) -> Loss:
        """Return a loss by name, such as ``seat of dana``, ``role of cora``, ``glass of adam``."""
        what, _, whose = name.partition(" of ")
        user = getattr(self, whose)
        match what:
            case "seat":
                return membership_ended(self.seat(user))
            case "role":
                return role_taken(user)
            case "account":
                return account_closed(user)
            case "glass":
                return glass_closed(self.glass)
            case "review":
                return review_ended(self.reviewer)
            case "shares":
                return shares_ended(user, *self.shares)
        return moved_on(user)

    def seat(self, user: User) -> Membership:
        """Return a person's seat at the site."""
        with acting_atomic("system:demo"):
            return Membership.objects.select_related("user").filter(user=user).earliest("starts_at")

    def share(self, tta_request: TTARequest) -> Share:
        """Return the provider's share of a request."""
        return next(share for share in self.shares if share.request_id == tta_request.pk)

    def _import_figures(self) -> None:
        """Create an import that is ready, and an agency to review."""
        planted = plant_figures("locks")
        self.figure_import = planted["figure-import"]
        self.reporting_agency = planted["reporting-agency"]
        self.accomplishment = Accomplishment.objects.create(
            site=self.site, headline="More detectives", narrative="Six more.", author=self.dana
        )
        measured = plant_measure(self.site, CoreAreaFactory(), self.dana, str)
        self.measure, self.measurement = measured["measure"], measured["measurement"]

    def _visit(self, now: datetime) -> None:
        """Create a visit of another site that Dana's site hosts, and a commitment of hers that comes from it."""
        planted = plant_exchange(
            self.site, self.peer, self.sent.core_area, self.dana, self.mona, now
        )
        self.exchange = planted["exchange"]
        self.exchange_commitment = Commitment.objects.create(
            site=self.site,
            text="Send the form",
            due_on=now.date(),
            made_at=now,
            origin_kind="exchange-visitor",
            origin_id=self.exchange.pk,
            origin_title="A visit",
        )

    def _form_community(self, now: datetime) -> None:
        """Create a community that Lee facilitates, with Dana as a member who wrote a post, and a meeting."""
        planted = plant_community(self.site, self.dana, self.lee, now)
        self.community, self.facilitator = planted["community"], planted["community-facilitator"]
        self.community_member = planted["community-member"]
        self.community_fellow = planted["community-fellow"]
        self.community_topic = planted["community-topic"]
        self.community_report = planted["community-report"]
        self.community_meeting = planted["community-meeting"]
        self.community_post = planted["community-post"]
        self.community_answer = planted["community-answer"]

    def _plan_summit(self, now: datetime) -> None:
        """Create a summit with a role, and two sessions, one of which Dana chose."""
        self.round = Round.objects.create(
            cohort_year=2027, opens_at=now, closes_at=now + timedelta(days=9)
        )
        self.application = Application.objects.create(
            round=self.round, status="submitted", started_at=now, submitted_at=now
        )
        self.reviewer = Reviewer.objects.create(
            application=Application.objects.create(
                round=self.round, status="under-review", started_at=now, submitted_at=now
            ),
            round=self.round,
            person=self.dana,
            given_by=self.mona,
            starts_at=now,
            due_on=now + timedelta(days=9),
        )
        self.summit = SummitFactory(status="registration-open")
        self.grant = Grant.objects.create(
            summit=self.summit, person=self.dana, role="speaker", starts_at=now
        )
        self.session_spoken = Session.objects.create(summit=self.summit, title="Spoken")
        SessionSpeaker.objects.create(
            summit=self.summit,
            session=self.session_spoken,
            speaker=Speaker.objects.create(summit=self.summit, name="Dana", person=self.dana),
            during=self.session_spoken.during,
        )
        self.places = Places.objects.create(summit=self.summit, places=2)
        self.delegation_seat = DelegationSeat.objects.create(
            summit=self.summit, slug="choice", title="Your choice", order=1
        )
        day = datetime(2027, 3, 9, 14, tzinfo=UTC)
        during = DateTimeTZRange(day, day + timedelta(hours=1))
        self.session, self.session_chosen = (
            Session.objects.create(summit=self.summit, title=title, during=during)
            for title in ("Free", "Chosen")
        )
        self.seats = SessionSeats.objects.create(session=self.session)
        self.seats_chosen = SessionSeats.objects.create(session=self.session_chosen, taken=1)
        Choice.objects.create(
            summit=self.summit, session=self.session_chosen, person=self.dana, made_at=now
        )
        self.registration = Registration.objects.create(
            summit=self.summit,
            kind="provider",
            person=self.dana,
            name=self.dana.name,
            email=self.dana.email,
            made_at=now,
        )
        self.session_note = SessionNote.objects.create(
            site=self.site, session=self.session, text="Ask", author=self.dana, made_at=now
        )

        self._wrap_up(now)

    def _wrap_up(self, now: datetime) -> None:
        """Create a summit in its wrap-up, to which Dana came and on which she gave feedback."""
        self.summit_over = SummitFactory(status="wrap-up")
        PublicForm.objects.create(
            slug="summit-feedback", title="Feedback", omb_number="0000-0000", expires_on=date.max
        )
        came = Registration.objects.create(
            summit=self.summit_over,
            site=self.site,
            kind="guest",
            person=self.dana,
            name=self.dana.name,
            email=self.dana.email,
            state="confirmed",
            attendance="virtual",
            made_at=now,
        )
        self.material_file = MaterialFile.objects.create(
            summit=self.summit_over,
            name="slides.txt",
            media_type="text/plain",
            content="3" * 32,
            size=1,
            sha256="0" * 64,
            uploaded_by=self.mona,
            uploaded_at=now,
        )
        self.material_link = MaterialLink.objects.create(
            summit=self.summit_over,
            title="Recording",
            url="https://video.example.gov/",
            added_by=self.mona,
            added_at=now,
        )
        self.feedback = Feedback.objects.create(
            summit=self.summit_over,
            site=self.site,
            registration=came,
            person=self.dana,
            overall=4,
            useful=4,
            made_at=now,
            changed_at=now,
        )

    def _make(self) -> None:
        now = clock.now()
        here = {"site": self.site, "request": self.working}
        self.provider = Provider.objects.get(pk=self.pat.organization_id)
        self.engagement = EngagementFactory(site=self.site, active=True)
        self.plan = Plan.objects.create(
            site=self.site, engagement=self.engagement, kind="sustainability", status="approved"
        )
        self.plan_submitted = Plan.objects.create(
            site=self.site, engagement=self.engagement, kind="strategic", status="submitted"
        )
        self.recommendation = RecommendationFactory(
            site=self.site,
            status="implemented",
            repeats_every_days=90,
            next_check_on=date(2026, 12, 1),
        )
        self.assessment = AssessmentFactory(site=self.site)
        self.shared = SharedRecommendation.objects.create(
            site=self.site,
            recommendation=self.recommendation,
            headline="Weekly reviews",
            result="Leads have an owner.",
            core_area=self.recommendation.core_area,
            shared_by=self.dana,
            shared_at=now,
        )
        self.evidence_file = EvidenceFile.objects.create(
            site=self.site,
            evidence=Evidence.objects.create(
                site=self.site, recommendation=self.recommendation, text="Roster", made_at=now
            ),
            name="roster.txt",
            media_type="text/plain",
            content="2" * 32,
            size=1,
            sha256="0" * 64,
            uploaded_by=self.dana,
            uploaded_at=now,
        )
        self.engagement_file = EngagementFile.objects.create(
            site=self.site,
            plan=self.plan,
            name="signed.txt",
            media_type="text/plain",
            content="4" * 32,
            size=1,
            sha256="0" * 64,
            uploaded_by=self.dana,
            uploaded_at=now,
        )
        self.update: EngagementUpdate = EngagementUpdateFactory(site=self.site, author=self.lee)
        self.update_file: UpdateFile = UpdateFile.objects.create(
            site=self.site,
            update=self.update,
            name="agenda.txt",
            media_type="text/plain",
            content="1" * 32,
            size=1,
            sha256="0" * 64,
            uploaded_by=self.lee,
            uploaded_at=now,
        )
        self.update_awaiting = EngagementUpdateFactory(
            site=self.site, author=self.lee, awaiting=True
        )
        self.update_draft = EngagementUpdateFactory(site=self.site, author=self.lee, draft=True)
        self.planned_contact = PlannedContact.objects.create(
            site=self.site, planned_on=date(2026, 12, 1), planned_by=self.lee, planned_at=now
        )
        # A person whose clearance ends still belongs to the site.
        MembershipFactory(
            site=self.site,
            user=self.ula,
            role="executive-leadership",
            seat="executive",
            starts_on=date(2026, 1, 2),
        )
        TTARequest.objects.filter(pk=self.federal.pk).update(
            handling=Handling.FEDERAL, federal_agencies=["ATF"]
        )
        self._plan_summit(now)
        self._form_community(now)
        resources = plant_library(self.site, self.dana, self.lee, now)
        self.library_resource, self.library_network = (
            resources["resource"],
            resources["resource-network"],
        )
        self.proposal = resources["proposal"]
        self._visit(now)
        grants = plant_grants(self.site, self.dana, self.mona, now)
        self.grant_application, self.opportunity = grants["grant-considered"], grants["opportunity"]
        self.grant_committee = grants["grant-committee"]
        self.grant_review = grants["grant-review"]
        self._import_figures()
        self.contact = ContactFactory(site=self.site)
        self.agency = SiteAgency.objects.create(site=self.site, kind="sheriff", name="Sheriff")
        self.leading = SiteAgency.objects.create(
            site=self.site,
            kind="police",
            name="Police",
            is_lead=True,
            contact=ContactFactory(site=self.site),
        )
        self.joining = {"kind": "other", "name": "Court", "contact": self.contact}
        self.invitation = self.site_invitation(now)
        self.seat_approval = self._asked(email="usao@example.org", name="New Attorney")
        self.usao_invitation = self.site_invitation(
            now, role="point-of-contact", seat="usao", approval=self.seat_approval
        )
        nina = UserFactory(name="Nina New")
        asked = self._asked(email=nina.email, name=nina.name, person=nina)
        self.waiting_seat = MembershipFactory(
            site=self.site, user=nina, role="point-of-contact", seat="usao", approval=asked
        )
        self.role_approval = StaffApproval.objects.create(
            user=nina,
            email=nina.email,
            role="analyst",
            proposed_as="system:demo",
            asked_at=now,
            due_at=now + timedelta(days=5),
        )
        self.link = RequestLink.objects.create(
            **here, other=self.offered, kind="related", made_by=self.cora, made_at=now
        )
        self.attachment = Attachment.objects.create(
            **here,
            audience=MessageAudience.SHARED,
            name="review.txt",
            media_type="text/plain",
            content="0" * 32,
            size=1,
            sha256="0" * 64,
            uploaded_by=self.dana,
            uploaded_at=now,
        )
        self.commitment = Commitment.objects.create(
            **here,
            kind=CommitmentKind.COMMITMENT,
            text="Name a room",
            owed_by=Party.SITE,
            due_on=date(2027, 3, 1),
            made_by=self.dana,
            made_at=now,
        )
        self.promise = Commitment.objects.create(
            site=self.commitment.site,
            text="Name a second room",
            owed_by=Party.SITE,
            due_on=date(2027, 3, 1),
            made_by=self.dana,
            made_at=now,
        )
        self.promise_of_visit = Commitment.objects.create(
            site=self.site,
            text="Relabel the bins",
            owed_by=Party.SITE,
            due_on=date(2027, 3, 1),
            made_by=self.lee,
            made_at=now,
            origin_kind="update",
            origin_id=self.update.pk,
            origin_title="Visit",
        )
        self.of_template = Commitment.objects.create(
            site=self.commitment.site,
            text="Log the visit",
            owed_by=Party.SITE,
            due_on=date(2027, 3, 1),
            made_by=self.dana,
            made_at=now,
            template=CommitmentTemplate.objects.create(slug="visit", title="Visit"),
            batch=uuid4(),
        )
        self.evaluation = Evaluation.objects.create(
            **here,
            kind=EvaluationKind.REQUESTER,
            provider=self.provider,
            respondent=self.dana,
            opened_at=now,
            closes_at=now + timedelta(days=5),
        )
        self.referral = FederalReferral.objects.create(
            site=self.site, request=self.sent, agency="USAO", why="Asked", created_at=now
        )
        self.resource = ProgramResource.objects.create(
            site=self.site,
            request=self.sent,
            office="OVC",
            title="Help for victims",
            note="Pays for a program.",
            added_by=self.dana,
            added_at=now,
        )
        self.hours = HoursEntry.objects.create(
            site=self.site,
            request=self.working,
            organization_id=self.provider.pk,
            worked_on=date(2026, 12, 1),
            spent=timedelta(hours=2),
            what="Met the chief",
            entered_by=self.pat,
            entered_at=now,
        )
        self.offer = Offer.objects.get(request=self.offered)
        self.scope = Scope.objects.get(request=self.scoping)
        agreed = Scope.objects.get(request=self.working)
        self.change = Scope.objects.create(
            site=self.site,
            request=self.working,
            number=2,
            objectives=agreed.objectives,
            activities="Meet twice a week.",
            effort=agreed.effort,
            starts_on=agreed.starts_on,
            ends_on=agreed.ends_on,
            delivery_mode=agreed.delivery_mode,
            written_by=agreed.written_by,
            created_at=agreed.created_at,
            change="proposed",
            reason="Two units joined.",
        )
        self.shares = list(Share.objects.all())
        self.weights = Weights.objects.in_force()
        [self.clock] = clocks.start(self.sent, ClockKind.TRIAGE)
        [self.paused_clock] = clocks.start(self.working, ClockKind.SCOPE)
        clocks.pause(self.working, PauseReason.ON_HOLD)

    def site_invitation(self, now: datetime, **values: Any) -> Invitation:
        """Create an invitation of a person to a seat."""
        leader = {"role": "executive-leadership", "seat": "executive"}
        return Invitation.objects.create(
            site=self.site,
            email="new@example.org",
            name="New Person",
            created_at=now,
            expires_at=now + timedelta(days=5),
            **(leader | values),
        )

    def _asked(self, **values: Any) -> SeatApproval:
        """Create a seat of the U.S. Attorney's Office that waits for a second approval."""
        now = clock.now()
        return SeatApproval.objects.create(
            site=self.site,
            role="point-of-contact",
            seat="usao",
            proposed_as="system:demo",
            asked_at=now,
            due_at=now + timedelta(days=5),
            **values,
        )
