"""Find what happened to a site's requests, as columns of ``foundation.timeline.columns``."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Case, F, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Coalesce

from engagements.models import Commitment
from engagements.models.origins import evidence_title
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.timeline.columns import Asked, happened, name_of
from sites.enums import Handling
from tta_requests.enums import LIFECYCLE, Status
from tta_requests.models import Entry, RequestArea
from tta_requests.models.visibility import kept_from

Rows = QuerySet[Any, Any]
STEPS = sorted({row.name for row in LIFECYCLE.rows})


def of_requests(actor: Actor, asked: Asked) -> Iterator[Rows]:
    """Find the steps of requests the actor reads in full; a draft has none yet, because no step leads back to one."""
    if not actor.may(P.REQUEST_VIEW, at=asked.site_id):
        return
    steps = Entry.objects.filter(site_id=asked.site_id, kind__in=STEPS).readable_by(actor)
    # Named, as they are few: the newest steps are then found without the request of each.
    kept = kept_from(actor).filter(site_id=asked.site_id)
    yield happened(
        steps.exclude(request__in=kept).filter(_about(asked)),
        asked,
        kind="request-step",
        at="created_at",
        by_index=True,
        number=F("request__number"),
        title=F("request__title"),
        who=F("author_label"),
        note=F("reason"),
        words=F("text"),
        handling=F("request__handling"),
    )


def of_commitments(actor: Actor, asked: Asked) -> Iterator[Rows]:
    """Find when commitments were made, unless someone canceled them since, and when they were done or canceled; those of a draft's request are told with the request."""
    if not actor.may(P.SITE_VIEW, at=asked.site_id):
        return
    found = Commitment.objects.visible_to(actor).exclude(request__status=Status.DRAFT)
    evidence = Case(
        When(request=None, then=evidence_title()), default=Value(""), output_field=TextField()
    )
    for kind, rows, column, person, note in (
        ("commitment-made", found.but_canceled(), "made_at", "made_by", ""),
        ("commitment-done", found, "done_at", "done_by", evidence),
        ("commitment-canceled", found, "canceled_at", "canceled_by", F("dropped_reason")),
    ):
        yield happened(
            rows.filter(_about(asked)),
            asked,
            kind=kind,
            at=column,
            number=Coalesce(F("request__number"), Value("")),
            title=F("text"),
            who=name_of(person),
            note=note,
            commitment=F("kind"),
            handling=F("request__handling"),
        )


def _about(asked: Asked) -> Q:
    """Return the filter by core area (a request's own, or one that was added to it), and by what may be printed."""
    printable = ~Q(request__handling=Handling.FEDERAL) if asked.on_paper else Q()
    if asked.area_id is None:
        return printable
    further = RequestArea.objects.filter(core_area_id=asked.area_id, site_id=asked.site_id)
    about = Q(request__core_area_id=asked.area_id) | Q(request_id__in=further.values("request_id"))
    return about & printable
