"""What of a summit needs people, in words: its deadlines, its delegations, and their invitations."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.calendars.business_time import closing
from foundation.needs.columns import Row, end_of, needing
from foundation.needs.registry import Cause, Declaration, Within, declare
from foundation.workflow.declarations import address_of
from sites.models import Site
from summits.enums import REGISTERING, GateKind, Registered, State
from summits.enums.followups import REVIEWS
from summits.models import Gate, Registration
from summits.policies import can_manage
from summits.querysets import needs
from summits.querysets.delegations import unfilled
from summits.querysets.invitations import answer_day

# Days before its deadline from which a gate is something to do, as its first reminder.
SOON = timedelta(days=30)
APPROVALS = Q(kind__in=[GateKind.CONCEPT, GateKind.CONFERENCE], summit__status=State.PLANNED)
REGISTRATION = Q(kind=GateKind.REGISTRATION, summit__status=State.APPROVED)
AGENDA = Q(kind=GateKind.AGENDA, summit__status=State.REGISTRATION_OPEN)
SUMMIT = address_of("summits:detail", "slug")


def _reviewed(after: int) -> Callable[[Row], datetime]:
    """Return by when the review so many days after a summit is due, from its need's row."""

    def due(row: Row) -> datetime:
        day = date.fromisoformat(row.detail["ends_on"]) + timedelta(days=after)
        return closing(day, ZoneInfo(row.detail["zone"]))

    return due


def _summits(actor: Actor, now: datetime, within: Within) -> Iterator[QuerySet[Any, Any]]:
    yield from _gates(actor, now, within)
    yield from needs.of_organizers(actor, now, within)


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
            due_at=end_of(answer_day(), zone="summit__time_zone"),
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


declare(
    Declaration(
        name="summits",
        states=State,
        rows=_summits,
        causes=(
            Cause(
                slug="summit-concept",
                states=(State.PLANNED,),
                verb="Record approval",
                title="Get the concept approval",
                why="The summit can't be approved without it.",
                href=SUMMIT,
                action=address_of("summits:pass-gate", "slug", also=[GateKind.CONCEPT]),
            ),
            Cause(
                slug="summit-conference",
                states=(State.PLANNED,),
                verb="Record approval",
                title="Get the conference approval",
                why="The summit can't be approved without it.",
                href=SUMMIT,
                action=address_of("summits:pass-gate", "slug", also=[GateKind.CONFERENCE]),
            ),
            Cause(
                slug="summit-registration",
                states=(State.APPROVED,),
                verb="Open registration",
                title="Open registration",
                why="Its deadline is near or past.",
                href=SUMMIT,
                action=address_of("summits:open-registration", "slug"),
            ),
            Cause(
                slug="summit-agenda",
                states=(State.REGISTRATION_OPEN,),
                verb="Lock agenda",
                title="Lock the agenda",
                why="Its deadline is near or past.",
                href=SUMMIT,
                action=address_of("summits:lock-agenda", "slug"),
            ),
            Cause(
                slug="summit-start",
                states=(State.AGENDA_LOCKED,),
                verb="Start summit",
                title="Start the summit",
                why="Its first day has come.",
                href=SUMMIT,
                action=address_of("summits:start", "slug"),
            ),
            Cause(
                slug="summit-check-in",
                states=(State.LIVE,),
                verb="Check people in",
                title="Check people in",
                why="The summit is under way.",
                href=SUMMIT,
                action=address_of("summits:check-in", "slug"),
            ),
            Cause(
                slug="summit-wrap-up",
                states=(State.LIVE,),
                verb="Start wrap-up",
                title="Start the wrap-up",
                why="Its last day has passed.",
                href=SUMMIT,
                action=address_of("summits:wrap-up", "slug"),
            ),
            *(
                Cause(
                    slug=f"summit-review-{after}",
                    states=(State.WRAP_UP, State.ARCHIVED),
                    verb="Record review",
                    title=f"Review the follow-up after {after} days",
                    why="The follow-up hasn't been reviewed yet.",
                    due=_reviewed(after),
                    href=address_of("summits:follow-up", "slug"),
                    action=address_of("summits:review", "slug", also=[after]),
                )
                for after in sorted(REVIEWS)
            ),
            Cause(
                slug="summit-archive",
                states=(State.WRAP_UP,),
                verb="Archive summit",
                title="Archive the summit",
                why="Its last review is recorded.",
                href=SUMMIT,
                action=address_of("summits:archive", "slug"),
            ),
        ),
        nobody={State.CANCELED: "It doesn't take place."},
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
                href=address_of("summits:registration", "pk"),
            ),
            Cause(
                slug="nominate-delegates",
                verb="Nominate",
                task="Nominate delegates",
                title="Nominate delegates for the summit",
                why="Your site's delegation has open seats.",
                href=address_of("summits:site-delegation", "slug", "site_slug"),
                action=address_of("summits:nominate", "slug", "site_slug"),
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

declare(
    Declaration(
        name="session notes",
        rows=needs.of_notes,
        causes=(
            Cause(
                slug="session-note",
                verb="Open note",
                why="Your note has no follow-up yet. Make a request or a commitment, or say that no action is needed.",
                href=address_of("summits:note", "subject"),
            ),
            Cause(
                slug="session-notes-missing",
                verb="Choose session",
                title="Write notes on the summit's sessions",
                why="Your site was at the summit and has no notes on its sessions.",
                href=address_of("summits:agenda", "slug"),
            ),
        ),
    )
)

declare(
    Declaration(
        name="feedback on summits",
        rows=needs.of_attendees,
        causes=(
            Cause(
                slug="summit-feedback",
                verb="Give feedback",
                title="Give feedback on the summit",
                why="You were there. Answers are shown together, without names.",
                href=address_of("summits:feedback", "slug"),
            ),
        ),
    )
)
