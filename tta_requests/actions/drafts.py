"""Create, change, and submit draft requests."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import F

from engagements.models.origins import Origin
from engagements.policies import is_former
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.calendars.days import OFFICIAL_ZONE
from foundation.outbox import emit
from foundation.outbox.enums import Lane
from foundation.tenancy.context import atomic, atomic_savepoint
from foundation.ui import dates
from foundation.workflow.errors import Refused
from foundation.workflow.versions import check_version
from sites.models import CoreArea, Site
from tta_requests.actions.transitions import entry, locked, move
from tta_requests.enums import Source, Urgency
from tta_requests.errors import EngagementOver, NotYours
from tta_requests.models import Entry, RequestArea, RequestCounter, TTARequest
from tta_requests.policies import can_create, can_put_to_site, can_revise, is_automatic, is_ready
from tta_requests.querysets import origins

SOURCES = {
    origins.FINDING: Source.FINDING,
    origins.RECOMMENDATION: Source.RECOMMENDATION,
    origins.SESSION_NOTE: Source.SUMMIT,
}


@atomic
def submit(tta_request: TTARequest, *, by: Actor) -> TTARequest:
    """Submit a draft. Routing starts from the outbox, so it happens even if the message broker is down now.

    Raises:
        Refused: when it is no longer a draft, or lacks what a provider must know.
        EngagementOver: when the site has graduated or withdrawn since.
    """
    sent = locked(tta_request.pk)
    _refuse_former(sent.site)
    move(sent, "submit", "Request submitted", by=by, submitted_at=clock.now())
    emit(
        "tta_requests.route",
        key=f"route:{sent.pk}",
        payload={"request": str(sent.pk)},
        lane=Lane.EXPEDITED if is_automatic(sent) else Lane.NORMAL,
    )
    if sent.urgency == Urgency.CRITICAL:
        payload = {"request": str(sent.pk)}
        emit("tta_requests.ask_endorsement", key=f"endorse:{sent.pk}", payload=payload)
    return sent


@atomic_savepoint
def create(
    *, site: Site, values: Mapping[str, Any], origin: Origin | None = None, by: Actor
) -> TTARequest:
    """Create a draft with its number.

    Arguments:
        site: the site that requests help.
        values: fields of ``TTARequest.REVISABLE``, and ``further_areas``.
        origin: the finding, recommendation, plan's action, or session note that it comes from, of the same site.
        by: a point of contact of the site, or a coordinator on its behalf.

    Raises:
        NotYours: when the actor may not create requests for that site, or the origin is another's.
        EngagementOver: when the site has graduated or withdrawn.
    """
    if not can_create(by, site.pk) or by.user_id is None:
        raise NotYours
    if origin and origin.site != site:
        raise NotYours
    _refuse_former(site)
    asks_for_own_site = by.may(P.REQUEST_SUBMIT, at=site.pk)
    tta_request = TTARequest.objects.create(
        site=site,
        number=next_number(),
        requester_id=by.user_id,
        source=_source(origin) if asks_for_own_site else Source.ON_BEHALF,
        created_at=clock.now(),
        **origins.columns_of(origin),
        **_revisable(values),
    )
    _set_areas(tta_request, values.get("further_areas", ()))
    return tta_request


@atomic
def revise(
    tta_request: TTARequest, *, values: Mapping[str, Any], version: int | str | None, by: Actor
) -> TTARequest:
    """Save changed values of a draft request.

    Raises:
        NotYours: when the actor may not change it.
        EngagementOver: when the site has graduated or withdrawn since.
        StaleEdit: when someone else saved it in the meantime; has both versions.
    """
    kept = locked(tta_request.pk)
    if not can_revise(by, kept):
        raise NotYours
    _refuse_former(kept.site)
    check_version(kept, version)
    changes = _revisable(values)
    for field, value in changes.items():
        setattr(kept, field, value)
    kept.version += 1
    kept.save(update_fields=[*changes, "version"])
    if "further_areas" in values:
        _set_areas(kept, values["further_areas"])
    return kept


@atomic
def send_to_site(tta_request: TTARequest, *, by: Actor) -> TTARequest:
    """Ask the site's points of contact to submit a draft that DOJ staff wrote for them.

    Raises:
        NotYours: when the actor did not write it on the site's behalf.
        Refused: when it was already submitted, the site was already asked, it lacks what a provider must know, or
            the site has graduated or withdrawn since.
    """
    kept = locked(tta_request.pk)
    if not can_put_to_site(by, kept):
        raise NotYours
    missing = is_ready(by, kept)
    if missing:
        raise Refused(missing)
    if kept.sent_to_site_at is not None:
        raise Refused(_asked_before(kept, kept.sent_to_site_at))
    kept.sent_to_site_at = clock.now()
    kept.version += 1
    kept.save(update_fields=["sent_to_site_at", "version"])
    entry(kept, "put-to-site", "Sent to the site to review", by=by)
    emit(
        "tta_requests.announce_draft",
        key=f"to-confirm:{kept.pk}:{kept.version}",
        payload={"request": str(kept.pk)},
    )
    return kept


def _asked_before(draft: TTARequest, at: datetime) -> str:
    """Say when the site was asked to review a draft, and by whom."""
    asked = Entry.objects.of_request(draft.pk).of_kind("put-to-site").first()
    by = f" by {asked.author_label}" if asked else ""
    when = dates.when(at, draft.site.time_zone)
    return f"The site was already asked to review this draft, {when}{by}."


def _refuse_former(site: Site) -> None:
    if is_former(site.pk):
        raise EngagementOver


def _source(origin: Origin | None) -> Source:
    if origin is None:
        return Source.TEAM
    return SOURCES.get(origin.kind, Source.PLAN)


def _revisable(values: Mapping[str, Any]) -> dict[str, Any]:
    return {field: values[field] for field in TTARequest.REVISABLE if field in values}


def _set_areas(tta_request: TTARequest, areas: Iterable[CoreArea]) -> None:
    wanted = {area.pk for area in areas if area.pk != tta_request.core_area_id}
    kept = {area.core_area_id: area for area in tta_request.further_areas.all()}
    gone = [area.pk for key, area in kept.items() if key not in wanted]
    if gone:
        RequestArea.objects.filter(pk__in=gone).delete()
    fresh = [
        RequestArea(site_id=tta_request.site_id, request=tta_request, core_area_id=key)
        for key in sorted(wanted - kept.keys())
    ]
    if fresh:
        RequestArea.objects.bulk_create(fresh)


def next_number() -> str:
    """Return the next request number of this year; its counter stays locked until the transaction ends."""
    year = clock.today(OFFICIAL_ZONE).year
    if not RequestCounter.objects.filter(year=year).update(last=F("last") + 1):
        RequestCounter.objects.bulk_create([RequestCounter(year=year)], ignore_conflicts=True)
        RequestCounter.objects.filter(year=year).update(last=F("last") + 1)
    return f"PSP-{year}-{RequestCounter.objects.get(year=year).last:04d}"
