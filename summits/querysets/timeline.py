"""Find what summits meant for a site, as columns of ``foundation.timeline.columns``."""

from collections.abc import Iterator
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from engagements.models import Commitment
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.timeline.columns import Asked, happened, name_of
from sites.enums import Handling
from sites.models import Site
from summits.enums import Registered, State
from summits.models import NOTE, CheckIn, Registration, SessionNote, Summit
from tta_requests.enums import Status
from tta_requests.querysets import requests

Rows = QuerySet[Any, Any]
HELD = (State.LIVE, State.WRAP_UP, State.ARCHIVED)


def of_summits(actor: Actor, asked: Asked) -> Iterator[Rows]:
    """Find the summits to which the site sent people, one row each: how many registered, and how many came."""
    if not actor.may(P.SITE_VIEW, at=asked.site_id):
        return
    sent = Registration.objects.visible_to(actor).at(asked.site_id).filter(summit=OuterRef("pk"))
    arrived = CheckIn.objects.visible_to(actor).filter(registration=OuterRef("pk"))
    went = sent.filter(Q(state=Registered.CONFIRMED) | Q(Exists(arrived)))
    found = Summit.objects.visible_to(actor).in_states(*HELD).filter(Exists(went))
    yield happened(
        found.annotate(site_id=Value(asked.site_id)),
        asked,
        kind="summit-attended",
        day="starts_on",
        title=F("name"),
        slug=F("slug"),
        site=Subquery(Site.objects.filter(pk=asked.site_id).values("slug")),
        people=_number(sent.filter(Exists(arrived))),
        of=_number(sent.confirmed()),
    )


def of_notes(actor: Actor, asked: Asked) -> Iterator[Rows]:
    """Find the notes on sessions, each with the requests and commitments that the actor may read."""
    if not actor.may(P.SITE_VIEW, at=asked.site_id):
        return
    found = SessionNote.objects.visible_to(actor)
    if asked.area_id is not None:
        found = found.filter(session__core_area_id=asked.area_id)
    asks = requests.shown_to(actor).filter(session_note=OuterRef("pk"))
    if asked.on_paper:
        asks = asks.exclude(handling=Handling.FEDERAL)
    made = Commitment.objects.visible_to(actor).without_request().but_canceled()
    yield happened(
        found,
        asked,
        kind="session-note",
        at="made_at",
        title=F("session__title"),
        who=name_of("author"),
        note=F("text"),
        requests=ArraySubquery(
            asks.exclude(status=Status.DRAFT).order_by("number").values("number")
        ),
        commitments=_number(made.filter(origin_kind=NOTE, origin_id=OuterRef("pk"))),
    )


def _number(rows: QuerySet[Any, Any]) -> Coalesce:
    """Find how many rows of a correlated query there are."""
    counted = rows.order_by().annotate(every=Value(1)).values("every").annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n")), 0)
