"""Three sites full of marked rows, and every kind of person who might look at them.

Every text is a token that says where it belongs: ``zqhilltopxfedx17`` belongs to a federal item of
Hilltop. Riverton is the readers' own site, Hilltop is foreign to all; Lakeside is the second site
of the person with two roles.
"""

import itertools
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from types import SimpleNamespace
from typing import Any, Self
from uuid import uuid4

from allauth.mfa.models import Authenticator

from dashboards.models import Report, ReportPdf, Restatement, SentSummary
from engagements.models import (
    AssessmentCorrection,
    Commitment,
    Comparison,
    EngagementFile,
    EngagementStep,
    Evidence,
    EvidenceFile,
    Goal,
    Measurement,
    Milestone,
    Plan,
    PlanAction,
    PlanStep,
    PlanVersion,
    RecommendationStep,
    SharedRecommendation,
)
from foundation.accounts.models import Organization, PortalSession, StaffApproval, User
from foundation.accounts.roles import COLLEAGUE
from foundation.agenda.actions import digest_of
from foundation.agenda.models import Feed
from foundation.api.models import AccessToken
from foundation.calendars import clock
from foundation.calendars import reference as calendars
from foundation.exports.models import Export
from foundation.imports.models import Import
from foundation.notifications.models import Ledger, Notification
from foundation.outbox import jobs
from foundation.saved_views.models import SavedView
from foundation.tenancy.context import acting, acting_atomic
from liaisons.models import (
    EngagementUpdate,
    PlannedContact,
    UpdateArea,
    UpdateCommitment,
    UpdateFile,
    UpdateParticipant,
    UpdateRequest,
)
from psp_portal.management.commands.load_reference import read
from sites.models import (
    BreakGlass,
    Contact,
    HandoverNote,
    Invitation,
    Membership,
    PublicForm,
    SeatApproval,
    Site,
    SiteAgency,
)
from tests.accounts.passkey import Passkey
from tests.factories.accounts import UserFactory
from tests.factories.engagements import (
    AssessmentFactory,
    EngagementFactory,
    FindingFactory,
    RecommendationFactory,
)
from tests.factories.files import kept
from tests.factories.liaisons import EngagementUpdateFactory
from tests.factories.sites import MembershipFactory, SiteFactory
from tests.factories.tta_requests import CapabilityFactory, CoreAreaFactory
from tests.matrix import applications, communities, exchanges, grants, library, outcomes, summits
from tta_requests.actions import reference
from tta_requests.enums import PAUSED_STATUSES, UNDER_WAY_STATUSES
from tta_requests.models import (
    Absence,
    Attachment,
    Clock,
    ClockPause,
    Entry,
    Evaluation,
    FederalReferral,
    Follower,
    HoursEntry,
    Letter,
    MatchRun,
    Offer,
    ParticipantLink,
    ProgramResource,
    Provider,
    RequestArea,
    RequestLink,
    RoutingException,
    Scope,
    Share,
    TTARequest,
    Weights,
    WeightsPreview,
)

TOKEN = re.compile(r"zq(riverton|lakeside|hilltop)x([a-wyz]+)x(\d+)", re.IGNORECASE)
NUMBER = re.compile(r"PSP-2026-9\d{3}")
SITES = ("riverton", "lakeside", "hilltop")
OWN, SECOND, FOREIGN = SITES
ALL = frozenset(SITES)
_count = itertools.count(1)


def mark(site: str, scope: str) -> str:
    """Return a unique text that can be found anywhere; no scope contains an x."""
    assert "x" not in scope
    return f"zq{site}x{scope}x{next(_count)}"


class Rows(dict[str, Any]):
    """A site's rows by their kinds. No two rooms may call a kind alike: one of the rows would never be asked for."""

    def __ior__(self, other: Any) -> Self:  # type: ignore[override, misc]  # -- a room's rows alone
        assert not (twice := self.keys() & other.keys()), twice
        return super().__ior__(other)


@dataclass(frozen=True)
class Persona:
    """A person of the matrix, and what they may see."""

    name: str
    user: User | None = None
    sites: frozenset[str] = frozenset()
    scopes: frozenset[str] = frozenset()
    shared: frozenset[str] = frozenset()  # scopes of Riverton's requests shared with them
    writes: frozenset[str] = frozenset()
    anywhere: frozenset[str] = frozenset()
    drafts: frozenset[str] = frozenset()  # sites where they have started an update

    def may_see(self, site: str, scope: str) -> bool:
        if (
            scope == "published"
            or scope in self.anywhere
            or (site in self.sites and scope in self.scopes)
        ):
            return True
        return (site == OWN and scope in self.shared) or (
            scope == "draftup" and site in self.drafts
        )

    @property
    def foreign(self) -> str:
        """The site whose rows do not belong to this person."""
        return FOREIGN


@dataclass
class World:
    """The rows of the matrix: personas, and the rows that URLs name."""

    people: dict[str, Persona] = field(default_factory=dict)
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    sites: dict[str, Site] = field(default_factory=dict)
    providers: dict[str, Provider] = field(default_factory=dict)
    offices: dict[str, Organization] = field(default_factory=dict)
    numbers: dict[str, tuple[str, str]] = field(default_factory=dict)  # number → site, scope


TEAM = {
    "exec": ("executive-leadership", "executive"),
    "poc-police": ("point-of-contact", "law-enforcement"),
    "poc-usao": ("point-of-contact", "usao"),
    "champion": ("program-office-champion", "champion"),
    "liaison": ("strategic-site-liaison", "liaison"),
    "atf": ("federal-law-enforcement", "ATF"),
    "fbi": ("federal-law-enforcement", "FBI"),
    "advisor": ("program-advisor", "advisor"),
}
STAFF = {
    "manager": "program-manager",
    "coordinator": "tta-coordinator",
    "analyst": "analyst",
    "admin": "administrator",
    "admin-glass": "administrator",
}
PROVIDERS = ("provider-work", "provider-offer", "provider-ended", "provider-other")
ROUTED = frozenset(
    {
        "site",
        "people",
        "offer",
        "offerbody",
        "work",
        "ended",
        "invite",
        "glass",
        "ownglass",
        "ranking",
        "evaluated",
        "talk",
    }
)
CLEARED = ("poc-usao", "champion", "atf")
DRAFTS = ("poc-police", "poc-usao")


def build() -> World:
    """Create and commit all rows; acts as the demonstration job."""
    world = World()
    with acting_atomic("system:demo"):
        world.sites = {
            name: SiteFactory(slug=f"{name}-ex", name=f"{name.title()}, EX") for name in SITES
        }
        area = CoreAreaFactory()
        for name in PROVIDERS:
            capability = CapabilityFactory(provider__organization__name=f"Demonstration {name}")
            world.providers[name] = capability.provider
        # Its persona is nobody's; without a person it could not be offered anything.
        UserFactory(organization=world.providers["provider-other"].organization)
        world.offices = {
            name: Organization.objects.create(slug=name, name=f"Office {name}", role=COLLEAGUE.slug)
            for name in ("colleague", "elsewhere")
        }
        reference.load_clock_standards(read("tta_requests/data/clock_standards.csv"))
        for slug in (
            "application",
            "participant-evaluation",
            "summit-registration",
            "summit-needs",
            "summit-feedback",
        ):
            PublicForm.objects.create(
                slug=slug, title=slug, omb_number="0000-0000", expires_on=date(2099, 1, 1)
            )
        reference.load_time_limits(read("tta_requests/data/time_limits.csv"))
        reference.load_escalation_rungs(read("tta_requests/data/escalation_rungs.csv"))
        reference.load_reason_codes(read("tta_requests/data/reason_codes.csv"))
        reference.load_weights()
        calendars.load()
        weights = Weights.objects.get()
        for persona in _people(world):
            world.people[persona.name] = persona
        for name in SITES:
            world.rows[name] = _plant(world, name, area, weights)
        _glass(world)
        _preview(world, weights)
    return world


def _people(world: World) -> Iterator[Persona]:
    own = frozenset({OWN})
    for name, (role, seat) in TEAM.items():
        user = UserFactory(name=f"Own {name}", email=f"{name}@example.gov")
        MembershipFactory(site=world.sites[OWN], user=user, role=role, seat=seat)
        scopes = set(ROUTED)
        scopes |= {"fed"} if name in CLEARED else set()
        scopes |= {"draftreq"} if name in DRAFTS else set()
        scopes |= {"notice"} if name == "poc-police" else set()
        yield Persona(
            name,
            user,
            own,
            frozenset(scopes),
            writes=own,
            drafts=own if name == "liaison" else frozenset(),
        )
    yield from _staff()
    for name in PROVIDERS[:3]:
        user = UserFactory(
            name=f"Own {name}",
            email=f"{name}@example.gov",
            organization=world.providers[name].organization,
        )
        # The offer's page shows the problem, which a provider must know before it answers.
        shared = {
            "provider-work": {"work", "people"},
            "provider-offer": {"offer", "offerbody"},
        }.get(name, set())
        writes = own if shared else frozenset()
        yield Persona(name, user, shared=frozenset(shared), writes=writes)
    colleague = UserFactory(
        name="Own colleague",
        email="colleague@example.gov",
        organization=world.offices["colleague"],
    )
    yield Persona("colleague", colleague, shared=frozenset({"talk"}), writes=own)
    duo = UserFactory(name="Two Seats", email="duo@example.gov")
    MembershipFactory(
        site=world.sites[SECOND], user=duo, role="strategic-site-liaison", seat="liaison"
    )
    MembershipFactory(
        site=world.sites[OWN], user=duo, role="executive-leadership", seat="executive"
    )
    both = frozenset({OWN, SECOND})
    yield Persona("two-seats", duo, both, ROUTED, writes=both, drafts=frozenset({SECOND}))
    ended = UserFactory(name="Gone", email="gone@example.gov")
    MembershipFactory(
        site=world.sites[OWN],
        user=ended,
        role="point-of-contact",
        seat="usao",
        ends_on=date(2026, 3, 1),
    )
    yield Persona("left-the-team", ended)
    waiting = UserFactory(name="Waits", email="waits@example.gov")
    waits = {"site": world.sites[OWN], "role": "point-of-contact", "seat": "usao"}
    MembershipFactory(user=waiting, **waits, approval=_asked(person=waiting, **waits))
    yield Persona("waiting-seat", waiting)
    yield Persona("no-seat", UserFactory(name="No one", email="nobody@example.gov"))
    yield Persona("visitor")


def _asked(*, person: User | None = None, **values: Any) -> SeatApproval:
    """Create a seat that waits for a second approval."""
    now = clock.now()
    known = {"name": person.name, "email": person.email} if person else {}
    return SeatApproval.objects.create(
        person=person,
        proposed_as="system:demo",
        asked_at=now,
        due_at=now + timedelta(days=9),
        **known,
        **values,
    )


def _staff() -> Iterator[Persona]:
    for name, role in STAFF.items():
        user = UserFactory(name=f"Staff {name}", email=f"{name}@example.gov", staff_role=role)
        if name in {"manager", "coordinator"}:
            scopes = ROUTED | {"fed", "internal"}
            scopes |= {"ownsheet"} if name == "coordinator" else set()
            yield Persona(name, user, ALL, scopes, writes=ALL)
        elif name == "analyst":
            yield Persona(name, user, ALL, ROUTED)
        else:
            sites = frozenset({OWN}) if name == "admin-glass" else frozenset()
            # Users are listed in Django admin, and a person's own break-glass record anywhere.
            yield Persona(name, user, sites, ROUTED, anywhere=frozenset({"people", "ownglass"}))


def _plans(rows: dict[str, Any], site: str, area: Any, members: dict[str, Any]) -> None:
    """Create a plan in each state, one with a goal, an action, a version, and a step."""
    place = rows["site"]
    of = {
        "plan": ("engagement", "strategic", "draft"),
        "plan-submitted": ("engagement", "sustainability", "submitted"),
        "plan-approved": ("engagement-proposed", "strategic", "approved"),
    }
    for name, (engagement, kind, status) in of.items():
        rows[name] = plan = Plan.objects.create(
            site=place,
            engagement=rows[engagement],
            kind=kind,
            status=status,
            submitted_by=members["poc"].user,
            returned_because=mark(site, "site"),
        )
        goal = Goal.objects.create(
            site=place,
            plan=plan,
            core_area=area,
            text=mark(site, "site"),
            unit="percent",
            baseline=10,
            baseline_on=date(2026, 1, 1),
            target=90,
            due_on=date(2027, 1, 1),
        )
        action = PlanAction.objects.create(
            site=place, goal=goal, text=mark(site, "site"), due_on=date(2026, 12, 1)
        )
        rows.setdefault("goal", goal)
        rows.setdefault("plan-action", action)
    rows["figure"] = Measurement.objects.create(
        site=place,
        plan=rows["plan"],
        goal_key=rows["goal"].pk,
        value=20,
        measured_on=date(2026, 6, 1),
        note=mark(site, "site"),
        entered_by=members["poc"].user,
        entered_at=clock.now(),
    )
    PlanVersion.objects.create(
        site=place,
        plan=rows["plan"],
        number=1,
        goals=Plan.objects.for_page().get(pk=rows["plan"].pk).in_words(),
        approved_by=members["executive"].user,
        approved_on=date(2026, 1, 5),
        approved_at=clock.now(),
    )
    PlanStep.objects.create(
        site=place,
        plan=rows["plan"],
        step="unlocked",
        reason=mark(site, "site"),
        made_by=members["poc"].user,
        made_at=clock.now(),
    )


def _plant_recommendations(
    rows: dict[str, Any], site: str, area: Any, members: dict[str, Any]
) -> None:
    """Create an assessment with a finding, and recommendations that each step starts from."""
    place, word = rows["site"], mark(site, "site")
    assessment = AssessmentFactory(site=place, title=word, core_area=area)
    rows["assessment"] = assessment
    rows["engagement-file"] = EngagementFile.objects.create(
        site=place, assessment=assessment, **_text_file(word, members["poc"].user)
    )
    finding = FindingFactory(assessment=assessment, text=word)
    AssessmentCorrection.objects.create(
        site=place,
        assessment=assessment,
        reason=word,
        changes={"title": [word, word]},
        made_by=members["poc"].user,
        made_at=clock.now(),
    )
    day = date(2026, 10, 1)
    for status, name in (
        ("proposed", "recommendation"),
        ("accepted", "recommendation-accepted"),
        ("in-progress", "recommendation-in-progress"),
        ("implemented", "recommendation-implemented"),
        ("verified", "recommendation-verified"),
        ("lapsed", "recommendation-lapsed"),
    ):
        made = RecommendationFactory(
            site=place,
            headline=word,
            core_area=area,
            assessment=assessment,
            finding=finding,
            status=status,
            due_on=day,
            next_check_on=day if status == "implemented" else None,
            repeats_every_days=90,
            sustained_check_on=day if status == "verified" else None,
        )
        rows[name] = made
        by = {"made_by": members["poc"].user, "made_at": clock.now()}
        shown = Evidence.objects.create(site=place, recommendation=made, text=word, **by)
        rows.setdefault("evidence-file", _evidence_file(shown, members["poc"].user))
        RecommendationStep.objects.create(
            site=place, recommendation=made, step="evidence", on=day, reason=word, **by
        )


def _evidence_file(shown: Evidence, person: User) -> EvidenceFile:
    """Create a file of evidence."""
    return EvidenceFile.objects.create(
        site=shown.site, evidence=shown, **_text_file(shown.text, person)
    )


def _text_file(text: str, person: User) -> dict[str, Any]:
    """Store a text as a file's content, and return what its row says."""
    return {
        "name": f"{text}.txt",
        "media_type": "text/plain",
        **kept(text),
        "scan": "clean",
        "uploaded_by": person,
        "uploaded_at": clock.now(),
    }


def _plant(world: World, site: str, area: Any, weights: Weights) -> dict[str, Any]:
    """Create one site's rows in every table with sites; return those that URLs name."""
    place = world.sites[site]
    members = _members(place, site)
    now = clock.now()
    rows = Rows(site=place, membership=members["executive"])
    rows["seat"] = _seat_of_the_reader(world, site, members)
    rows["leave"] = _leave(place, site)
    rows["planned-contact"] = PlannedContact.objects.create(
        site=place,
        planned_on=clock.today(place.time_zone) + timedelta(days=9),
        planned_by=members["poc"].user,
        planned_at=now,
    )
    SentSummary.objects.create(
        site=place, people=1, sent_by=members["poc"].user, sent_at=now - timedelta(days=9)
    )
    rows["agency"] = SiteAgency.objects.create(
        site=place, kind="police", name=mark(site, "site"), source=mark(site, "site")
    )
    rows["engagement"] = engagement = EngagementFactory(
        site=place, active=True, is_published=True, notes=mark(site, "published")
    )
    EngagementStep.objects.create(
        site=place,
        engagement=engagement,
        step="extended",
        on=date(2026, 1, 5),
        reason=mark(site, "site"),
        made_by=members["poc"].user,
        made_at=now,
    )
    rows["milestone"] = Milestone.objects.create(
        site=place, engagement=engagement, kind="month-12", due_on=date(2025, 10, 1)
    )
    _plant_recommendations(rows, site, area, members)
    made = {"site": place, "text": mark(site, "site"), "owed_by": "site", "made_at": now}
    made |= {"due_on": date(2026, 10, 1), "made_by": members["poc"].user}
    rows["commitment-template"] = SimpleNamespace(slug="visit", pk="visit")
    rows["site-commitment"] = Commitment.objects.create(**made)
    rows["site-commitment-done"] = Commitment.objects.create(
        **made, done_at=now, done_by=members["poc"].user, evidence=mark(site, "site")
    )
    rows["dataset"] = SimpleNamespace(slug="accomplishments", pk="accomplishments")
    # Of a person without a seat: whoever has the address reads it.
    rows["feed"] = SimpleNamespace(secret=f"feed-of-{site}", pk=uuid4())
    reader = UserFactory()
    with acting(f"user:{reader.pk}"):
        Feed.objects.create(user=reader, digest=digest_of(rows["feed"].secret), made_at=now)
    HandoverNote.objects.create(
        site=place,
        membership=members["poc"],
        written_by=members["poc"].user,
        text=mark(site, "site"),
        written_at=now,
    )
    Comparison.objects.create(
        site=place, engagement=engagement, kind="kick-off", month=8, sites=6, reached=5, made_at=now
    )
    rows["milestone-reached"] = Milestone.objects.create(
        site=place,
        engagement=engagement,
        kind="kick-off",
        due_on=date(2024, 10, 1),
        done_on=date(2024, 10, 2),
    )
    rows["engagement-suspended"] = EngagementFactory(
        site=place,
        origin="imported",
        starts_on=date(2015, 1, 1),
        active=True,
        suspended_from=date(2016, 1, 1),
    )
    rows["engagement-proposed"] = EngagementFactory(
        site=place, origin="imported", starts_on=date(2021, 1, 1)
    )
    rows["engagement-over"] = EngagementFactory(
        site=place,
        origin="imported",
        starts_on=date(2018, 1, 1),
        active=True,
        graduated_on=date(2021, 1, 1),
    )
    _plans(rows, site, area, members)
    rows["invitation"] = Invitation.objects.create(
        site=place,
        email=f"{mark(site, 'invite')}@example.gov",
        name=mark(site, "invite"),
        role="program-advisor",
        seat="advisor",
        invited_by=members["poc"].user,
        created_at=now - timedelta(hours=1),
        expires_at=now + timedelta(days=13),
    )
    rows["seat-approval"] = _asked(
        site=place,
        role="program-office-champion",
        seat="champion",
        name=mark(site, "site"),
        email=f"{mark(site, 'site')}@example.gov",
    )
    rows["role-approval"] = _asked_role(site)
    rows["contact"] = Contact.objects.create(
        site=place,
        name=mark(site, "site"),
        email=f"{mark(site, 'site')}@example.gov",
        notes=mark(site, "site"),
        since=date(2026, 1, 5),
    )
    rows |= _requests(world, site, area, weights, members)
    rows |= _log(world, site, area, members, rows)
    rows["report"] = _report(world, site)
    rows |= summits.plant(site)
    persona = world.people["poc-police"].user if site == OWN else members["poc"].user
    rows |= summits.register(place, rows["summit-registration-open"], persona, partial(mark, site))
    rows |= summits.arrive(place, rows["summit-live"], persona, partial(mark, site))
    rows |= summits.answer(place, rows["summit-wrap-up"], persona, partial(mark, site))
    rows |= summits.note(place, rows["session-of-summit"], persona, partial(mark, site))
    leader = world.people["manager"].user
    rows |= communities.plant(place, persona, leader, now, partial(mark, site))
    rows["recommendation-share"] = SharedRecommendation.objects.create(
        site=place,
        recommendation=rows["recommendation-verified"],
        headline="Weekly shooting reviews",
        result="Leads have an owner.",
        core_area=area,
        shared_by=persona,
        shared_at=now,
    )
    rows |= library.plant(place, persona, leader, now, partial(mark, site))
    # Riverton's exchanges are with Hilltop, whose own notes its people must not see.
    peer = world.sites[FOREIGN] if site == OWN else SiteFactory(slug=f"peer-of-{site}")
    rows |= exchanges.plant(
        place,
        peer,
        area,
        persona,
        leader,
        now,
        partial(mark, site),
        partial(mark, FOREIGN) if site == OWN else None,
    )
    rows |= grants.plant(place, persona, leader, now, partial(mark, site))
    rows |= applications.plant(SITES.index(site), persona, leader)
    rows |= outcomes.plant(site)
    outcomes.count(place)
    rows |= outcomes.claim(place, rows["recommendation-verified"], persona, partial(mark, site))
    rows |= outcomes.measure(place, area, persona, partial(mark, site))
    rows["notice"] = _notice(world, site, members)
    rows["token"] = _token(world, site, members)
    rows["session"] = _session(world, site, members)
    rows["passkey"] = _passkey(world, site, members)
    rows["export"] = _export(world, site, members)
    rows["absence"] = Absence.objects.create(
        provider=world.providers["provider-work" if site == OWN else "provider-other"],
        starts_on=date(2026, 12, 24),
        ends_on=date(2026, 12, 29 + SITES.index(site)),
    )
    rows["spreadsheet"] = _spreadsheet(world, site, members)
    rows["view"] = _view(site, rows["export"].user)
    return rows


def _asked_role(site: str) -> StaffApproval:
    """Create a DOJ role that waits for approval; it belongs to no site."""
    user, now = UserFactory(name="New Analyst", email=f"new-for-{site}@example.gov"), clock.now()
    return StaffApproval.objects.create(
        user=user,
        email=user.email,
        role="analyst",
        proposed_as="system:demo",
        asked_at=now,
        due_at=now + timedelta(days=9),
    )


def _members(place: Site, site: str) -> dict[str, Membership]:
    """Create more people of the site, whose names are marked too."""
    seats = {
        "executive": ("executive-leadership", "executive"),
        "poc": ("point-of-contact", "law-enforcement"),
        "liaison": ("point-of-contact", "usao"),
    }
    return {
        name: MembershipFactory(
            site=place,
            user=UserFactory(name=mark(site, "people")),
            role=role,
            seat=seat,
            title=mark(site, "people"),
        )
        for name, (role, seat) in seats.items()
    }


def _leave(place: Site, site: str) -> Membership:
    """Create leave of the site's liaison in some weeks, and a liaison where the site has none."""
    seat = {"site": place, "role": "strategic-site-liaison", "seat": "liaison"}
    # Liaisons choose each other as stand-ins, so their names are known to all of them.
    liaison = Membership.objects.filter(**seat).first() or MembershipFactory(
        user=UserFactory(name=f"Liaison of {site}"), **seat
    )
    first = clock.today(place.time_zone) + timedelta(days=20)
    return MembershipFactory(
        user=UserFactory(name=mark(site, "people")),
        covers=liaison,
        starts_on=first,
        ends_on=first + timedelta(days=4),
        **seat,
    )


def _seat_of_the_reader(world: World, site: str, members: dict[str, Membership]) -> Membership:
    """Return the seat of the person who has the notice."""
    if site != OWN:
        return members["poc"]
    return Membership.objects.get(user=world.people["poc-police"].user)


REQUESTS = {
    # name: (status, title's scope, text's scope, provider, share level)
    "triage": ("triage", "site", "site", "", ""),
    "matching": ("matching", "site", "site", "", ""),
    "offered": ("offered", "offer", "offerbody", "provider-offer", "offer"),
    "worked": ("scoping", "work", "work", "provider-work", "work"),
    "accepted": ("accepted", "work", "work", "provider-work", "work"),
    "ended": ("matching", "ended", "ended", "provider-ended", "ended"),
    "asked": ("needs-information", "site", "site", "", ""),
    "held": ("on-hold", "site", "site", "", ""),
    "scheduled": ("scheduled", "work", "work", "provider-work", "work"),
    "delivering": ("in-delivery", "work", "work", "provider-work", "work"),
    "delivered": ("delivered", "work", "work", "provider-work", "work"),
    "closed": ("closed", "site", "site", "", ""),
    "draft": ("draft", "draftreq", "draftreq", "", ""),
    "federal": ("triage", "fed", "fed", "provider-offer", "offer"),
    "talked": ("matching", "talk", "talk", "", ""),
}
# Requests a federal colleague was invited to; federal items stay closed to them.
TALKED = ("talked", "federal")


def _requests(
    world: World, site: str, area: Any, weights: Weights, members: dict[str, Membership]
) -> dict[str, Any]:
    rows = {}
    for order, (name, (status, brief, text, helper, level)) in enumerate(REQUESTS.items()):
        number = f"PSP-2026-9{SITES.index(site)}{order:02d}"
        world.numbers[number] = (site, brief)
        # At foreign sites no persona of this matrix has a share.
        provider = world.providers[helper if site == OWN else "provider-other"] if helper else None
        tta_request = _request(world, site, area, members, number, status, brief, text, provider)
        rows[name] = tta_request
        if name != "draft":
            beside = "site" if name == "talked" else text
            rows |= _beside(world, site, tta_request, weights, beside, name, provider, level)
        if name in TALKED:
            rows[f"share-{name}"] = _talk(world, site, tta_request, text)
    return rows


def _talk(world: World, site: str, tta_request: TTARequest, text: str) -> Share:
    """Create an office's share of the conversation, and a message written since."""
    Entry.objects.create(
        site=tta_request.site,
        request=tta_request,
        kind="message",
        text=mark(site, text),
        author_label=mark(site, text),
        created_at=clock.now(),
    )
    return Share.objects.create(
        site=tta_request.site,
        request=tta_request,
        organization=world.offices["colleague" if site == OWN else "elsewhere"],
        level="talk",
        starts_at=clock.now() - timedelta(hours=1),
        ends_at=clock.now() + timedelta(days=30),
    )


def _request(
    world: World,
    site: str,
    area: Any,
    members: dict[str, Membership],
    number: str,
    status: str,
    brief: str,
    text: str,
    provider: Provider | None,
) -> TTARequest:
    now = clock.now()
    federal = brief == "fed"
    worked = status in UNDER_WAY_STATUSES
    return TTARequest.objects.create(
        site=world.sites[site],
        number=number,
        title=mark(site, brief),
        # A word that rows of every site share: searching for it must not reveal the others.
        problem=f"{mark(site, text)} evidence",
        desired_change=mark(site, text),
        urgency_reason=mark(site, text),
        audience=mark(site, text),
        core_area=area,
        status=status,
        handling="federal" if federal else "site",
        federal_agencies=["ATF"] if federal else [],
        requester=members["poc"].user,
        provider=provider if worked or status == "offered" else None,
        returns_to="triage" if status in PAUSED_STATUSES else "",
        status_since=now - timedelta(hours=1),
        scope_signed_at=now if status in {"scheduled", "in-delivery", "delivered"} else None,
        reopen_until=now + timedelta(days=9) if status == "closed" else None,
        created_at=now - timedelta(hours=3),
        submitted_at=None if status == "draft" else now - timedelta(hours=2),
        acknowledged_at=None,
    )


def _beside(
    world: World,
    site: str,
    tta_request: TTARequest,
    weights: Weights,
    text: str,
    name: str,
    provider: Provider | None,
    level: str,
) -> dict[str, Any]:
    """Create a request's thread, clocks, ranking, offer, share, referral, exception."""
    now, place = clock.now(), world.sites[site]
    closed = "fed" if text == "fed" else "site"
    for kind, audience, scope in (
        ("message", "shared", "talk" if name == "talked" else text),
        ("acknowledge", "shared", text),
        ("message", "internal", "internal"),
    ):
        Entry.objects.create(
            site=place,
            request=tta_request,
            kind=kind,
            audience=audience,
            text=mark(site, scope),
            reason=mark(site, scope),
            author_label=mark(site, scope),
            created_at=now,
        )
    for kind in ("acknowledge", "triage-decision"):
        running = Clock.objects.create(
            site=place,
            request=tta_request,
            kind=kind,
            urgency="expedited",
            amount=1,
            unit="days",
            starts_at=now,
            warn_at=now + timedelta(days=1),
            due_at=now + timedelta(days=2),
        )
    ClockPause.objects.create(
        site=place, request=tta_request, clock=running, why="on-hold", starts_at=now, ends_at=now
    )
    rows = _agreed(site, tta_request, text, world)
    RequestArea.objects.create(site=place, request=tta_request, core_area=tta_request.core_area)
    run = MatchRun.objects.create(
        site=place,
        request=tta_request,
        weights=weights,
        ran_at=now,
        inputs={},
        ranking=[_line(world, site, "fed" if closed == "fed" else "ranking")],
        excluded=[],
    )
    rows[f"referral-{name}"] = FederalReferral.objects.create(
        site=place, request=tta_request, agency="ATF", why=mark(site, closed), created_at=now
    )
    rows[f"resource-{name}"] = ProgramResource.objects.create(
        site=place,
        request=tta_request,
        office="OVC",
        title=mark(site, text),
        note=mark(site, text),
        added_by=tta_request.requester,
        added_at=now,
    )
    RoutingException.objects.create(
        site=place, request=tta_request, reason=mark(site, closed), opened_at=now
    )
    if provider is None:
        return rows
    working = tta_request.status in UNDER_WAY_STATUSES
    answered = working or name == "ended"
    offer = Offer.objects.create(
        site=place,
        request=tta_request,
        provider=provider,
        run=run,
        rank=1,
        state="accepted" if working else "lapsed" if name == "ended" else "open",
        chosen_reason=mark(site, closed),
        offered_at=now - timedelta(hours=1),
        due_at=now + timedelta(days=2),
        answered_at=now if answered else None,
        lead_name=mark(site, text) if answered else "",
        no_conflict=answered,
    )
    Share.objects.create(
        site=place,
        request=tta_request,
        organization=provider.organization,
        level="work" if level == "work" else "offer",
        starts_at=now - timedelta(hours=1),
        ends_at=now - timedelta(minutes=1) if level == "ended" else None,
    )
    return rows | {f"offer-{name}": offer}


def _change(tta_request: TTARequest, site: str, scope: str, author: User) -> None:
    """Create a proposed change of a scope that both sides signed."""
    now, signed = clock.now(), Scope.objects.get(request=tta_request)
    Scope.objects.filter(pk=signed.pk).update(
        site_signed_by=UserFactory(),
        site_signed_at=now,
        doj_signed_by=UserFactory(),
        doj_signed_at=now,
    )
    Scope.objects.create(
        site=tta_request.site,
        request=tta_request,
        number=2,
        objectives=mark(site, scope),
        activities=mark(site, scope),
        effort=signed.effort,
        starts_on=signed.starts_on,
        ends_on=signed.ends_on,
        delivery_mode=signed.delivery_mode,
        written_by=author,
        created_at=now,
        change="proposed",
        reason=mark(site, scope),
    )


def _agreed(site: str, tta_request: TTARequest, scope: str, world: World) -> dict[str, Any]:
    """Create scopes, commitments, deliveries, letters and links with the request's own text."""
    now, today = clock.now(), clock.today("America/Chicago")
    shared = {"site": tta_request.site, "request": tta_request}
    staff = UserFactory(name="Some coordinator")
    Scope.objects.create(
        **shared,
        number=1,
        objectives=mark(site, scope),
        activities=mark(site, scope),
        effort=timedelta(hours=9),
        starts_on=today,
        ends_on=today,
        delivery_mode="either",
        written_by=staff,
        created_at=now,
    )
    if tta_request.status == "in-delivery":
        _change(tta_request, site, scope, staff)
    promised = Commitment.objects.create(
        **shared,
        text=mark(site, scope),
        owed_by="provider",
        due_on=today,
        made_by=staff,
        made_at=now,
    )
    Follower.objects.create(**shared, person=staff, since=now)
    hours = HoursEntry.objects.create(
        **shared,
        organization=world.providers["provider-other"].organization,
        worked_on=today,
        spent=timedelta(hours=1),
        what=mark(site, scope),
        entered_by=staff,
        entered_at=now,
    )
    Letter.objects.create(
        **shared,
        step="decline",
        reasons=["outside-tta"],
        text=mark(site, scope),
        alternatives=mark(site, scope),
        written_by=staff,
        created_at=now,
    )
    file = Attachment.objects.create(
        **shared,
        name=f"{mark(site, scope)}.txt",
        description=mark(site, scope),
        media_type="text/plain",
        **kept(mark(site, scope)),
        scan="not-scanned",
        uploaded_by=staff,
        uploaded_at=now,
    )
    Attachment.objects.create(
        **shared,
        audience="internal",
        name=f"{mark(site, 'internal')}.txt",
        description=mark(site, "internal"),
        media_type="text/plain",
        **kept(mark(site, "internal")),
        scan="not-scanned",
        uploaded_by=staff,
        uploaded_at=now,
    )
    asked = Evaluation.objects.create(
        **shared,
        kind="requester",
        respondent=staff,
        opened_at=now,
        closes_at=now + timedelta(days=9),
        answered_at=now,
        overall=2,
        comment=mark(site, "evaluated" if scope == "work" else scope),
    )
    link = ParticipantLink.objects.create(
        **shared, made_by=staff, made_at=now, expires_at=now + timedelta(days=9)
    )
    if site == OWN and tta_request.status == "scoping":
        mine = Evaluation.objects.create(
            **shared,
            kind="outcome",
            respondent=world.people["poc-police"].user,
            opened_at=now,
            closes_at=now + timedelta(days=9),
        )
    other = TTARequest.objects.filter(site=tta_request.site).exclude(pk=tta_request.pk).first()
    linked = {}
    if other:
        mirrored = RequestLink.objects.filter(request=other, other=tta_request).first()
        linked["link"] = mirrored or RequestLink.objects.create(
            **shared, other=other, kind="related", made_by=staff, made_at=now
        )
    if tta_request.status == "scoping":
        rows = linked | {
            "commitment": promised,
            "hours": hours,
            "file": file,
            "evaluation": asked,
            "participants": link,
        }
        return rows | ({"own-evaluation": mine} if site == OWN else {})
    return {"file-federal": file} if scope == "fed" else {}


def _line(world: World, site: str, scope: str) -> dict[str, Any]:
    """Return a candidate of a ranking: for deciders, never for another provider."""
    return {
        "provider": world.providers["provider-other"].pk,
        "name": mark(site, scope),
        "score": 70,
        "factors": {"capability": 30, "free_capacity": 20, "effort_fit": 20},
        "new": [],
        "places": [0, 3],
        "notes": [],
    }


def _log(
    world: World, site: str, area: Any, members: dict[str, Membership], rows: dict[str, Any]
) -> dict[str, Any]:
    author = {
        OWN: world.people["liaison"].user,
        SECOND: world.people["two-seats"].user,
    }.get(site, members["poc"].user)
    made: dict[str, EngagementUpdate] = {}
    for name, scope in (
        ("update", "site"),
        ("update-federal", "fed"),
        ("awaiting-update", "site"),
        ("draft-update", "draftup"),
    ):
        made[name] = EngagementUpdateFactory(
            site=world.sites[site],
            author=author,
            draft=name == "draft-update",
            awaiting=name == "awaiting-update",
            summary=f"{mark(site, scope)} evidence",
            outcome=mark(site, scope),
            participants=mark(site, scope),
        )
        UpdateArea.objects.create(site=world.sites[site], update=made[name], core_area=area)
        UpdateParticipant.objects.create(
            site=world.sites[site], update=made[name], membership=members["poc"]
        )
        UpdateRequest.objects.create(
            site=world.sites[site],
            update=made[name],
            request=rows["federal" if name == "update-federal" else "triage"],
        )
        UpdateCommitment.objects.create(
            site=world.sites[site],
            update=made[name],
            commitment=rows["site-commitment-done"],
            role="finished",
        )
    for name, update, scope in (
        ("update-file", "awaiting-update", "site"),
        ("update-file-federal", "update-federal", "fed"),
    ):
        made[name] = UpdateFile.objects.create(
            site=world.sites[site],
            update=made[update],
            name=f"{mark(site, scope)}.txt",
            media_type="text/plain",
            **kept(mark(site, scope)),
            scan="not-scanned",
            uploaded_by=author,
            uploaded_at=clock.now(),
            description=mark(site, scope),
        )
    return made


def _notice(world: World, site: str, members: dict[str, Membership]) -> Notification:
    reader = world.people["poc-police"].user if site == OWN else members["poc"].user
    entry = Ledger.objects.create(
        kind="test", key=f"notice:{site}", recipient=reader, why="For a test.", fired_at=clock.now()
    )
    return Notification.objects.create(
        entry=entry,
        recipient=reader,
        site=world.sites[site],
        title=mark(site, "notice"),
        body=mark(site, "notice"),
        url="/inbox/",
        action="Look",
        created_at=clock.now(),
    )


def _token(world: World, site: str, members: dict[str, Membership]) -> AccessToken:
    """Create a token of the person who has the notice."""
    owner = world.people["poc-police"].user if site == OWN else members["poc"].user
    now = clock.now()
    return AccessToken.objects.create(
        digest=f"{site:0<128}",
        token_key=site,
        user=owner,
        name=mark(site, "notice"),
        created=now,
        expiry=now + timedelta(days=30),
    )


def _session(world: World, site: str, members: dict[str, Membership]) -> PortalSession:
    """Create a session of the same person on another device."""
    owner = world.people["poc-police"].user if site == OWN else members["poc"].user
    now = clock.now()
    row: PortalSession = PortalSession.objects.create(
        session_key=f"{site:0<32}",
        session_data="",
        expire_date=now + timedelta(days=30),
        user=owner,
        public_id=uuid4(),
        signed_in_at=now,
        used_at=now,
    )
    return row


def _passkey(world: World, site: str, members: dict[str, Membership]) -> Authenticator:
    """Create a passkey of the same person."""
    owner = world.people["poc-police"].user if site == OWN else members["poc"].user
    asked = {"publicKey": {"user": {"id": "MQ"}, "challenge": "MQ"}}
    made = json.loads(Passkey("http://localhost").made(asked))
    return Authenticator.objects.create(
        user=owner,
        type=Authenticator.Type.WEBAUTHN,
        data={"name": mark(site, "notice"), "credential": made},
    )


def _export(world: World, site: str, members: dict[str, Membership]) -> Export:
    """Create an export of the same person, whose file does not exist yet."""
    owner = world.people["poc-police"].user if site == OWN else members["poc"].user
    return Export.objects.create(
        user=owner,
        job=jobs.start("exports.step", total=1, by_user=owner.pk),
        what="requests",
        query=mark(site, "notice"),
        format="csv",
        scope="none",
        expires_at=clock.now() + timedelta(days=3),
    )


def _spreadsheet(world: World, site: str, members: dict[str, Membership]) -> Import:
    """Create an imported spreadsheet of a coordinator or of another person."""
    owner = world.people["coordinator"].user if site == OWN else members["poc"].user
    now = clock.now()
    return Import.objects.create(
        user=owner,
        what="requests",
        name=mark(site, "ownsheet" if site == OWN else "sheet"),
        media_type="text/csv",
        content=kept("Site,Title\nA,B\n")["content"],
        header=["Site", "Title"],
        mapping={"site": 0, "title": 1},
        created_at=now,
        expires_at=now + timedelta(days=5),
    )


def _view(site: str, owner: User) -> SavedView:
    """Create a saved view of the same person."""
    return SavedView.objects.create(
        user=owner,
        path="/requests/",
        query="status=triage",
        name=mark(site, "notice"),
        created_at=clock.now(),
    )


def _report(world: World, site: str) -> Report:
    """Create a frozen report with a restated figure and its PDF; one for each site, though it belongs to none."""
    manager = world.people["manager"].user
    assert manager is not None
    row = {"slug": "gun-violence", "name": "Gun Violence", "figures": {"received": 2}}
    report = Report.objects.create(
        period=f"2026-q{len(world.rows) + 1}",
        figures={"areas": [row], "states": [], "sites": []},
        frozen_at=clock.now(),
        frozen_by=manager,
    )
    Restatement.objects.create(
        report=report,
        number=1,
        figure="areas/gun-violence/received",
        old_value=2,
        new_value=3,
        reason="A request was dated late.",
        made_at=clock.now(),
        made_by=manager,
    )
    pdf = kept("%PDF-1.7")
    ReportPdf.objects.create(
        period=report.period,
        version=2,
        content=pdf["content"],
        size=pdf["size"],
        asked_at=clock.now(),
        asked_by=manager,
    )
    return report


def _preview(world: World, weights: Weights) -> WeightsPreview:
    """Create a finished preview of new weights by the administrator without break-glass record."""
    admin = world.people["admin"].user
    assert admin is not None
    job = jobs.start("tta_requests.preview_weights", total=1, by_user=admin.pk)
    return WeightsPreview.objects.create(
        user=admin,
        job=jobs.advance(job.pk, by=1),
        base=weights,
        typed=weights.points() | {"automatic_offers": True, "note": ""},
        asked_at=clock.now(),
        changed=1,
        first={str(world.providers["provider-other"].pk): [0, 1]},
    )


def _glass(world: World) -> None:
    """Create the second administrator's open record at Riverton, and foreign ones."""
    now = clock.now()
    other = UserFactory(name="Other admin", staff_role="administrator")
    looks = [(world.people["admin-glass"].user, OWN, "ownglass")]
    looks += [(other, site, "glass") for site in SITES]
    for user, site, scope in looks:
        with acting_atomic(f"user:{user.pk}"):
            look = BreakGlass.objects.create(
                site=world.sites[site],
                user=user,
                reason=mark(site, scope),
                opened_at=now - timedelta(minutes=1),
                closes_at=now + timedelta(minutes=60),
            )
        if scope == "ownglass" or site != OWN:
            world.rows[site]["glass"] = look
