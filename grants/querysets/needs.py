"""Find what of grants waits for an actor, as columns of ``foundation.needs.columns``."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Case, F, QuerySet, Value, When
from django.db.models.functions import Coalesce

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.needs.columns import end_of, needing
from foundation.needs.registry import Within
from grants.enums import State
from grants.models import Committee, CommitteeMeeting, GrantApplication
from grants.querysets.committees import unscheduled


def _sites(actor: Actor, within: Within) -> list[int]:
    """Return the sites whose grants the actor keeps; none for staff, who keep those of all sites."""
    kept = actor.sites_for(P.GRANT_KEEP)
    if not kept or within.thing:
        return []
    return [each for each in kept if within.site_id in (None, each)]


def of_applications(actor: Actor, now: datetime, within: Within) -> Iterator[QuerySet[Any, Any]]:
    """Find the applications that a site considers, prepares, or can expect an answer to."""
    sites = _sites(actor, within)
    if not sites:
        return
    causes = {
        State.CONSIDERING: "grant-decide",
        State.APPLYING: "grant-submit",
        State.SUBMITTED: "grant-answer",
    }
    cause = Case(*(When(status=state, then=Value(slug)) for state, slug in causes.items()))
    rows = GrantApplication.objects.visible_to(actor).unfinished().filter(site_id__in=sites)
    answered = Coalesce(end_of(F("answer_expected_on")), F("opportunity__closes_at"), F("made_at"))
    since = Case(When(status=State.SUBMITTED, then=answered), default=F("made_at"))
    yield needing(
        rows.annotate(waits_since=since).filter(waits_since__lte=now),
        cause=cause,
        title=F("name"),
        since=F("waits_since"),
        due_at=Case(
            When(status__in=[State.CONSIDERING, State.APPLYING], then=F("opportunity__closes_at"))
        ),
    )


def of_committees(actor: Actor, now: datetime, within: Within) -> Iterator[QuerySet[Any, Any]]:
    """Find the committees without a meeting ahead, and the meetings that are over without notes."""
    sites = _sites(actor, within)
    if not sites:
        return
    idle = Committee.objects.visible_to(actor).active().filter(site_id__in=sites)
    yield needing(
        unscheduled(idle),
        cause="grant-meeting-schedule",
        title="Grant committee",
        since=F("idle_since"),
        slug=F("site__slug"),
    )
    over = CommitteeMeeting.objects.visible_to(actor).scheduled().filter(site_id__in=sites)
    yield needing(
        over.filter(starts_at__lte=now),
        cause="grant-meeting-notes",
        title="Grant committee",
        since=F("starts_at"),
        slug=F("site__slug"),
    )
