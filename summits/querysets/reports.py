"""What a summit's report counts: who came, to which sessions, and what it led to. No needs, and no federal items."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from engagements.models import Commitment
from foundation.accounts.actors import Actor
from foundation.tenancy.context import powers_of
from sites.enums import Handling
from summits.enums import Registered
from summits.models import NOTE, CheckIn, Registration, Session, SessionNote, Summit
from summits.querysets.followups import JOB
from tta_requests.enums import OPEN_STATUSES
from tta_requests.models import TTARequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """People who are alike in everything a report counts.

    Attributes:
        kind: as what they come.
        site: the name of their site; empty for people who come for none.
        is_demo: whether the site is made up.
        seat: their seat in its delegation; empty without one.
        order: the seat's place in its delegation; 0 without a seat.
        state: how far their registrations are.
        attendance: in person, or virtually.
        is_walk_in: whether they were admitted at the door.
        people: how many they are.
        came: how many of them were checked in, at the summit's door or at a session.
    """

    kind: str
    site: str
    is_demo: bool
    seat: str
    order: int
    state: str
    attendance: str
    is_walk_in: bool
    people: int
    came: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the notes on the sessions led to, without drafts and federal requests."""

    sites: int
    notes: int
    open_notes: int
    commitments_open: int
    commitments_done: int
    requests_open: int
    requests_ended: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A summit in numbers.

    Attributes:
        is_whole: whether every site is counted, and who comes for none; else only the reader's sites.
        sessions: those with a time, each with ``people``, how many were checked in at it.
    """

    summit: Summit
    is_whole: bool
    groups: Sequence[Group]
    sessions: Sequence[Session]
    outcome: Outcome


def report_of(summit: Summit, actor: Actor, sites: frozenset[int] | None) -> Report:
    """Count a summit in five queries, whatever its size.

    Arguments:
        sites: the ids of the sites to count; ``None`` counts everyone, with the job's powers, because nobody but
            organizers reads who comes for no site.
    """
    if sites is None:
        with powers_of(JOB):
            return _counted(summit, Actor.system("summits"), None)
    return _counted(summit, actor, sites)


def _counted(summit: Summit, actor: Actor, sites: frozenset[int] | None) -> Report:
    ours = Q() if sites is None else Q(site_id__in=sites)
    return Report(
        summit=summit,
        is_whole=sites is None,
        groups=_groups(summit, actor, ours),
        sessions=_sessions(summit, actor, sites),
        outcome=_outcome(summit, actor, ours),
    )


def _groups(summit: Summit, actor: Actor, ours: Q) -> list[Group]:
    """Count people by what they have in common; who was replaced is counted as their substitute."""
    found = Registration.objects.visible_to(actor).of_summit(summit.pk).filter(ours)
    came = Exists(CheckIn.objects.filter(registration=OuterRef("pk")))
    alike = (
        found.exclude(state=Registered.SUBSTITUTED)
        .order_by()
        .values_list(
            "kind",
            "site__name",
            "site__is_demo",
            "seat__title",
            "seat__order",
            "state",
            "attendance",
            "is_walk_in",
        )
        .annotate(people=Count("pk"), came=Count("pk", filter=came))
    )
    return [
        Group(
            kind=kind,
            site=site or "",
            is_demo=bool(is_demo),
            seat=seat or "",
            order=order or 0,
            state=state,
            attendance=attendance,
            is_walk_in=is_walk_in,
            people=people,
            came=arrived,
        )
        for kind, site, is_demo, seat, order, state, attendance, is_walk_in, people, arrived in alike
    ]


def _sessions(summit: Summit, actor: Actor, sites: frozenset[int] | None) -> list[Session]:
    ours = Q() if sites is None else Q(check_ins__site_id__in=sites)
    found = Session.objects.visible_to(actor).of_summit(summit.pk).placed()
    people = Count("check_ins", filter=ours)
    return list(
        found.select_related("room", "core_area")
        .annotate(people=people)
        .order_by("during", "room__name", "title", "pk")
    )


def _outcome(summit: Summit, actor: Actor, ours: Q) -> Outcome:
    notes = SessionNote.objects.visible_to(actor).of_summit(summit.pk).filter(ours).order_by()
    known = {
        pk: (site, settled)
        for pk, site, settled in notes.values_list("pk", "site_id", "settled_at")
    }
    made = list(
        Commitment.objects.filter(ours)
        .but_canceled()
        .of_origins(NOTE, known)
        .values_list("origin_id", "done_at", "dropped_reason")
    )
    asked = list(
        TTARequest.objects.filter(ours)
        .made_from_notes(known)
        .values_list("session_note", "status", "handling", "submitted_at")
    )
    counted = [
        (note, status)
        for note, status, handling, submitted_at in asked
        if submitted_at and handling != Handling.FEDERAL
    ]
    led = {origin for origin, _, _ in made} | {note for note, _ in counted}
    opened = sum(status in OPEN_STATUSES for _, status in counted)
    return Outcome(
        sites=len({site for site, _ in known.values()}),
        notes=len(known),
        open_notes=sum(settled is None and pk not in led for pk, (_, settled) in known.items()),
        commitments_open=sum(not done and not dropped for _, done, dropped in made),
        commitments_done=sum(bool(done) for _, done, _ in made),
        requests_open=opened,
        requests_ended=len(counted) - opened,
    )
