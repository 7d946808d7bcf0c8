"""Find what of requests has a date in a span, as columns of ``foundation.agenda.columns``."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.functions import Extract

from engagements.models import Commitment
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.agenda.columns import changes_of, dated
from foundation.agenda.enums import EntryState
from foundation.agenda.reading import MAX_ROWS
from foundation.agenda.registry import Span
from tta_requests.enums import OPEN_STATUSES, OfferState, Status
from tta_requests.models import Clock, Offer, Scope, TTARequest
from tta_requests.models.visibility import handling_allows, shared_with
from tta_requests.querysets import offers, requests

Rows = QuerySet[Any, Any]
MINUTE = 60
CANCELED, DONE, OPEN = (
    Value(state.value) for state in (EntryState.CANCELED, EntryState.DONE, EntryState.OPEN)
)


def of_clocks(actor: Actor, span: Span) -> Iterator[Rows]:
    """Find running and paused clocks of the requests the actor reads, at their due time."""
    if not _reads(actor):
        return
    found = Clock.objects.visible_to(actor).unstopped().filter(handling_allows(actor, "request__"))
    found = span.here(found.filter(**span.of_instants("due_at")))
    yield dated(
        found.order_by("due_at", "pk")[:MAX_ROWS],
        kind="clock",
        at=F("due_at"),
        number=F("request__number"),
        title=F("request__title"),
        # A pause moves it later; nothing else moves it but a replacement, which is a row of its own.
        revision=Extract(F("due_at") - F("starts_at"), "epoch") / MINUTE,
        changed_at=F("starts_at"),
        clock=F("kind"),
        clock_state=F("state"),
    )


def of_requests(actor: Actor, span: Span) -> Iterator[Rows]:
    """Find the days by which sites need help."""
    if not _reads(actor):
        return
    sites = actor.sites_for(P.REQUEST_VIEW)
    found = requests.shown_to(actor).exclude(status=Status.DRAFT)
    if sites is not None and actor.organizations:
        worked = Q(pk__in=shared_with(actor, worked=True))
        found = found.filter(Q(site_id__in=sites) | worked)
    found = span.here(found.filter(**span.of_days("needed_by")))
    yield dated(
        found.order_by("needed_by", "pk")[:MAX_ROWS],
        kind="needed-by",
        day=F("needed_by"),
        number=F("number"),
        title=F("title"),
        state=Case(
            When(status__in=[Status.WITHDRAWN, Status.DECLINED], then=CANCELED),
            When(status__in=OPEN_STATUSES, then=OPEN),
            default=DONE,
        ),
        **changes_of(TTARequest) | {"revision": F("version")},
    )


def of_commitments(actor: Actor, span: Span) -> Iterator[Rows]:
    """Find deliverables, milestones and commitments on the day they are due."""
    if not _reads(actor):
        return
    found = Commitment.objects.visible_to(actor).of_requests().filter(**span.of_days("due_on"))
    yield dated(
        span.here(found).order_by("due_on", "pk")[:MAX_ROWS],
        kind="commitment",
        day=F("due_on"),
        number=F("request__number"),
        title=F("text"),
        state=Case(
            When(done_at__isnull=False, then=DONE),
            When(~Q(dropped_reason=""), then=CANCELED),
            default=OPEN,
        ),
        commitment=F("kind"),
        **changes_of(Commitment),
    )


def of_scopes(actor: Actor, span: Span) -> Iterator[Rows]:
    """Find the first and last day of deliveries whose scope both sides signed."""
    if not _reads(actor):
        return
    signed = Scope.objects.visible_to(actor).newest()
    signed = signed.filter(site_signed_at__isnull=False, doj_signed_at__isnull=False)
    for kind, column in (("delivery-start", "starts_on"), ("delivery-end", "ends_on")):
        found = span.here(signed.filter(**span.of_days(column)))
        yield dated(
            found.order_by(column, "pk")[:MAX_ROWS],
            kind=kind,
            day=F(column),
            number=F("request__number"),
            title=F("request__title"),
            state=Case(
                When(request__status__in=[Status.WITHDRAWN, Status.DECLINED], then=CANCELED),
                When(request__status__in=OPEN_STATUSES, then=OPEN),
                default=DONE,
            ),
            **changes_of(Scope),
        )


def of_offers(actor: Actor, span: Span) -> Iterator[Rows]:
    """Find open and withdrawn offers at the time they expire: to the actor's organizations, or of sites where the actor triages."""
    is_provider = P.OFFER_ANSWER in actor.elsewhere
    sites = actor.sites_for(P.REQUEST_TRIAGE)
    if is_provider:
        found = offers.answerable_by(actor).of_organizations(actor.organizations)
    elif sites != frozenset():
        found = Offer.objects.visible_to(actor).filter(handling_allows(actor, "request__"))
        found = found if sites is None else found.filter(site_id__in=sites)
    else:
        return
    told = found.filter(state__in=[OfferState.OPEN, OfferState.RECALLED])
    found = span.here(told.filter(**span.of_instants("due_at")))
    yield dated(
        found.order_by("due_at", "pk")[:MAX_ROWS],
        kind="offer",
        at=F("due_at"),
        number=F("request__number"),
        title=F("request__title"),
        state=Case(When(state=OfferState.OPEN, then=OPEN), default=CANCELED),
        is_provider=Value(is_provider),
        **changes_of(Offer),
    )


def _reads(actor: Actor) -> bool:
    """Return whether there are requests the actor reads in full."""
    return actor.sites_for(P.REQUEST_VIEW) != frozenset() or bool(actor.organizations)
