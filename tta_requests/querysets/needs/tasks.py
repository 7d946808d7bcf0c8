"""Find what waits for one person: evaluations and commitments."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import (
    F,
    Q,
)

from engagements.enums import Party
from engagements.models import Commitment
from foundation.accounts.actors import Actor
from foundation.needs.columns import day_at, end_of, needing
from foundation.needs.reading import MAX_READ, MAX_ROWS
from foundation.needs.registry import Within
from tta_requests.enums import OPEN_STATUSES, Status
from tta_requests.models import Evaluation
from tta_requests.models.visibility import readable
from tta_requests.querysets.needs.shared import Rows, narrowed

# Commitments count from five days before they are due, when the first reminder goes out (PRODUCT section 7).
COMMITMENT_DAYS = timedelta(days=5)


def of_evaluations(actor: Actor, now: datetime, within: Within) -> Iterator[Rows]:
    """Find evaluations that the actor is asked to complete."""
    if actor.user_id is None:
        return
    asked = Evaluation.objects.of_respondent(actor.user_id).waited_for(now)
    found = asked.filter(readable(actor, "request__"))
    yield needing(
        narrowed(found, within, "request__").order_by("closes_at", "pk")[:MAX_ROWS],
        cause="evaluate",
        thing=F("request_id"),
        number=F("request__number"),
        title=F("request__title"),
        since=F("opened_at"),
        due_at=F("closes_at"),
        kind=F("kind"),
    )


def of_commitments(actor: Actor, now: datetime, within: Within) -> Iterator[Rows]:
    """Find the actor's commitments due soon or late; one without an owner belongs to all the provider's people."""
    if actor.user_id is None:
        return
    mine = Q(owner_id=actor.user_id)
    if actor.organizations:
        nobodys = Q(owner__isnull=True, owed_by=Party.PROVIDER)
        mine |= nobodys & Q(request__provider_id__in=actor.organizations)
    # Due dates are in the site's time zone, at most one day off UTC.
    soon = Commitment.objects.due_by((now + COMMITMENT_DAYS + timedelta(days=1)).date())
    own = soon.of_requests().filter(mine)
    first = own if actor.organizations or within.thing else own.first_due(MAX_READ)
    found = first.filter(readable(actor, "request__"), due_on__lte=day_at(now + COMMITMENT_DAYS))
    found = found.filter(Q(request__status__in=OPEN_STATUSES) | Q(request__status=Status.CLOSED))
    yield needing(
        narrowed(found, within, "request__").order_by("due_on", "pk")[:MAX_ROWS],
        cause="commitment",
        thing=F("request_id"),
        number=F("request__number"),
        title=F("request__title"),
        since=F("made_at"),
        due_at=end_of(F("due_on")),
        text=F("text"),
    )
