"""What of a summit needs people, in words: its deadlines, its delegations, and their invitations."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat
from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.needs.columns import Row, end_of, needing
from foundation.needs.registry import Cause, Declaration, Within, declare
from sites.models import Site
from summits.enums import REGISTERING, GateKind, Registered, State
from summits.models import Gate, Registration
from summits.policies import can_manage
from summits.querysets.delegations import unfilled

# Days before its deadline from which a gate is something to do, as its first reminder.
SOON = timedelta(days=30)
APPROVALS = Q(kind__in=[GateKind.CONCEPT, GateKind.CONFERENCE], summit__status=State.PLANNED)
REGISTRATION = Q(kind=GateKind.REGISTRATION, summit__status=State.APPROVED)
AGENDA = Q(kind=GateKind.AGENDA, summit__status=State.REGISTRATION_OPEN)


def _gates(actor: Actor, now: datetime, within: Within) -> Iterator[QuerySet[Any, Any]]:
    """Find the gates that are next for their summit and due within 30 days, or late."""
    if within.thing or within.site_id is not None or not can_manage(actor):
        return
    waiting = Gate.objects.waiting().filter(APPROVALS | REGISTRATION | AGENDA)
    yield needing(
        waiting.filter(due_on__lte=(now + SOON).date()),
        cause=Concat(Value("summit-"), F("kind")),
        site=None,
        number=F("summit__name"),
        due_at=end_of(F("due_on"), zone="summit__time_zone"),
        slug=F("summit__slug"),
    )


def _registrations(actor: Actor, now: datetime, within: Within) -> Iterator[QuerySet[Any, Any]]:
    """Find the actor's own invitations, and the open seats of the delegations that the actor chooses."""
    if within.thing or actor.user_id is None:
        return
    if within.site_id is None:
        asked = Registration.objects.of_person(actor.user_id).unanswered()
        yield needing(
            asked.filter(summit__status__in=REGISTERING),
            cause=Value("summit-invitation"),
            site=None,
            number=F("summit__name"),
            since=F("made_at"),
            due_at=end_of(F("summit__starts_on"), zone="summit__time_zone"),
            pk=F("pk"),
        )
    chosen = actor.sites_for(P.DELEGATION_NOMINATE) or frozenset()
    for site_id in sorted(chosen if within.site_id is None else chosen & {within.site_id}):
        named = Site.objects.filter(pk=site_id)
        yield needing(
            unfilled(site_id),
            cause=Value("nominate-delegates"),
            site=None,
            number=F("name"),
            due_at=end_of(F("starts_on"), zone="time_zone"),
            slug=F("slug"),
            site_slug=Subquery(named.values("slug")[:1]),
        )


def _invitation(row: Row) -> str:
    return reverse("summits:registration", args=[row.detail["pk"]])


def _delegation(row: Row) -> str:
    return reverse("summits:site-delegation", args=[row.detail["slug"], row.detail["site_slug"]])


def _nominate(row: Row) -> str:
    return reverse("summits:nominate", args=[row.detail["slug"], row.detail["site_slug"]])


def _summit(row: Row) -> str:
    return reverse("summits:detail", args=[row.detail["slug"]])


def _passed(kind: GateKind) -> Any:
    return lambda row: reverse("summits:pass-gate", args=[row.detail["slug"], kind])


def _step(name: str) -> Any:
    return lambda row: reverse(f"summits:{name}", args=[row.detail["slug"]])


declare(
    Declaration(
        name="summits",
        states=State,
        rows=_gates,
        causes=(
            Cause(
                slug="summit-concept",
                states=(State.PLANNED,),
                verb="Record approval",
                title="Get the concept approval",
                why="The summit can't be approved without it.",
                href=_summit,
                action=_passed(GateKind.CONCEPT),
            ),
            Cause(
                slug="summit-conference",
                states=(State.PLANNED,),
                verb="Record approval",
                title="Get the conference approval",
                why="The summit can't be approved without it.",
                href=_summit,
                action=_passed(GateKind.CONFERENCE),
            ),
            Cause(
                slug="summit-registration",
                states=(State.APPROVED,),
                verb="Open registration",
                title="Open registration",
                why="Its deadline is near or past.",
                href=_summit,
                action=_step("open-registration"),
            ),
            Cause(
                slug="summit-agenda",
                states=(State.REGISTRATION_OPEN,),
                verb="Lock agenda",
                title="Lock the agenda",
                why="Its deadline is near or past.",
                href=_summit,
                action=_step("lock-agenda"),
            ),
        ),
        nobody={
            State.AGENDA_LOCKED: "It begins on its first day.",
            State.LIVE: "It is going on.",
            State.WRAP_UP: "Its deadlines are behind it; a Program Manager archives it.",
            State.ARCHIVED: "It is over.",
            State.CANCELED: "It doesn't take place.",
        },
    )
)

declare(
    Declaration(
        name="registrations",
        states=Registered,
        rows=_registrations,
        causes=(
            Cause(
                slug="summit-invitation",
                states=(Registered.NOMINATED, Registered.INVITED),
                verb="Answer invitation",
                title="Register for the summit, or decline",
                why="You're invited. Your seat stays empty until you answer.",
                href=_invitation,
            ),
            Cause(
                slug="nominate-delegates",
                verb="Nominate",
                title="Nominate delegates for the summit",
                why="Seats of your site's delegation are open.",
                href=_delegation,
                action=_nominate,
            ),
        ),
        nobody={
            Registered.CONFIRMED: "The person has a place.",
            Registered.WAIT_LISTED: "The list moves by itself when a place becomes free.",
            Registered.DECLINED: "The person doesn't come; the open seat asks for somebody else.",
            Registered.CANCELED: "The person doesn't come; the open seat asks for somebody else.",
            Registered.SUBSTITUTED: "Somebody else has the seat.",
        },
    )
)
